import { exact as plainly, text as plain } from './text.ts'

/** A value for a Chinese sentence, as `text` has it; of a list, the names stand between enumeration commas. */
export function text(value: unknown): string {
  return Array.isArray(value) ? value.map(text).join('、') : plain(value)
}

/** A value for a Chinese sentence, as `exact` has it. */
export function exact(value: unknown): string {
  return Array.isArray(value) ? value.map(exact).join('、') : plainly(value)
}
