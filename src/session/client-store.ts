import { pathsIn } from '../place/files.ts'
import { clientFile, clientKind, type ClientIssuer, type StoredClient } from './client-record.ts'
import type { KeptAs } from './envelope.ts'
import { listRecords } from './listed-records.ts'
import type { Machine, Warn } from './machine.ts'
import { lockWaitMs, openRecordFiles, type StoreOptions } from './record-files.ts'

/** A registered client as far as it can be told without opening an envelope. */
export interface ListedClient extends ClientIssuer {
  keptAs: KeptAs
  /** undefined where it is sealed. */
  client: StoredClient | undefined
}

export interface ClientStore {
  /** The client of an issuer, or undefined. Raises what reading its file and opening its envelope raise. */
  read: (issuer: string) => Promise<StoredClient | undefined>
  /**
   * Makes sure that a client of this issuer could be sealed and written now, before one registers that then could not
   * be kept.
   */
  prepare: (issuer: string) => Promise<void>
  /** Puts a client in the place of the one that its issuer had. */
  write: (client: StoredClient) => Promise<void>
  /** Removes the client of an issuer, readable or not; tells whether there was one. */
  remove: (issuer: string) => Promise<boolean>
  /** All clients, sorted by issuer; opens no envelope, and passes over what can't be read with a warning. */
  list: () => ListedClient[]
}

/**
 * Opens the registered clients in a folder; nothing is touched until a method is called. One that is kept in another
 * way than `keptAs` is read all the same: writing moves it. Methods raise the failures of `openRecordFiles`.
 */
export function createClientStore(
  folder: string, machine: Machine, warn: Warn, { keptAs, envelopes }: StoreOptions,
): ClientStore {
  const asItIs = openRecordFiles(folder, clientKind, machine, warn, { envelopes })
  const asAsked = openRecordFiles(folder, clientKind, machine, warn, { keptAs, envelopes })
  return {
    read: async issuer => asItIs.read({ issuer }),
    prepare: async issuer => asAsked.prepare({ issuer }),
    write: async (client) => {
      await asAsked.prepare(client)
      await asAsked.exclusively(client, { waitMs: lockWaitMs }, async file => file.save(client))
    },
    remove: async issuer => asItIs.remove({ issuer }),
    list: () => {
      const listed = listRecords(pathsIn(asItIs.find(), clientFile), clientKind, machine, warn)
      const clients = listed.map(({ key, keptAs, record }) => ({ ...key, keptAs, client: record }))
      return clients.sort((one, other) => one.issuer < other.issuer ? -1 : 1)
    },
  }
}
