import { pathsIn } from '../place/files.ts'
import type { KeptAs } from './envelope.ts'
import { listRecords } from './listed-records.ts'
import { keyFile, keyKind, type KeyName, type StoredKey, type StoredKeys } from './key-record.ts'
import type { Machine, Warn } from './machine.ts'
import { lockWaitMs, openRecordFiles, type StoreOptions } from './record-files.ts'

/** A name's keys as far as they can be told without opening an envelope. */
export interface ListedKeys extends KeyName {
  keptAs: KeptAs
  /** undefined where they are sealed. */
  keys: StoredKey[] | undefined
}

export interface KeyStore {
  /** The keys of a name, or undefined. Raises what reading their file and opening its envelope raise. */
  read: (name: string) => Promise<StoredKeys | undefined>
  /**
   * Puts what `change` makes of the keys of a name in their place, under their lock; what it raises leaves them as they
   * are. Without any key left, their file is removed. Gives what was made of them.
   */
  change: <After extends StoredKeys | undefined>(
    name: string, change: (before: StoredKeys | undefined) => Promise<After>,
  ) => Promise<After>
  /** Removes all keys of a name, readable or not; tells whether there were any. */
  remove: (name: string) => Promise<boolean>
  /** All names with their keys, sorted; opens no envelope, and passes over what can't be read with a warning. */
  list: () => ListedKeys[]
}

/**
 * Opens the keys in a folder; nothing is touched until a method is called. Keys that are kept in another way than
 * `keptAs` are read all the same: a change moves them. Methods raise the failures of `openRecordFiles`.
 */
export function createKeyStore(
  folder: string, machine: Machine, tell: Warn, { keptAs, envelopes }: StoreOptions,
): KeyStore {
  const warn: Warn = warning =>
    tell(warning.code === 'file-was-readable' ? { ...warning, code: 'key-was-readable' } : warning)
  const asItIs = openRecordFiles(folder, keyKind, machine, warn, { envelopes })
  const asAsked = openRecordFiles(folder, keyKind, machine, warn, { keptAs, envelopes })
  return {
    read: async name => asItIs.read({ name }),
    change: async (name, change) => {
      await asAsked.prepare({ name })
      return asAsked.exclusively({ name }, { waitMs: lockWaitMs }, async (file) => {
        const after = await change(await asItIs.read({ name }))
        await (after === undefined ? file.erase() : file.save(after))
        return after
      })
    },
    remove: async name => asItIs.remove({ name }),
    list: () => {
      const listed = listRecords(pathsIn(asItIs.find(), keyFile), keyKind, machine, warn)
      const keys = listed.map(({ key, keptAs, record }) => ({ ...key, keptAs, keys: record?.keys }))
      return keys.sort((one, other) => one.name < other.name ? -1 : 1)
    },
  }
}
