import { Failure } from '../codes/failure.ts'
import { findFolder, pathIn, type PrivateFolder, type PrivatePath } from '../place/folder.ts'
import { unsafe } from '../place/inspect.ts'
import { hashedName } from './hashed-name.ts'
import type { Machine, Warn } from './machine.ts'
import { isRecord, readStoreFile } from './read.ts'
import type { StoreRecord } from './read.ts'

/** A saved configuration without any secret; `settings` holds JSON values by setting name. */
export interface Profile {
  v: 1
  name: string
  /** ISO 8601, UTC. */
  created_at: string
  settings: Record<string, unknown>
}

/** What the file of a profile is called, by the hash of its name. */
export const profileFile = /^p-[0-9a-f]{32}\.json$/

const allowedName = /^[A-Za-z0-9_-]{1,64}$/

export function isProfileName(name: unknown): name is string {
  return typeof name === 'string' && allowedName.test(name)
}

/** Gives the name back if it is allowed ([A-Za-z0-9_-]{1,64}), otherwise raises profile-name-invalid {name}. */
export function checkProfileName(name: string): string {
  if (!isProfileName(name)) throw new Failure('profile-name-invalid', { name })
  return name
}

/**
 * One profile of a folder, or undefined; costs the same however many there are. Raises the failures of `readStoreFile`,
 * profile-name-invalid.
 */
export function readProfile(folder: string, name: string, machine: Machine, warn: Warn): Profile | undefined {
  checkProfileName(name)
  const place = findFolder(folder, machine, warn)
  if (place === undefined) return undefined
  const path = profilePath(place, name)
  const profile = parseProfile(path, readProfileFile(path, machine, warn))
  if (profile !== undefined && profile.name !== name) throw unsafe(path, name, profile.name)
  return profile
}

/**
 * A profile may name a program that is run: what others may have written is not read. Raises the failures of
 * `readStoreFile`.
 */
export function readProfileFile(path: PrivatePath, machine: Machine, warn: Warn): StoreRecord | undefined {
  return readStoreFile(path, machine, warn, 'by-owner-alone')
}

/** The name of the active profile of a folder; raises the failures of `readStoreFile`. */
export function readActiveName(folder: string, machine: Machine, warn: Warn): string | undefined {
  const place = findFolder(folder, machine, warn)
  if (place === undefined) return undefined
  const path = configPath(place)
  return activeName(path, readStoreFile(path, machine, warn))
}

export function configPath(folder: PrivateFolder): PrivatePath {
  return pathIn(folder, 'config.json')
}

// A hash, because names that differ only in case are one file on macOS and Windows.
export function profilePath(folder: PrivateFolder, name: string): PrivatePath {
  return pathIn(folder, hashedName('p', checkProfileName(name)))
}

/** Judges what was read as a profile; raises store-corrupt {path, field}. */
export function parseProfile(path: string, record: StoreRecord | undefined): Profile | undefined {
  if (record === undefined) return undefined
  const { v, name, created_at, settings } = record
  if (v !== 1) throw new Failure('store-corrupt', { path, field: 'v' })
  if (!isProfileName(name)) throw new Failure('store-corrupt', { path, field: 'name' })
  if (typeof created_at !== 'string') throw new Failure('store-corrupt', { path, field: 'created_at' })
  if (!isRecord(settings)) throw new Failure('store-corrupt', { path, field: 'settings' })
  return { v, name, created_at, settings }
}

function activeName(path: string, record: StoreRecord | undefined): string | undefined {
  const name = record?.['active']
  if (name === undefined) return undefined
  if (isProfileName(name)) return name
  throw new Failure('store-corrupt', { path, field: 'active' })
}
