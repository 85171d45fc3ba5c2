import type { Reading } from '../../explain/reading.ts'
import type { Failure } from '../../codes/failure.ts'
import type { DoctorPart, RemarkCode } from '../../messages/doctor-words.ts'
import type { Masked } from '../../secrets/masked.ts'

type Details = Readonly<Record<string, unknown>>

/**
 * What was found of one part, as far as it can be told in a line: that it is well, something to know, or what keeps a
 * login from working.
 */
export type DoctorLine<Failed extends Failure = Masked<Failure>> = { part: DoctorPart } & (
  { state: 'good' | 'note', code: RemarkCode, details: Details }
  | { state: 'note', finding: { code: string, details: Details } }
  | { state: 'note', reading: Reading }
  | { state: 'bad', failure: Failed, headline?: RemarkCode }
)

/** Something is as it should be. */
export function good(part: DoctorPart, code: RemarkCode, details: Details = {}): DoctorLine<never> {
  return { part, state: 'good', code, details }
}

/** Something that need not be wrong, and may surprise. */
export function note(part: DoctorPart, code: RemarkCode, details: Details = {}): DoctorLine<never> {
  return { part, state: 'note', code, details }
}

/**
 * Something that keeps a login from working, as the walk itself would say it; with a headline where that speaks of
 * somebody who has signed in.
 */
export function bad(part: DoctorPart, failure: Failure, headline?: RemarkCode): DoctorLine<Failure> {
  return { part, state: 'bad', failure, ...headline && { headline } }
}
