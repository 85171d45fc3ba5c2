import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { canOthersWrite, follow } from './follow.ts'
import { isOpenToOthers, modeText, requireOurs, unwritable, type PlaceWarning } from './inspect.ts'
import { makeWithParents } from './make.ts'

declare const proven: unique symbol

/** The path of a folder of ours that was proven from the root down; only this file makes one. */
export type PrivateFolder = string & { readonly [proven]: 'folder' }

/** The path of something in such a folder. */
export type PrivatePath = string & { readonly [proven]: 'folder' | 'path' }

/** What is needed to prove a folder and to open its files. */
export interface Keeper extends Account {
  /** The wall clock, in milliseconds since 1970. */
  now: () => number
  /** Sets the mode bits that new files never get; a thread that may not change them does nothing. */
  umask: (mask: number) => void
  /** An unguessable name of 8 to 64 letters, digits and hyphens. */
  randomId: () => string
}

type Warn = (warning: PlaceWarning) => void

/**
 * Opens an absolute folder for a writer: proves it from the root down, makes it (mode 0700) or repairs a looser mode
 * with a warning, and lets others read no file of this process. Raises store-unsafe for a link, a file, another user's
 * folder, or a folder on the way in which others could exchange it; store-unwritable if it can't be made.
 */
export function openFolder(path: string, keeper: Keeper, warn: Warn): PrivateFolder {
  keeper.umask(0o077)
  const stats = makeWithParents(path, keeper)
  requireOurs(path, stats, 'folder', keeper)
  if (isOpenToOthers(stats, keeper)) {
    closeToOthers(path)
    warn({ code: 'folder-was-open', path, mode: modeText(stats) })
  }
  return path as PrivateFolder
}

/**
 * Proves a folder for a reader; undefined if there is none. Others may look into it: each file is private. Raises
 * store-unsafe, store-unreadable.
 */
export function findFolder(path: string, account: Account, warn: Warn): PrivateFolder | undefined {
  const { stats, isShort } = follow(path, account)
  if (stats === undefined || isShort) return undefined
  requireOurs(path, stats, 'folder', account)
  if (canOthersWrite(stats, account)) {
    // Warn first: where nobody could hear the warning, the folder stays for a reader who can.
    warn({ code: 'folder-was-open', path, mode: modeText(stats) })
    closeToOthers(path)
  }
  return path as PrivateFolder
}

/** The path of a name in a proven folder, or in a folder that was made there. */
export function pathIn(folder: PrivateFolder | PrivatePath, name: string): PrivatePath {
  return join(folder, name) as PrivatePath
}

/** The folder in which a file of ours lies: it was proven with the file's path. */
export function folderOf(path: PrivatePath): PrivateFolder {
  return dirname(path) as PrivateFolder
}

/** The path beside another: the same name with an ending. */
export function pathBeside(path: PrivatePath, ending: string): PrivatePath {
  return `${path}${ending}` as PrivatePath
}

function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o700)
  } catch (error) {
    throw unwritable(path, error)
  }
}
