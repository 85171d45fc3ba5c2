import { describeBy } from '../described.ts'
import type { Failure } from '../failure.ts'

/** A list or an object, as it was written. */
export function requireJson(text: string, refuse: (expected: string) => Failure): string {
  try {
    if (typeof JSON.parse(text) === 'object') return text
  } catch {
    // Told below, as a number or a word is.
  }
  throw refuse(describeBy('json-value'))
}
