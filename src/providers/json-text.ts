import { describeBy } from '../codes/described.ts'
import type { Failure } from '../codes/failure.ts'

/** What a JSON text must hold: a list will do for some settings. */
export type JsonForm = 'json-object' | 'json-value'

/** A list or an object, or an object alone, as it was written. */
export function requireJson(
  text: string, refuse: (expected: string) => Failure, form: JsonForm = 'json-value',
): string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !(form === 'json-object' && Array.isArray(value))) return text
  } catch {
    // Told below, as a number or a word is.
  }
  throw refuse(describeBy(form))
}
