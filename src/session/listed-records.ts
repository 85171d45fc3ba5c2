import { basename } from 'node:path'
import { Failure } from '../codes/failure.ts'
import type { PrivatePath } from '../place/folder.ts'
import { sealedPart, type KeptAs } from './envelope.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile, type StoreRecord } from './read.ts'
import { headerOf, type RecordKind } from './record-kind.ts'

/** A record as far as it can be told without opening an envelope. */
export interface ListedRecord<Key, Kept> {
  key: Key
  keptAs: KeptAs
  /** undefined where it is sealed. */
  record: Kept | undefined
}

/**
 * The records in these files whose key is wanted; opens no envelope, and passes over what can't be read with a warning.
 * One that isn't wanted may also be in a file of another name: nothing is said of it.
 */
export function listRecords<Key extends object, Kept extends Key>(
  paths: readonly PrivatePath[], kind: RecordKind<Key, Kept>, machine: Machine, warn: Warn,
  isWanted: (key: Key) => boolean = () => true,
): ListedRecord<Key, Kept>[] {
  return paths.flatMap((path) => {
    try {
      const record = readStoreFile(path, machine, warn)
      return record === undefined ? [] : listed(path, kind, record, isWanted)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      warn({ code: 'file-skipped', path, reason: error.code })
      return []
    }
  })
}

function listed<Key extends object, Kept extends Key>(
  path: PrivatePath, kind: RecordKind<Key, Kept>, record: StoreRecord, isWanted: (key: Key) => boolean,
): ListedRecord<Key, Kept>[] {
  const sealed = sealedPart(path, record, kind.header)
  const kept = sealed === undefined ? kind.parse(path, record) : undefined
  const key = kept ?? Object.fromEntries(kind.header.map(field => [field, String(record[field])])) as unknown as Key
  if (!isWanted(key)) return []
  if (kind.fileName(key) !== basename(path)) throw new Failure('store-corrupt', { path, field: kind.header[0] })
  return [{ key: headerOf(kind, key) as unknown as Key, keptAs: sealed?.kind ?? 'file', record: kept }]
}
