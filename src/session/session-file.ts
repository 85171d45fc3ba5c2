import { basename } from 'node:path'
import { Failure } from '../failure.ts'
import { sealedPart, sealedRecord } from './envelope.ts'
import type { Envelopes, KeptAs, Sealed } from './envelope.ts'
import { removeTemporaries } from './litter.ts'
import { loadSession } from './load-session.ts'
import { pathIn, type PrivateFolder, type PrivatePath } from '../place/folder.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import type { StoreRecord } from './read.ts'
import { parseSession, requireBound, sessionFileName } from './session-record.ts'
import type { Session, SessionKey } from './session-record.ts'
import { removeStoreFile, writeStoreFile } from './write.ts'

/** One session's file in the hands of the process that holds its lock. */
export interface SessionFile {
  read(): Promise<Session | undefined>
  save(session: Session): Promise<void>
  /** Removes the file, its temporary copies and its key; tells whether there was a file. */
  erase(): Promise<boolean>
}

/** What opening a session's file needs. */
export interface SessionFileOptions {
  machine: Machine
  warn: Warn
  /** How the session must be kept; undefined keeps it as it is. */
  keptAs: KeptAs | undefined
  envelopes: Envelopes
}

/** Opens one session's file; nothing is touched until a method is called. */
export function openSession(folder: PrivateFolder, key: SessionKey, options: SessionFileOptions): SessionFile & { prepare(): Promise<void> } {
  const path = pathIn(folder, sessionFileName(key))
  const { machine, warn, keptAs, envelopes } = options
  const load = () => ({ sealed: sealedPart(path, readStoreFile(path, machine, warn)) })
  return {
    read: async () => {
      const { session, sealed } = loadSession(path, key, options)
      if (sealed === undefined) return session
      const opened = parseSession(path, await unseal(path, sealed, envelopes))
      requireBound(path, opened, key)
      return opened
    },
    save: async (session) => {
      const { sealed: before } = load()
      const kind = keptAs ?? before?.kind ?? 'file'
      const previous = before?.kind === kind ? before : undefined
      const after = kind === 'file' ? undefined : await (await envelopes(kind)).seal({ ...session }, basename(path), previous)
      await writeStoreFile(path, after === undefined ? { ...session } : sealedRecord(session, after), machine, warn)
      if (before?.['key'] !== after?.['key']) await forgetKey(path, before, options)
    },
    erase: async () => {
      const before = keyQuietly(load)
      removeTemporaries(folder, path)
      const existed = removeStoreFile(path)
      await forgetKey(path, before, options)
      return existed
    },
    prepare: async () => {
      if (keptAs === undefined || keptAs === 'file') return
      const before = keyQuietly(load)
      await (await envelopes(keptAs)).prepare(before?.kind === keptAs ? before : undefined, basename(path))
    },
  }
}

async function unseal(path: PrivatePath, sealed: Sealed, envelopes: Envelopes): Promise<StoreRecord> {
  const envelope = await envelopes(sealed.kind)
  return envelope.open(sealed, basename(path)).catch((error: unknown) => {
    throw error instanceof Failure ? error.with(undefined, { path, kind: sealed.kind }) : error
  })
}

function keyQuietly(load: () => { sealed: Sealed | undefined }): Sealed | undefined {
  try {
    return load().sealed
  } catch {
    // A file that can't be read names no key; without the file, a key opens nothing.
    return undefined
  }
}

async function forgetKey(path: string, sealed: Sealed | undefined, { envelopes, warn }: SessionFileOptions): Promise<void> {
  if (sealed?.kind !== 'keyring') return
  try {
    await (await envelopes('keyring')).forget(sealed)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    warn({ code: 'key-left', path, reason: error.code })
  }
}
