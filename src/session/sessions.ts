import { Failure } from '../codes/failure.ts'
import { pathsIn } from '../place/files.ts'
import { listRecords } from './listed-records.ts'
import type { Machine, Warn } from './machine.ts'
import { lockWaitMs, openRecordFiles, type StoreOptions } from './record-files.ts'
import { sessionKind, type SessionKey } from './session-record.ts'
import { inOrder, type SessionStore } from './session-store.ts'

export type { SessionFile, SessionStore } from './session-store.ts'

const sessionFile = /^t-[0-9a-f]{32}\.json$/

/**
 * Opens the sessions in a folder, one file each; nothing is touched until a method is called. Methods raise the
 * failures of `readStoreFile`, the writing ones also those of `openFolder`, `withLock` and `writeStoreFile`.
 */
export function createSessionStore(
  folder: string, machine: Machine, warn: Warn, options: StoreOptions = plain,
): SessionStore {
  const { find, read, prepare, proveRoom, exclusively, remove }
    = openRecordFiles(folder, sessionKind, machine, warn, options)
  const list = (isWanted?: (key: SessionKey) => boolean) =>
    listRecords(pathsIn(find(), sessionFile), sessionKind, machine, warn, isWanted)
  return {
    place: folder, isShared: false, read, probe: async () => 'ready', prepare, remove,
    exclusively: async (key, lock, section) => exclusively(key, lock, async (file) => {
      return section({
        ...file,
        intend: async (session) => {
          // The answer may be longer than what is stored.
          proveRoom(session)
          await file.save(session)
        },
      })
    }),
    write: async (session, lock) => {
      await exclusively(session, { waitMs: lockWaitMs, ...lock }, async file => file.save(session))
      return false
    },
    keysOf: async profile => list(key => key.profile === profile).map(({ key }) => key),
    list: async () => inOrder(list().map(({ key, keptAs }) => ({ ...key, store: keptAs }))),
    profileOf: async () => undefined,
  }
}

/** Where nothing is ever sealed, nothing can be opened. */
const plain: StoreOptions = {
  envelopes: async () => {
    throw new Failure('store-sealed', { reason: 'does-not-open' })
  },
}
