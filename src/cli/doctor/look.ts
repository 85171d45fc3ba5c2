import type { Resolved } from '../../providers/resolved.ts'
import type { Failure } from '../../codes/failure.ts'
import type { Command } from 'commander'
import type { DoctorPart } from '../../messages/doctor-words.ts'
import type { DoctorLine } from '../../render/doctor/line.ts'
import type { Run } from '../run.ts'

/** What there is to look at: the command with its stores, and the settings that hold for it. */
export interface Looking {
  run: Run
  resolved: Resolved
  /** The command tree with all flags. */
  wholeProgram: () => Command
}

/** A line before it is told: its failure may still hold secrets. */
export type FoundLine = DoctorLine<Failure>

/** Looks at one part. What it raises is told as what is wrong with that part. */
export type Look<Ground extends Looking = Looking> = (ground: Ground) => FoundLine[] | Promise<FoundLine[]>

/** Parts by their names, in the order in which they are told. */
export type Looks<Ground extends Looking> = Readonly<Partial<Record<DoctorPart, Look<Ground>>>>
