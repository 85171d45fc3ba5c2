import { replaceInvisible } from './printable.ts'
import type { JsonText } from './written.ts'

/** Longer documents are not indented: nobody reads them, and a deep one would be a hundred times as long. */
const longestIndented = 65_536

/**
 * JSON that is safe to print to a terminal: it escapes controls, invisible characters and lone surrogates, and parses
 * to the same value.
 */
export function toSafeJson(value: unknown, indent?: number): JsonText {
  const compact = (JSON.stringify(value) as string | undefined) ?? 'null'
  const json = indent === undefined || compact.length > longestIndented
    ? compact
    : JSON.stringify(value, undefined, indent)
  return (plain.test(json) ? json : replaceInvisible(json.replace(controls, escapeUnits), escapeUnits)) as JsonText
}

/** The same as a line of its own, or a document with its line end. */
export function toJsonLine(value: unknown, indent?: number): JsonText {
  return `${toSafeJson(value, indent)}\n` as JsonText
}

const plain = /^[\n\x20-\x7e]*$/
// JSON.stringify leaves nothing of C0 but its own line ends.
const controls = /[\x7f-\x9f]/g

function escapeUnits(text: string): string {
  return text.length === 1 ? escapeUnit(text, 0) : escapeUnit(text, 0) + escapeUnit(text, 1)
}

function escapeUnit(text: string, place: number): string {
  return `\\u${text.charCodeAt(place).toString(16).padStart(4, '0')}`
}
