import { basename } from 'node:path'
import { Failure } from '../failure.ts'
import { pathsIn } from '../place/files.ts'
import type { PrivateFolder } from '../place/folder.ts'
import { sealedPart } from './envelope.ts'
import type { LockOptions } from './lock.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import type { RecordFile } from './record-file.ts'
import { lockWaitMs, openRecordFiles, type StoreOptions } from './record-files.ts'
import { parseSession, sessionFileName, sessionKind } from './session-record.ts'
import type { Session, SessionKey } from './session-record.ts'

/** One session's file in the hands of the process that holds its lock. */
export type SessionFile = RecordFile<Session>

export interface SessionStore {
  /**
   * The stored session, or undefined; never waits for the lock. Raises store-unsafe if it is bound to another key, store-differs if it is
   * kept in another way than the store's, and what opening its envelope raises.
   */
  read(key: SessionKey): Promise<Session | undefined>
  /** Makes sure that this session could be sealed and written now, before a request is sent whose answer must be stored. */
  prepare(key: SessionKey): Promise<void>
  /** Stores a session (of a login) under its lock, so that a refresh under way cannot overwrite it. */
  write(session: Session, options?: Partial<LockOptions>): Promise<void>
  /** Removes a session and all copies of it, readable or not; tells whether there was one. */
  remove(key: SessionKey, options?: Partial<LockOptions>): Promise<boolean>
  /** Runs a section that nobody else's write, removal or refresh of this session can interleave with. */
  exclusively<T>(key: SessionKey, options: LockOptions, section: (file: SessionFile) => Promise<T>): Promise<T>
  /** Which sessions a profile has, also of issuers and clients that it was used with earlier; reads every session, opens no envelope. */
  keysOf(profile: string): SessionKey[]
}

/**
 * Opens the sessions in a folder, one file each; nothing is touched until a method is called. Methods raise the
 * failures of `readStoreFile`, the writing ones also those of `openFolder`, `withLock` and `writeStoreFile`.
 */
export function createSessionStore(folder: string, machine: Machine, warn: Warn, options: StoreOptions = plain): SessionStore {
  const { find, read, prepare, exclusively, remove } = openRecordFiles(folder, sessionKind, machine, warn, options)
  return {
    read, prepare, exclusively, remove,
    write: async (session, lock) => exclusively(session, { waitMs: lockWaitMs, ...lock }, async file => file.save(session)),
    keysOf: profile => listKeys(find(), profile, machine, warn),
  }
}

/** Where nothing is ever sealed, nothing can be opened. */
const plain: StoreOptions = {
  envelopes: async () => {
    throw new Failure('store-sealed', { reason: 'does-not-open' })
  },
}

function listKeys(folder: PrivateFolder | undefined, profile: string, machine: Machine, warn: Warn): SessionKey[] {
  const keys: SessionKey[] = []
  for (const path of pathsIn(folder, /^t-[0-9a-f]{32}\.json$/)) {
    try {
      const record = readStoreFile(path, machine, warn)
      const isPlain = sealedPart(path, record, sessionKind.header) === undefined
      const session = record && (isPlain ? parseSession(path, record) : record as unknown as SessionKey)
      if (session?.profile !== profile) continue
      if (sessionFileName(session) !== basename(path)) throw new Failure('store-corrupt', { path, field: 'profile' })
      keys.push({ issuer: session.issuer, client_id: session.client_id, profile })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      warn({ code: 'file-skipped', path, reason: error.code })
    }
  }
  return keys
}
