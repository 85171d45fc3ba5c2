import { stepIds, type StepId } from '../../codes/failure.ts'
import type { Transcript } from './transcript.ts'

/** The steps that one of these walks does not have because its recording does not: that a message is missing there says nothing. */
export function unrecordedSteps(...walks: readonly Transcript[]): StepId[] {
  const findings = walks.flatMap(({ events }) => events.filter(event => event.type === 'finding'))
  const missing = new Set(findings.flatMap(({ code, step }) => code === 'not-recorded' ? step ?? [] : []))
  return stepIds.filter(step => missing.has(step))
}
