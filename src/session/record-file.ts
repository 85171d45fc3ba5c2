import { basename } from 'node:path'
import { Failure } from '../codes/failure.ts'
import { sealedPart, sealedRecord } from './envelope.ts'
import type { Envelopes, KeptAs, Sealed } from './envelope.ts'
import { removeTemporaries } from './litter.ts'
import { loadRecord } from './load-record.ts'
import { pathIn, type PrivateFolder, type PrivatePath } from '../place/folder.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import type { StoreRecord } from './read.ts'
import { headerOf, requireBound, type RecordKind } from './record-kind.ts'
import { removeStoreFile, writeStoreFile } from './write.ts'

/** One record's file in the hands of the process that holds its lock. */
export interface RecordFile<Kept> {
  read(): Promise<Kept | undefined>
  save(record: Kept): Promise<void>
  /** Removes the file, its temporary copies and its key; tells whether there was a file. */
  erase(): Promise<boolean>
}

/** What opening a record's file needs. */
export interface RecordFileOptions {
  machine: Machine
  warn: Warn
  /** How the record must be kept; undefined keeps it as it is. */
  keptAs: KeptAs | undefined
  envelopes: Envelopes
}

/** Opens one record's file; nothing is touched until a method is called. */
export function openRecordFile<Key extends object, Kept extends Key>(
  folder: PrivateFolder, kind: RecordKind<Key, Kept>, key: Key, options: RecordFileOptions,
): RecordFile<Kept> & { prepare(): Promise<void> } {
  const path = pathIn(folder, kind.fileName(key))
  const { machine, warn, keptAs, envelopes } = options
  const sealedNow = () => sealedPart(path, readStoreFile(path, machine, warn), kind.header)
  return {
    read: async () => {
      const { record, sealed } = loadRecord(kind, path, key, options)
      if (sealed === undefined) return record
      const opened = kind.parse(path, await unseal(path, sealed, envelopes, kind.named(key)))
      requireBound(kind, path, opened, key)
      return opened
    },
    save: async (record) => {
      const before = sealedNow()
      const plain: StoreRecord = { ...record as object }
      const sealKind = keptAs ?? before?.kind ?? 'file'
      const previous = before?.kind === sealKind ? before : undefined
      const after = sealKind === 'file'
        ? undefined
        : await (await envelopes(sealKind)).seal(plain, basename(path), previous)
      await writeStoreFile(
        path, after === undefined ? plain : sealedRecord(headerOf(kind, record), after), machine, warn,
      )
      if (before?.['key'] !== after?.['key']) await forgetKey(path, before, options)
    },
    erase: async () => {
      const before = sealedQuietly(sealedNow)
      removeTemporaries(path)
      const existed = removeStoreFile(path)
      await forgetKey(path, before, options)
      return existed
    },
    prepare: async () => {
      if (keptAs === undefined || keptAs === 'file') return
      const before = sealedQuietly(sealedNow)
      await (await envelopes(keptAs)).prepare(before?.kind === keptAs ? before : undefined, basename(path))
    },
  }
}

async function unseal(
  path: PrivatePath, sealed: Sealed, envelopes: Envelopes, named: Readonly<Record<string, string>>,
): Promise<StoreRecord> {
  const envelope = await envelopes(sealed.kind)
  return envelope.open(sealed, basename(path)).catch((error: unknown) => {
    // What keeps the key from being read has a path of its own.
    throw error instanceof Failure && error.details['path'] === undefined
      ? error.with(undefined, { ...named, path, kind: sealed.kind })
      : error
  })
}

function sealedQuietly(sealedNow: () => Sealed | undefined): Sealed | undefined {
  try {
    return sealedNow()
  } catch {
    // A file that can't be read names no key; without the file, a key opens nothing.
    return undefined
  }
}

async function forgetKey(
  path: string, sealed: Sealed | undefined, { envelopes, warn }: RecordFileOptions,
): Promise<void> {
  if (sealed?.kind !== 'keyring') return
  try {
    await (await envelopes('keyring')).forget(sealed)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    warn({ code: 'key-left', path, reason: error.code })
  }
}
