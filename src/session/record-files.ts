import { Failure } from '../codes/failure.ts'
import { findFolder, openFolder, pathIn, type PrivateFolder } from '../place/folder.ts'
import type { Envelopes, KeptAs } from './envelope.ts'
import { litterAgeMs, removeTemporaries, sweepLitter } from './litter.ts'
import { withLock } from './lock.ts'
import type { LockOptions } from './lock.ts'
import type { Machine, Warn } from './machine.ts'
import { openRecordFile, type RecordFile } from './record-file.ts'
import type { RecordKind } from './record-kind.ts'
import { proveWritable } from './write.ts'

/** The records of one kind in a folder, one file each. */
export interface RecordFiles<Key extends object, Kept extends Key> {
  /** The folder, proven for a reader; undefined if there is none. */
  find: () => PrivateFolder | undefined
  /**
   * The stored record, or undefined; never waits for the lock. Raises what `loadRecord` and opening its envelope raise.
   */
  read: (key: Key) => Promise<Kept | undefined>
  /** Makes sure that this record could be sealed and written now. */
  prepare: (key: Key) => Promise<void>
  /** Proves that there is room for a record of the usual size, longer perhaps than what is stored. */
  proveRoom: (key: Key) => void
  /** Runs a section that nobody else's write or removal of this record can interleave with. */
  exclusively: <T>(key: Key, options: LockOptions, section: (file: RecordFile<Kept>) => Promise<T>) => Promise<T>
  /** Removes a record and all copies of it, readable or not; tells whether there was one. */
  remove: (key: Key, options?: Partial<LockOptions>) => Promise<boolean>
}

/** How a store keeps its records. */
export interface StoreOptions {
  /**
   * Every record is kept so: one that is kept otherwise is refused when read and replaced when written. Undefined
   * leaves each as it is.
   */
  keptAs?: KeptAs | undefined
  envelopes: Envelopes
}

export const lockWaitMs = 30_000

/**
 * Opens the records of a kind in a folder; nothing is touched until a method is called. Methods raise the failures of
 * `readStoreFile`, the writing ones also those of `openFolder`, `withLock` and `writeStoreFile`.
 */
export function openRecordFiles<Key extends object, Kept extends Key>(
  folder: string, kind: RecordKind<Key, Kept>, machine: Machine, warn: Warn, { keptAs, envelopes }: StoreOptions,
): RecordFiles<Key, Kept> {
  const fileIn = (place: PrivateFolder, key: Key) =>
    openRecordFile(place, kind, key, { machine, warn, keptAs, envelopes })
  const find = () => findFolder(folder, machine, warn)
  const exclusively: RecordFiles<Key, Kept>['exclusively'] = async (key, options, section) => {
    const place = openFolder(folder, machine, warn)
    sweepLitter(place, machine, litterAgeMs)
    const path = pathIn(place, kind.fileName(key))
    return withLock(path, machine, options, async () => {
      removeTemporaries(path)
      return section(fileIn(place, key))
    })
  }
  const proveRoomIn = (place: PrivateFolder, key: Key) => proveWritable(pathIn(place, kind.fileName(key)), machine)
  return {
    find, exclusively,
    read: async (key) => {
      const place = find()
      return place && fileIn(place, key).read()
    },
    proveRoom: key => proveRoomIn(openFolder(folder, machine, warn), key),
    prepare: async (key) => {
      const place = openFolder(folder, machine, warn)
      proveRoomIn(place, key)
      await fileIn(place, key).prepare()
    },
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
  }
}
