import { Failure } from '../codes/failure.ts'
import { pathsIn } from '../place/files.ts'
import { findFolder, openFolder, type PrivateFolder, type PrivatePath } from '../place/folder.ts'
import { litterAgeMs, sweepLitter } from './litter.ts'
import type { Machine, Warn } from './machine.ts'
import {
  checkProfileName, configPath, parseProfile, profileFile, profilePath, readActiveName, readProfile, readProfileFile,
} from './profile-file.ts'
import type { Profile } from './profile-file.ts'
import type { StoreRecord } from './read.ts'
import { removeStoreFile, writeStoreFile } from './write.ts'

export { checkProfileName } from './profile-file.ts'
export type { Profile } from './profile-file.ts'

export interface ProfileStore {
  /** All profiles, sorted by name; a file that cannot be read is skipped with a warning. */
  list(): Profile[]
  /** Tells whether there is none, be it readable or not. */
  isEmpty(): boolean
  /** How many files of profiles there are, be they readable or not. */
  count(): number
  /** One profile, or undefined. Costs the same however many there are. */
  read(name: string): Profile | undefined
  write(profile: Profile): Promise<void>
  /** Tells whether there was one; the active profile stops being active. */
  remove(name: string): Promise<boolean>
  /** The name of the active profile, which may have been removed by hand. */
  active(): string | undefined
  activate(name: string | undefined): Promise<void>
}

/**
 * Opens the profiles in a folder; nothing is touched until a method is called. Every method raises the failures of
 * `readStoreFile`, the writing ones also those of `openFolder` and `writeStoreFile`.
 */
export function createProfileStore(folder: string, machine: Machine, warn: Warn): ProfileStore {
  const find = () => findFolder(folder, machine, warn)
  const load = (path: PrivatePath) => readProfileFile(path, machine, warn)
  const save = async (pathOf: (place: PrivateFolder) => PrivatePath, record: StoreRecord) => {
    const place = openFolder(folder, machine, warn)
    sweepLitter(place, machine, litterAgeMs)
    await writeStoreFile(pathOf(place), record, machine, warn)
  }
  const remove = (pathOf: (place: PrivateFolder) => PrivatePath) => {
    const place = find()
    return place !== undefined && removeStoreFile(pathOf(place))
  }
  const active = () => readActiveName(folder, machine, warn)
  const activate = async (name: string | undefined) => {
    if (name === undefined) remove(configPath)
    else await save(configPath, { v: 1, active: checkProfileName(name) })
  }
  return {
    list: () => listProfiles(find(), load, warn),
    count: () => pathsIn(find(), profileFile).length,
    isEmpty: () => pathsIn(find(), profileFile).length === 0,
    read: name => readProfile(folder, name, machine, warn),
    write: async profile => save(place => profilePath(place, profile.name), { ...profile }),
    remove: async (name) => {
      checkProfileName(name)
      const existed = remove(place => profilePath(place, name))
      if (active() === name) await activate(undefined)
      return existed
    },
    active,
    activate,
  }
}

function listProfiles(
  folder: PrivateFolder | undefined, load: (path: PrivatePath) => StoreRecord | undefined, warn: Warn,
): Profile[] {
  const profiles: Profile[] = []
  for (const path of pathsIn(folder, profileFile)) {
    try {
      const profile = parseProfile(path, load(path))
      if (profile !== undefined) profiles.push(profile)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      warn({ code: 'file-skipped', path, reason: error.code })
    }
  }
  return profiles.sort((one, other) => one.name < other.name ? -1 : 1)
}
