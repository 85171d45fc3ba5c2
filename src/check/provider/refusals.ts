import type { Outcome } from '../verdict.ts'
import { isBroken } from './answered.ts'
import type { Redeemed } from './grants.ts'
import { fail, open, pass, sight, unavailable, weak } from './outcomes.ts'

/**
 * Judges a token request that must be refused, with one of these errors (RFC 6749, section 5.2); `wrong` says what was,
 * where that may be several things.
 */
export function judgeRefusal(
  { isAccepted, answer, exchange, error }: Omit<Redeemed, 'tokens'>, expected: readonly string[],
  wrong: { proof?: string, seconds?: number } = {},
): Outcome {
  if (isAccepted) return fail(sight('tokens-issued', wrong, exchange))
  const { status } = answer ?? { status: 0 }
  if (isBroken({ status })) return unavailable({ answer: { status }, exchange })
  // Nothing of a refusal was seen: a page, an empty answer, a redirect, or an object that only lacks the token.
  if (error === undefined && status < 400)
    return open('unclear', sight('answer-unclear', { ...wrong, status }, exchange))
  if (!expected.includes(error ?? ''))
    return weak(sight('refused-otherwise', { ...wrong, error, expected: expected.join(', ') }, exchange))
  return status >= 400 ? pass() : weak(sight('status-otherwise', { status, expected: 400 }, exchange))
}
