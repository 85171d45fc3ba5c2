import { basename } from 'node:path'
import { Failure } from '../failure.ts'
import { pathsIn } from '../place/files.ts'
import { findFolder, openFolder, pathIn, type PrivateFolder } from '../place/folder.ts'
import { sealedPart } from './envelope.ts'
import type { Envelopes, KeptAs } from './envelope.ts'
import { removeTemporaries, sweepLitter } from './litter.ts'
import { withLock } from './lock.ts'
import type { LockOptions } from './lock.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import { openSession } from './session-file.ts'
import type { SessionFile } from './session-file.ts'
import { parseSession, sessionFileName } from './session-record.ts'
import type { Session, SessionKey } from './session-record.ts'
import { proveWritable } from './write.ts'

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

/** How a store keeps its sessions. */
export interface StoreOptions {
  /** Every session is kept so: one that is kept otherwise is refused when read and replaced when written. Undefined leaves each as it is. */
  keptAs?: KeptAs | undefined
  envelopes: Envelopes
}

const litterAgeMs = 60_000
const lockWaitMs = 30_000

/**
 * Opens the sessions in a folder, one file each; nothing is touched until a method is called. Methods raise the
 * failures of `readStoreFile`, the writing ones also those of `openFolder`, `withLock` and `writeStoreFile`.
 */
export function createSessionStore(folder: string, machine: Machine, warn: Warn, { keptAs, envelopes }: StoreOptions = plain): SessionStore {
  const fileIn = (place: PrivateFolder, key: SessionKey) => openSession(place, key, { machine, warn, keptAs, envelopes })
  const find = () => findFolder(folder, machine, warn)
  const exclusively: SessionStore['exclusively'] = async (key, options, section) => {
    const place = openFolder(folder, machine, warn)
    sweepLitter(place, machine, litterAgeMs)
    const path = pathIn(place, sessionFileName(key))
    return withLock(path, machine, options, async () => {
      removeTemporaries(place, path)
      return section(fileIn(place, key))
    })
  }
  return {
    exclusively,
    read: async (key) => {
      const place = find()
      return place && fileIn(place, key).read()
    },
    prepare: async (key) => {
      const place = openFolder(folder, machine, warn)
      proveWritable(pathIn(place, sessionFileName(key)), machine)
      await fileIn(place, key).prepare()
    },
    write: async (session, options) => exclusively(session, { waitMs: lockWaitMs, ...options }, async file => file.save(session)),
    remove: async (key, options) => {
      try {
        return await exclusively(key, { waitMs: lockWaitMs, ...options }, async file => file.erase())
      } catch (error) {
        // A full disk has no room for a lock, but deleting must work on it all the more.
        const place = error instanceof Failure && error.code === 'store-unwritable' ? find() : undefined
        if (place) return await fileIn(place, key).erase()
        throw error
      }
    },
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
      const session = record && (sealedPart(path, record) === undefined ? parseSession(path, record) : record as unknown as SessionKey)
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
