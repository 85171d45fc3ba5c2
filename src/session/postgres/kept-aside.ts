import { removeFile, pathsIn } from '../../place/files.ts'
import { findFolder, openFolder, pathIn } from '../../place/folder.ts'
import { hashedName } from '../hashed-name.ts'
import type { Machine, Warn } from '../machine.ts'
import { readStoreFile, type StoreRecord } from '../read.ts'
import { writeStoreFile } from '../write.ts'
import { settle, type Unsettled } from './settle.ts'
import type { Database } from './database.ts'

/** Answers that could not be written into their database, sealed as they would be there, in files of this machine. */
export interface KeptAside {
  /** Keeps one; raises what writing a store file raises. */
  keep: (unsettled: Unsettled) => Promise<string>
  drop: (unsettled: Pick<Unsettled, 'id'>) => void
  /** Writes those of this database, and tells what became of each; one that can't be written yet stays. */
  deliver: (database: Database) => Promise<void>
}

/** What the file of one is called, by the hash of its database and row. */
const asideFile = /^w-[0-9a-f]{32}\.json$/

/** Opens those in a folder; nothing is touched until a method is called. */
export function openKeptAside(folder: string, place: string, machine: Machine, warn: Warn): KeptAside {
  const nameOf = (id: string) => hashedName('w', `${place}\0${id}`)
  return {
    keep: async ({ id, key: { profile, issuer, client_id }, claim, saved, sealed }) => {
      const path = pathIn(openFolder(folder, machine, warn), nameOf(id))
      await writeStoreFile(
        path, { v: 1, store: place, id, profile, issuer, client_id, claim, saved, sealed }, machine, warn,
      )
      return path
    },
    drop: ({ id }) => {
      const found = findFolder(folder, machine, warn)
      if (found) removeFile(pathIn(found, nameOf(id)))
    },
    deliver: async (database) => {
      for (const path of pathsIn(findFolder(folder, machine, warn), asideFile)) {
        const record = readStoreFile(path, machine, warn) ?? {}
        const unsettled = record['v'] === 1 && record['store'] === place ? unsettledIn(record) : undefined
        const settled = unsettled && await settle(database, machine, unsettled).catch(() => undefined)
        if (settled === undefined) continue
        removeFile(path)
        warn({ code: `kept-aside-${settled}`, path })
      }
    },
  }
}

function unsettledIn({ id, profile, issuer, client_id, claim, saved, sealed }: StoreRecord): Unsettled | undefined {
  if (typeof id !== 'string'
    || (claim !== undefined && typeof claim !== 'string')
    || (saved !== null && typeof saved !== 'number')
    || typeof sealed !== 'string') return undefined
  if (typeof profile !== 'string' || typeof issuer !== 'string' || typeof client_id !== 'string') return undefined
  return { id, key: { profile, issuer, client_id }, claim, saved, sealed }
}
