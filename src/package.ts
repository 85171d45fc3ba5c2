import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }

/** The version of this program, as package.json has it. */
export const version: string = manifest.version

/**
 * The program that calls the OS keyring in a process of its own: one folder above this file's, in `src` as in `dist`.
 */
export const keyringProgram = join(import.meta.dirname, '../bin/keyring.cjs')
