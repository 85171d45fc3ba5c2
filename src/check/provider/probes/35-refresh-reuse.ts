import { setTimeout as delay } from 'node:timers/promises'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { fail, open, pass, refusedUnbroken, sight, skip, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { isBound } from '../other-client.ts'
import { judgeRefusal, unrefused } from '../refusals.ts'
import type { Outcome } from '../../verdict.ts'
import type { Refreshable } from '../living-grant.ts'

/**
 * Seconds after which a replaced token is sent again where it was taken at once: some providers bear with a client that
 * did not get the answer.
 */
const grace = 30

/**
 * A refresh token that was replaced is refused, and the newest one ends with it: one of the two is a thief's (RFC 9700,
 * section 4.14.2).
 */
export const refreshReuse: ProviderProbe = {
  id: 'C35', name: 'refresh-reuse', severity: 'high', suites: ['oauth2.1', 'bcp', 'mcp'], session: 'browser',
  requests: 4,
  clauses: [rfc(9700, '4.14.2')],
  control: 'refresh-request', destructive: true, sharesGrant: true,
  examine: async (examinee) => {
    const { grant } = examinee
    if (!await grant.tokens()) return skip('no-refresh-token')
    const refreshed = grant.replaced() ? undefined : await grant.refresh()
    if (!grant.replaced() && !refreshed?.tokens)
      return open('control-failed', refusedUnbroken(refreshed?.exchange))
    examinee.controls.note('refresh-request')
    const [old, newest] = [grant.replaced(), await grant.tokens()]
    if (!old || !newest || old.refresh_token.reveal() === newest.refresh_token.reveal()) return skip('not-replaced')
    grant.end()
    return judgeReuse(examinee, old, newest)
  },
}

async function judgeReuse(examinee: Examinee, old: Refreshable, newest: Refreshable): Promise<Outcome> {
  const { session, walk } = examinee
  const reused = await session.refresh(old)
  if (!reused.isAccepted) {
    const after = await session.refresh(newest)
    return together(
      judgeRefusal(reused, ['invalid_grant']),
      after.isAccepted ? weak(sight('family-lives', {}, after.exchange)) : unrefused(after) ?? pass(),
    )
  }
  if (isBound(examinee, reused)) return weak(sight('bound-token-reused', {}, reused.exchange))
  await delay(grace * 1000, undefined, { signal: walk.signal })
  const again = await session.refresh(old)
  return again.isAccepted
    ? fail(sight('tokens-issued', {}, again.exchange))
    : unrefused(again) ?? weak(sight('taken-for-a-moment', { seconds: 1 }, reused.exchange))
}
