import type { StepId } from '../codes/failure.ts'
import type { Seen, WalkRecord } from './record.ts'

/** How much depends on it: what ended the login or opens a door, what weakens it, and what is worth knowing. */
export type Gravity = 'broken' | 'weak' | 'note'

/**
 * One thing that was read in a record. `details` are for the sentences of the catalogues; what of them is secret is
 * masked where they are told.
 */
export interface Reading {
  /**
   * Its sentences are in the catalogues under this name: what was seen, why that matters (the attack, or what fails),
   * and what to change.
   */
  name: string
  gravity: Gravity
  step: StepId | undefined
  /** The rule that it breaks, as a reader looks it up: `RFC 7636 4.6`. */
  clause: string | undefined
  details: Readonly<Record<string, string | number | readonly string[]>>
  /** The messages in which it shows. */
  in: readonly Seen[]
}

/**
 * Reads one kind of fault out of a record; gives nothing where it is not there. It claims only what stands in the
 * record.
 */
export type Reader = (record: WalkRecord) => readonly Reading[]
