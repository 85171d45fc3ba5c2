import { good } from '../../../render/doctor/line.ts'
import type { Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

/** Seconds by which clocks may differ before an ID token may be taken for expired. */
const tolerated = 30

/** How far this machine's clock is from the provider's, by the Date header of an answer (RFC 9110, section 6.6.1). */
export const lookAtClock: Look<AtProvider> = ({ answers, run: { context } }) => {
  const dates = answers.flatMap(({ response }) => Date.parse(response.headers['date'] ?? '') || [])
  const last = dates.at(-1)
  if (last === undefined) return []
  const seconds = Math.round((context.now() - last) / 1000)
  if (Math.abs(seconds) <= tolerated) return [good('clock', 'clock', { seconds: Math.abs(seconds) })]
  return [{ part: 'clock', state: 'note', finding: { code: 'clock-differs', details: { seconds } } }]
}
