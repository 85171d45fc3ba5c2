import { startInside, type InsideOptions } from '../support/inside.ts'
import * as atDoor from './support.ts'
import type { Json } from './support.ts'

/**
 * The runs of `support.ts` in this process: for tests that differ in what is asked for or answered, not in how a
 * process begins, reads and ends.
 */
export const runTo = async (status: number, words: readonly string[], options: InsideOptions) =>
  atDoor.runTo(status, words, options, startInside)
export const runJson = async (status: number, words: readonly string[], options: InsideOptions) =>
  atDoor.runJson(status, words, options, startInside)
export const runToError = async (status: number, words: readonly string[], options: InsideOptions) =>
  atDoor.runToError(status, words, options, startInside)

/** Signs in at the home's own sandbox as `signIn` does. */
export async function signIn(home: string, ...words: string[]): Promise<Json> {
  return JSON.parse((await runTo(0, ['login', 'sandbox', '--auto', '--quiet', ...words], { home })).stdout) as Json
}
