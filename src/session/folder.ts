import { chmodSync, closeSync, fsyncSync, lstatSync, mkdirSync, openSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { dirname } from 'node:path'
import { errnoOf, isOpenToOthers, lookAt, modeText, requireOurs, unwritable } from './inspect.ts'
import type { Machine, Warn } from './machine.ts'

/**
 * Prepares the folder for a writer: makes it (mode 0700) or repairs a looser mode with a warning, and lets no file
 * of this process be readable by others. Raises store-unsafe for a link, a file or another user's folder,
 * store-unwritable if it cannot be made.
 */
export function openFolder(path: string, machine: Machine, warn: Warn): void {
  machine.umask(0o077)
  const stats = lookAt(path) ?? makeFolder(path)
  requireOurs(path, stats, 'folder', machine)
  if (!isOpenToOthers(stats, machine)) return
  try {
    chmodSync(path, 0o700)
  } catch (error) {
    throw unwritable(path, error)
  }
  warn({ code: 'folder-was-open', path, mode: modeText(stats) })
}

function makeFolder(path: string): Stats {
  try {
    makeWithParents(path)
    return lstatSync(path)
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Node's own recursive way never ends where the system says of an existing folder that it is not there, as /proc does. */
function makeWithParents(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return
    if (errnoOf(error) !== 'ENOENT' || lookAt(dirname(path)) !== undefined) throw error
    makeWithParents(dirname(path))
    makeWithParents(path)
  }
}

/** Makes the names in a folder durable, where the platform can: a renamed file is only safe once its folder is. */
export function syncFolder(path: string): void {
  try {
    const descriptor = openSync(path, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Windows and some network file systems have no such call; the file itself has been synced.
  }
}
