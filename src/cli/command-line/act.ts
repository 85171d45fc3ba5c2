import type { Run } from '../run.ts'
import type { Options } from './options.ts'

/** Runs one command with its parsed options. */
export type Act = (options: Options, command: (run: Run) => Promise<void>) => Promise<void>
