/**
 * What a JSON value is, by the words of the catalogues: `list`, `object`, `string`, `number`, `boolean`, `null`,
 * `missing`.
 */
export type JsonKind = 'list' | 'object' | 'string' | 'number' | 'boolean' | 'null' | 'missing'

/** The kind of a JSON value (RFC 8259, section 3); a value that is not there is `missing`. */
export function kindOf(value: unknown): JsonKind {
  if (Array.isArray(value)) return 'list'
  if (value === null) return 'null'
  return value === undefined ? 'missing' : typeof value as JsonKind
}
