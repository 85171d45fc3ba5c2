import { describeBy } from '../codes/described.ts'
import type { Failure } from '../codes/failure.ts'

/** The kind of value that a JSON text must hold; some settings take lists too. */
export type JsonForm = 'json-object' | 'json-value'

/** Requires that a text is JSON with an object, or also a list, and gives it as it was written. */
export function requireJson(
  text: string, refuse: (expected: string) => Failure, form: JsonForm = 'json-value',
): string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !(form === 'json-object' && Array.isArray(value))) return text
  } catch {
    // Refused below, as a number or a word is.
  }
  throw refuse(describeBy(form))
}
