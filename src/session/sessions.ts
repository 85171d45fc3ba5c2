import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { openFolder } from './folder.ts'
import { listNames, removeTemporaries, sweepLitter } from './litter.ts'
import { withLock } from './lock.ts'
import type { LockOptions } from './lock.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import { parseSession, requireBound, sessionFileName } from './session-record.ts'
import type { Session, SessionKey } from './session-record.ts'
import { removeStoreFile, writeStoreFile } from './write.ts'

/** One session's file in the hands of the process that holds its lock. */
export interface SessionFile {
  read(): Session | undefined
  save(session: Session): Promise<void>
  /** Removes the file and its temporary copies; tells whether there was a file. */
  erase(): boolean
}

export interface SessionStore {
  /** The stored session, or undefined; never waits. Raises store-unsafe if it is bound to another key. */
  read(key: SessionKey): Session | undefined
  /** Stores a session (of a login) under its lock, so that a refresh under way cannot overwrite it. */
  write(session: Session, options?: Partial<LockOptions>): Promise<void>
  /** Removes a session and all copies of it, readable or not; tells whether there was one. */
  remove(key: SessionKey, options?: Partial<LockOptions>): Promise<boolean>
  /** Runs a section that nobody else's write, removal or refresh of this session can interleave with. */
  exclusively<T>(key: SessionKey, options: LockOptions, section: (file: SessionFile) => Promise<T>): Promise<T>
  /** Which sessions a profile has, also of issuers and clients that it was used with earlier; reads every session. */
  keysOf(profile: string): SessionKey[]
}

const litterAgeMs = 60_000
const lockWaitMs = 30_000

/**
 * Opens the sessions in a folder, one file each; nothing is touched until a method is called. Methods raise the
 * failures of `readStoreFile`, the writing ones also those of `openFolder`, `withLock` and `writeStoreFile`.
 */
export function createSessionStore(folder: string, machine: Machine, warn: Warn): SessionStore {
  const exclusively: SessionStore['exclusively'] = async (key, options, section) => {
    openFolder(folder, machine, warn)
    sweepLitter(folder, machine, litterAgeMs)
    const path = join(folder, sessionFileName(key))
    return withLock(path, machine, options, async () => {
      removeTemporaries(path)
      return section(openSession(path, key, machine, warn))
    })
  }
  const fileOf = (key: SessionKey) => openSession(join(folder, sessionFileName(key)), key, machine, warn)
  return {
    exclusively,
    read: key => fileOf(key).read(),
    write: async (session, options) => exclusively(session, { waitMs: lockWaitMs, ...options }, async file => file.save(session)),
    remove: async (key, options) => {
      try {
        return await exclusively(key, { waitMs: lockWaitMs, ...options }, async file => file.erase())
      } catch (error) {
        // A full disk has no room for a lock, but deleting must work on it all the more.
        if (error instanceof Failure && error.code === 'store-unwritable') return fileOf(key).erase()
        throw error
      }
    },
    keysOf: profile => listKeys(folder, profile, machine, warn),
  }
}

function openSession(path: string, key: SessionKey, machine: Machine, warn: Warn): SessionFile {
  return {
    read: () => {
      const record = readStoreFile(path, machine, warn)
      if (record === undefined) return undefined
      const session = parseSession(path, record)
      requireBound(path, session, key)
      return session
    },
    save: async session => writeStoreFile(path, { ...session }, machine, warn),
    erase: () => {
      removeTemporaries(path)
      return removeStoreFile(path)
    },
  }
}

function listKeys(folder: string, profile: string, machine: Machine, warn: Warn): SessionKey[] {
  const keys: SessionKey[] = []
  for (const name of listNames(folder).filter(name => /^t-[0-9a-f]{32}\.json$/.test(name))) {
    const path = join(folder, name)
    try {
      const record = readStoreFile(path, machine, warn)
      const session = record && parseSession(path, record)
      if (session?.profile !== profile) continue
      if (sessionFileName(session) !== name) throw new Failure('store-corrupt', { path, field: 'profile' })
      keys.push({ issuer: session.issuer, client_id: session.client_id, profile })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      warn({ code: 'file-skipped', path, reason: error.code })
    }
  }
  return keys
}
