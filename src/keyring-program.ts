import { join } from 'node:path'

/** The program that calls the OS keyring in a process of its own: one folder above this file's, in `src` as in `dist`. */
export const keyringProgram = join(import.meta.dirname, '../bin/keyring.cjs')
