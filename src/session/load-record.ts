import { Failure } from '../codes/failure.ts'
import { sealedPart } from './envelope.ts'
import type { KeptAs, Sealed } from './envelope.ts'
import type { PrivatePath } from '../place/folder.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import { requireBound, type RecordKind } from './record-kind.ts'

/** What a file holds: the record, or what an envelope must open first; neither where there is no file. */
export interface LoadedRecord<Kept> {
  record?: Kept
  sealed?: Sealed
}

/**
 * Reads one record's file as far as that goes without a key. Raises the failures of `readStoreFile`, store-corrupt,
 * store-differs where it is kept in another way than it must be, and store-unsafe where it is bound to another key.
 */
export function loadRecord<Key extends object, Kept extends Key>(
  kind: RecordKind<Key, Kept>, path: PrivatePath, key: Key,
  { machine, warn, keptAs }: { machine: Machine, warn: Warn, keptAs: KeptAs | undefined },
): LoadedRecord<Kept> {
  const read = readStoreFile(path, machine, warn)
  if (read === undefined) return {}
  const sealed = sealedPart(path, read, kind.header)
  const came = sealed?.kind ?? 'file'
  if (keptAs !== undefined && keptAs !== came)
    throw new Failure('store-differs', { path, ...kind.named(key), expected: keptAs, came })
  if (sealed !== undefined) {
    requireBound(kind, path, read as unknown as Key, key)
    return { sealed }
  }
  const record = kind.parse(path, read)
  requireBound(kind, path, record, key)
  return { record }
}
