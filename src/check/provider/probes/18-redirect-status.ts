import { isRedirect } from '../answered.ts'
import { rfc } from '../clauses.ts'
import { seenInstead } from '../headless.ts'
import { fail, open, pass, refusedUnbroken, sight, unavailable, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** A redirect does not make the browser repeat a form, in which a password may stand, at the client. */
export const redirectStatus: ProviderProbe = {
  id: 'C18', name: 'redirect-status', severity: 'low', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'headless',
  requests: 1,
  clauses: [rfc(9700, '4.12'), rfc(9110, '15.4')],
  examine: async ({ controls }) => {
    const asked = await controls.usual()
    const { kind, answer, exchange } = asked
    const { status } = answer
    if (kind === 'unavailable') return unavailable(asked)
    if (kind === 'refused') return open('control-failed', refusedUnbroken(exchange))
    if (!isRedirect(answer)) return open('sign-in-first', seenInstead(asked))
    if (status === 307 || status === 308) return fail(sight('redirect-keeps-method', { status }, exchange))
    return status === 302 || status === 303 ? pass() : weak(sight('redirect-keeps-method', { status }, exchange))
  },
}
