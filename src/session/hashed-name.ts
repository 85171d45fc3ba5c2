import { createHash } from 'node:crypto'

/** Names the file of a record by its kind and by a hash of what it is the record of. */
export function hashedName(kind: 'a' | 'c' | 'k' | 'p' | 't' | 'w', text: string): string {
  return `${kind}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}.json`
}
