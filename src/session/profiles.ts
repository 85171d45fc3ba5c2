import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { openFolder } from './folder.ts'
import { unsafe } from './inspect.ts'
import { listNames, sweepLitter } from './litter.ts'
import type { Machine, Warn } from './machine.ts'
import { isRecord, readStoreFile } from './read.ts'
import type { StoreRecord } from './read.ts'
import { removeStoreFile, writeStoreFile } from './write.ts'

/** A saved configuration without any secret; `settings` holds JSON values by setting name. */
export interface Profile {
  v: 1
  name: string
  /** ISO 8601, UTC. */
  created_at: string
  settings: Record<string, unknown>
}

export interface ProfileStore {
  /** All profiles, sorted by name; a file that cannot be read is skipped with a warning. */
  list(): Profile[]
  /** One profile, or undefined. Costs the same however many there are. */
  read(name: string): Profile | undefined
  write(profile: Profile): Promise<void>
  /** Tells whether there was one; the active profile stops being active. */
  remove(name: string): Promise<boolean>
  /** The name of the active profile, which may have been removed by hand. */
  active(): string | undefined
  activate(name: string | undefined): Promise<void>
}

const allowedName = /^[A-Za-z0-9_-]{1,64}$/
const profileFile = /^p-[0-9a-f]{32}\.json$/
const litterAgeMs = 60_000

/** Gives the name back if it is allowed ([A-Za-z0-9_-]{1,64}), otherwise raises profile-name-invalid {name}. */
export function checkProfileName(name: string): string {
  if (!allowedName.test(name)) throw new Failure('profile-name-invalid', { name })
  return name
}

/**
 * Opens the profiles in a folder; nothing is touched until a method is called. Every method raises the failures of
 * `readStoreFile`, the writing ones also those of `openFolder` and `writeStoreFile`.
 */
export function createProfileStore(folder: string, machine: Machine, warn: Warn): ProfileStore {
  const config = join(folder, 'config.json')
  const load = (path: string) => readStoreFile(path, machine, warn)
  const save = async (path: string, record: StoreRecord) => {
    openFolder(folder, machine, warn)
    sweepLitter(folder, machine, litterAgeMs)
    await writeStoreFile(path, record, machine, warn)
  }
  const active = () => activeName(config, load(config))
  const activate = async (name: string | undefined) => {
    if (name === undefined) removeStoreFile(config)
    else await save(config, { v: 1, active: checkProfileName(name) })
  }
  return {
    list: () => listProfiles(folder, load, warn),
    read: (name) => {
      const path = profilePath(folder, name)
      const profile = parseProfile(path, load(path))
      if (profile !== undefined && profile.name !== name) throw unsafe(path, name, profile.name)
      return profile
    },
    write: async profile => save(profilePath(folder, profile.name), { ...profile }),
    remove: async (name) => {
      const existed = removeStoreFile(profilePath(folder, name))
      if (active() === name) await activate(undefined)
      return existed
    },
    active,
    activate,
  }
}

// A hash, because names that differ only in case are one file on macOS and Windows.
function profilePath(folder: string, name: string): string {
  const hash = createHash('sha256').update(checkProfileName(name)).digest('hex')
  return join(folder, `p-${hash.slice(0, 32)}.json`)
}

function listProfiles(folder: string, load: (path: string) => StoreRecord | undefined, warn: Warn): Profile[] {
  const profiles: Profile[] = []
  for (const name of listNames(folder).filter(name => profileFile.test(name))) {
    const path = join(folder, name)
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

function parseProfile(path: string, record: StoreRecord | undefined): Profile | undefined {
  if (record === undefined) return undefined
  const { v, name, created_at, settings } = record
  if (v !== 1) throw new Failure('store-corrupt', { path, field: 'v' })
  if (typeof name !== 'string' || !allowedName.test(name)) throw new Failure('store-corrupt', { path, field: 'name' })
  if (typeof created_at !== 'string') throw new Failure('store-corrupt', { path, field: 'created_at' })
  if (!isRecord(settings)) throw new Failure('store-corrupt', { path, field: 'settings' })
  return { v, name, created_at, settings }
}

function activeName(path: string, record: StoreRecord | undefined): string | undefined {
  const name = record?.['active']
  if (name === undefined) return undefined
  if (typeof name === 'string' && allowedName.test(name)) return name
  throw new Failure('store-corrupt', { path, field: 'active' })
}
