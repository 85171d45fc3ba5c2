import type { FailureCode } from '../../codes/failure.ts'
import type { Outcome } from '../verdict.ts'
import { isBroken } from './answered.ts'
import type { Redeemed } from './grants.ts'
import { fail, open, pass, sight, unavailable, weak } from './outcomes.ts'
import { allTokensIn } from './takings.ts'

/** Whoever answers with 200 and an error has refused; one who says nothing of an error has not. */
const refused: readonly (FailureCode | undefined)[] = ['token-refused', 'refresh-refused']

/**
 * Judges a token request that must be refused, with one of these errors (RFC 6749, section 5.2); `wrong` says what was,
 * where that may be several things.
 */
export function judgeRefusal(
  redeemed: Omit<Redeemed, 'tokens'>, expected: readonly string[],
  wrong: { proof?: string, seconds?: number } = {},
): Outcome {
  const { isAccepted, answer: { status, body } = { status: 0, body: '' }, exchange, error } = redeemed
  if (isAccepted || allTokensIn({ status, body }).length > 0) return fail(sight('tokens-issued', wrong, exchange))
  const unclear = unrefused(redeemed)
  if (unclear) return unclear
  if (!expected.includes(error ?? ''))
    return weak(sight('refused-otherwise', { ...wrong, error, expected: expected.join(', ') }, exchange))
  return status >= 400 ? pass() : weak(sight('status-otherwise', { status, expected: 400 }, exchange))
}

/** Where no tokens came, and nothing was seen of a refusal either. */
export function unrefused({ answer, exchange, failure }: Omit<Redeemed, 'tokens'>): Outcome | undefined {
  const status = answer?.status ?? 0
  if (isBroken({ status })) return unavailable({ answer: { status }, exchange })
  return status < 400 && !refused.includes(failure?.code)
    ? open('unclear', sight('no-refusal', { status }, exchange))
    : undefined
}
