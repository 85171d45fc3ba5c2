import { pathsIn } from '../place/files.ts'
import { findFolder, openFolder, pathIn } from '../place/folder.ts'
import { hashedName } from './hashed-name.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile, type StoreRecord } from './read.ts'
import type { SessionKey } from './session-record.ts'
import { removeStoreFile, writeStoreFile } from './write.ts'

/** What one role's credentials were asked for with: any difference is another file. */
export interface RoleKey extends SessionKey {
  subject: string
  endpoint: string
  roleArn: string
  sessionName: string
  seconds: string | undefined
}

/** The stored credentials of one role. */
export interface RoleCache {
  /** What was kept, whatever its age; a damaged file holds nothing. */
  read(): StoreRecord | undefined
  write(role: StoreRecord): Promise<void>
}

const roleFile = /^a-[0-9a-f]{32}\.json$/

/** Opens the place of one role's credentials; nothing is touched until a method is called. */
export function createRoleCache(folder: string, key: RoleKey, machine: Machine, warn: Warn): RoleCache {
  const parts = [
    key.issuer, key.client_id, key.profile, key.subject, key.endpoint, key.roleArn, key.sessionName, key.seconds ?? '',
  ]
  const name = hashedName('a', parts.join('\0'))
  return {
    read: () => {
      const place = findFolder(folder, machine, warn)
      const record = place && readStoreFile(pathIn(place, name), machine, warn)
      return record?.['profile'] === key.profile ? record['role'] as StoreRecord | undefined : undefined
    },
    write: async (role) => {
      const place = openFolder(folder, machine, warn)
      await writeStoreFile(pathIn(place, name), { v: 1, profile: key.profile, role }, machine, warn)
    },
  }
}

/** Removes what was kept for a profile: its roles end with its session. */
export function removeRoles(folder: string, profile: string, machine: Machine, warn: Warn): void {
  for (const path of pathsIn(findFolder(folder, machine, warn), roleFile)) {
    if (readStoreFile(path, machine, warn)?.['profile'] === profile) removeStoreFile(path)
  }
}
