import { setTimeout as delay } from 'node:timers/promises'
import { rfc } from '../clauses.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'

/**
 * A code lives ten minutes at most (RFC 6749, section 4.1.2). Whoever wants less says after how many seconds it must
 * have ended.
 */
export const codeLifetime: ProviderProbe = {
  id: 'C28', name: 'code-lifetime', severity: 'medium', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'browser',
  requests: 1,
  clauses: [rfc(6749, '4.1.2')],
  control: 'token-request', slow: true,
  examine: async ({ session, walk, waitSeconds = 0 }) => {
    const authorized = await session.authorize()
    await delay(waitSeconds * 1000, undefined, { signal: walk.signal })
    return judgeRefusal(await session.redeem(authorized), ['invalid_grant'], { seconds: waitSeconds })
  },
}
