import { setTimeout as delay } from 'node:timers/promises'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import type { Redeemed } from '../grants.ts'
import { fail, open, pass, refusedUnbroken, sight, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal, unrefused } from '../refusals.ts'
import { judgeEnded } from '../userinfo.ts'
import type { Outcome } from '../../verdict.ts'

/** Seconds after which a code is sent again. Some providers take a repeated request for the first one, for a moment. */
const soon = 1
const later = 30

/** A code is good once: sent again it brings nothing, and the tokens of its first use end (RFC 6749, section 4.1.2). */
export const codeReplay: ProviderProbe = {
  id: 'C27', name: 'code-replay', severity: 'critical', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'browser', requests: 4,
  clauses: [rfc(6749, '4.1.2'), rfc(6749, '10.5')],
  control: 'token-request', destructive: true, seconds: soon + later,
  examine: async (examinee) => {
    const { session, walk, controls, grant } = examinee
    // One code alone does not show whether it comes each time.
    if (session.count() === 0) await session.authorize()
    const authorized = await session.authorize()
    // What is refused the second time works again once somebody else has signed in.
    if (session.hasRepeated()) return fail(sight('code-repeated'))
    const first = await session.redeem(authorized)
    if (!first.isAccepted) return open('control-failed', refusedUnbroken(first.exchange))
    controls.note('token-request')
    // With the replay, a provider may end whatever this user has granted.
    grant.end()
    const replay = async (seconds: number) => {
      await delay(seconds * 1000, undefined, { signal: walk.signal })
      return session.redeem(authorized)
    }
    const second = await replay(soon)
    if (!second.isAccepted) return together(judgeRefusal(second, ['invalid_grant']), await judgeFirst(examinee, first))
    const third = await replay(later)
    return third.isAccepted
      ? fail(sight('tokens-issued', {}, third.exchange))
      : unrefused(third) ?? weak(sight('taken-for-a-moment', { seconds: soon }, second.exchange))
  },
}

/** Whether the token of the first use has ended: it should. */
async function judgeFirst(examinee: Examinee, { tokens }: Redeemed): Promise<Outcome> {
  return tokens ? judgeEnded(examinee, tokens.access_token.reveal()) : pass()
}
