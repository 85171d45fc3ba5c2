import { Failure } from '../../../codes/failure.ts'
import type { Check } from '../../../protocol/checks.ts'
import { checkMadeNow, toleranceSeconds } from '../../../protocol/claim-times.ts'
import { bad, good } from '../../../render/doctor/line.ts'
import type { FoundLine, Look } from '../look.ts'
import { wantsIdToken } from './keys.ts'
import type { Answered, AtProvider } from './visit.ts'

/** How far this machine's clock is from the provider's, by the Date header of an answer (RFC 9110, section 6.6.1). */
export const lookAtClock: Look<AtProvider> = (ground) => {
  const { answers, server } = ground
  const [best] = answers.flatMap(readingOf).sort((one, other) =>
    Number(one.isCached) - Number(other.isCached) || one.took - other.took)
  if (best === undefined) return []
  const { seconds } = best
  if (Math.abs(seconds) <= toleranceSeconds) return [good('clock', 'clock', { seconds: Math.abs(seconds) })]
  const refused = server && wantsIdToken(ground, server)
    ? checkMadeNow(Math.floor(ground.run.context.now() / 1000), seconds)
    : undefined
  if (refused) return [wouldRefuse(refused)]
  return [{ part: 'clock', state: 'note', finding: { code: 'clock-differs', details: { seconds } } }]
}

/** An ID token that the provider makes now is refused here, whatever else is right. */
function wouldRefuse({ name, expected, actual, rule, because }: Check): FoundLine {
  return bad('clock', new Failure(name, {
    expected, actual, rule, ...because && { because },
  }), 'clock-off')
}

/**
 * What one answer tells of the clocks: that of a cache is older by its Age (RFC 9111, section 5.1), and one that is
 * quick tells more exactly.
 */
interface ClockReading { seconds: number, isCached: boolean, took: number }

function readingOf({ response: { headers }, sentAt, cameAt }: Answered): ClockReading[] {
  const date = Date.parse(headers['date'] ?? '')
  if (Number.isNaN(date)) return []
  const age = /^\d{1,9}$/.exec(headers['age']?.trim() ?? '')?.[0]
  const theirs = date + Number(age ?? 0) * 1000
  return [{ seconds: secondsOutside(theirs, sentAt, cameAt), isCached: age !== undefined, took: cameAt - sentAt }]
}

/**
 * Whole seconds from their time, which is told in whole seconds, to the time in which it was written: none where it
 * lies within that.
 */
function secondsOutside(theirs: number, sentAt: number, cameAt: number): number {
  if (theirs > cameAt) return Math.round((cameAt - theirs) / 1000)
  return Math.max(0, Math.round((sentAt - theirs - 1000) / 1000))
}
