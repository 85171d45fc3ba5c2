import { rfc } from '../clauses.ts'
import { fail, open, pass, refusedUnbroken, sight } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

const times = 5

/** Of several requests that redeem one code at the same time, one gets tokens. */
export const codeInParallel: ProviderProbe = {
  id: 'C29', name: 'code-in-parallel', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'browser',
  requests: times,
  clauses: [rfc(6749, '4.1.2')],
  control: 'token-request', destructive: true,
  examine: async ({ session, budget, takings, grant }) => {
    const authorized = await session.authorize()
    const atOnce = { ...authorized, walk: { ...authorized.walk, send: takings.watch(budget.atOnce) } }
    // With the replays, a provider may end whatever this user has granted.
    grant.end()
    const all = await Promise.all(Array.from({ length: times }, async () => session.redeem(atOnce)))
    const accepted = all.filter(({ isAccepted }) => isAccepted)
    const exchange = accepted.at(-1)?.exchange
    if (accepted.length === 0) return open('control-failed', refusedUnbroken(all[0]?.exchange))
    return accepted.length === 1 ? pass() : fail(sight('code-taken-often', { count: accepted.length, times }, exchange))
  },
}
