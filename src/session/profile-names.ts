import { basename, join } from 'node:path'
import { changeOf, pathsIn, rename, writeBeside } from '../place/files.ts'
import { findFolder, openFolder, pathIn, type PrivateFolder, type PrivatePath } from '../place/folder.ts'
import type { Machine, Warn } from './machine.ts'
import { isProfileName, parseProfile, profileFile, profilePath, readProfileFile } from './profile-file.ts'
import { readStoreFile } from './read.ts'

/**
 * Names that were read before, and in which state the folder was: its time of change in nanoseconds, empty where that
 * can't be relied on.
 */
interface KnownNames {
  changed: string
  names: string[]
}

/** With fewer, reading every profile takes no longer than looking here. */
const many = 200

/** Two changes within this time may leave the folder with the same time of change. */
const settledAfterMs = 2000

/**
 * The names of all profiles, sorted, for whoever waits while a word is typed. Those of many profiles are kept in a file
 * of their own: a profile's file is called by the hash of its name, so what was once read of it stays true. What can't
 * be read is left out.
 */
export function listProfileNames(folder: string, machine: Machine): string[] {
  const place = findFolder(folder, machine, silent)
  if (place === undefined) return []
  const known = readKnown(folder, machine)
  const changed = settledChangeOf(place, machine)
  if (changed !== '' && known.changed === changed) return known.names
  const byFile = new Map(known.names.map(name => [basename(profilePath(place, name)), name]))
  const files = pathsIn(place, profileFile)
  const names = files.flatMap(file => byFile.get(basename(file)) ?? readName(file, machine) ?? []).sort()
  if (files.length >= many) keepKnown(folder, { changed, names }, machine)
  return names
}

// In a folder of its own: writing it must not change the one that it tells about.
const folderOf = (folder: string) => join(folder, 'completion')
const fileIn = (place: PrivateFolder) => pathIn(place, 'profiles.json')
const silent: Warn = () => undefined

function readKnown(folder: string, machine: Machine): KnownNames {
  try {
    const place = findFolder(folderOf(folder), machine, silent)
    const { changed, names } = (place && readStoreFile(fileIn(place), machine, silent)) ?? {}
    if (typeof changed === 'string' && Array.isArray(names) && names.every(isProfileName)) return { changed, names }
  } catch {
    // What can't be read is read from the profiles again.
  }
  return { changed: '', names: [] }
}

/** When the folder was last changed; empty where another change may still leave it with the same time. */
function settledChangeOf(folder: PrivateFolder, machine: Machine): string {
  const { mtimeNs, mtimeMs } = changeOf(folder)
  return machine.now() - Number(mtimeMs) > settledAfterMs ? String(mtimeNs) : ''
}

function readName(path: PrivatePath, machine: Machine): string | undefined {
  try {
    return parseProfile(path, readProfileFile(path, machine, silent))?.name
  } catch {
    return undefined
  }
}

/** Where it can't be written, the next one reads the profiles again. */
function keepKnown(folder: string, known: KnownNames, machine: Machine): void {
  try {
    const path = fileIn(openFolder(folderOf(folder), machine, silent))
    rename(writeBeside(path, JSON.stringify(known), () => machine.randomId()), path)
  } catch {
    // A full or read-only disk.
  }
}
