import { basename } from 'node:path'
import { Failure } from '../codes/failure.ts'
import { pathsIn } from '../place/files.ts'
import { pathIn, type PrivateFolder } from '../place/folder.ts'
import { sealedPart } from './envelope.ts'
import { listRecords } from './listed-records.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import { lockWaitMs, openRecordFiles, type StoreOptions } from './record-files.ts'
import { parseSession, sessionFileName, sessionKind } from './session-record.ts'
import type { SessionKey } from './session-record.ts'
import { inOrder, type SessionStore } from './session-store.ts'
import { proveWritable } from './write.ts'

export type { SessionFile, SessionStore } from './session-store.ts'

const sessionFile = /^t-[0-9a-f]{32}\.json$/

/**
 * Opens the sessions in a folder, one file each; nothing is touched until a method is called. Methods raise the
 * failures of `readStoreFile`, the writing ones also those of `openFolder`, `withLock` and `writeStoreFile`.
 */
export function createSessionStore(
  folder: string, machine: Machine, warn: Warn, options: StoreOptions = plain,
): SessionStore {
  const { find, read, prepare, exclusively, remove } = openRecordFiles(folder, sessionKind, machine, warn, options)
  return {
    place: folder, isShared: false, read, probe: async () => 'ready', prepare, remove,
    exclusively: async (key, lock, section) => exclusively(key, lock, async (file) => {
      return section({
        ...file,
        intend: async (session) => {
          const place = find()
          // The answer may be longer than what is stored.
          if (place) proveWritable(pathIn(place, sessionFileName(session)), machine)
          await file.save(session)
        },
      })
    }),
    write: async (session, lock) => {
      await exclusively(session, { waitMs: lockWaitMs, ...lock }, async file => file.save(session))
      return false
    },
    keysOf: async profile => listKeys(find(), profile, machine, warn),
    list: async () => {
      const listed = listRecords(pathsIn(find(), sessionFile), sessionKind, machine, warn)
      return inOrder(listed.map(({ key, keptAs }) => ({ ...key, store: keptAs })))
    },
    profileOf: async () => undefined,
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
  for (const path of pathsIn(folder, sessionFile)) {
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
