import { stepIds, type StepId } from '../../codes/failure.ts'

/**
 * When each step began, never before the one above it; and how many milliseconds it took, where the recording tells
 * both ends.
 */
export function timesOf(
  steps: Record<StepId, { at: number | undefined }>, now: number,
): Record<StepId, { at: number, ms: number | undefined }> {
  let last = stepIds.map(step => steps[step].at).find(at => at !== undefined) ?? now
  const starts = stepIds.map(step => last = Math.max(last, steps[step].at ?? last))
  const timed = (step: StepId) => {
    const place = stepIds.indexOf(step)
    const [at, next, following] = [starts[place] ?? last, starts[place + 1], stepIds[place + 1]]
    const isTold = steps[step].at !== undefined && following !== undefined && steps[following].at !== undefined
    return { at, ms: isTold && next !== undefined ? next - at : undefined }
  }
  return {
    start: timed('start'), redirect: timed('redirect'), consent: timed('consent'), callback: timed('callback'),
    token: timed('token'), userinfo: timed('userinfo'),
  }
}
