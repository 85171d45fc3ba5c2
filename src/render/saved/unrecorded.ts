import { stepIds, type CheckName, type StepId } from '../../codes/failure.ts'
import type { Transcript } from './transcript.ts'

/** The steps that the recording of one of these walks does not have: a message that is missing there says nothing. */
export function unrecordedSteps(...walks: readonly Transcript[]): StepId[] {
  const findings = walks.flatMap(({ events }) => events.filter(event => event.type === 'finding'))
  const missing = new Set(findings.flatMap(({ code, step }) => code === 'not-recorded' ? step ?? [] : []))
  return stepIds.filter(step => missing.has(step))
}

/**
 * The checks that passed in one of these walks and were not made in the other, since that is a recording and lacks what
 * they need. Only steps before the recording's failure count.
 */
export function unmadeChecks(a: Transcript, b: Transcript): CheckName[] {
  const absent = new Set<string>(unrecordedSteps(a, b))
  return [...unmadeIn(a, b, absent), ...unmadeIn(b, a, absent)]
}

function unmadeIn(recording: Transcript, { events }: Transcript, absent: ReadonlySet<string>): CheckName[] {
  if (recording.findings === undefined) return []
  const made = new Set(recording.events.flatMap(event => event.type === 'check' ? event.name : []))
  const reached = stepIds.findIndex(id => id === recording.failure?.step)
  const before = stepIds.slice(0, reached < 0 ? stepIds.length : reached).filter(step => !absent.has(step))
  const passed = events.flatMap(event =>
    event.type === 'check' && event.ok && event.step && before.includes(event.step) ? event.name : [])
  return [...new Set(passed)].filter(name => !made.has(name))
}

/**
 * The step, from 1, up to which a recording goes that does not show whether the login succeeded; undefined where it
 * does, or where it failed.
 */
export function recordedTo(transcript: Transcript): number | undefined {
  const missing = unrecordedSteps(transcript)
  return transcript.document.ok && missing.includes('token') && missing.includes('userinfo')
    ? stepIds.indexOf('token')
    : undefined
}
