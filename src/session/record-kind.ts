import { unsafe } from '../place/inspect.ts'
import type { StoreRecord } from './read.ts'

/**
 * One kind of what is kept in a file of its own, as it is or sealed: how it is judged, and how it is known whose it is.
 */
export interface RecordKind<Key extends object, Kept extends Key> {
  /** The members that tell whose it is; they are not secret, and are needed to find it. */
  header: readonly (keyof Key & string)[]
  fileName: (key: Key) => string
  /** Judges what was read, of whatever key. Raises store-corrupt {path, field}. */
  parse: (path: string, record: StoreRecord) => Kept
  /** How a failure names it. */
  named: (key: Key) => Readonly<Record<string, string>>
}

/** Whose a record is, without the rest of it. */
export function headerOf<Key extends object>(
  { header }: Pick<RecordKind<Key, never>, 'header'>, key: Key,
): StoreRecord {
  return Object.fromEntries(header.map(field => [field, key[field]]))
}

/** Refuses (store-unsafe) a record that is bound to another key, such as another issuer, client or profile. */
export function requireBound<Key extends object>(
  { header }: Pick<RecordKind<Key, never>, 'header'>, path: string, record: Key, key: Key,
): void {
  for (const field of header) {
    if (record[field] !== key[field]) throw unsafe(path, String(key[field]), String(record[field]))
  }
}
