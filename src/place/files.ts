import {
  closeSync, copyFileSync, constants, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync,
  rmdirSync, statSync, unlinkSync, utimesSync, writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { folderOf, pathBeside, pathIn, type PrivateFolder, type PrivatePath } from './folder.ts'
import { errnoOf } from './inspect.ts'
import { putInPlace, writeNew } from './write.ts'

// Operations on names in a proven folder. All raise the system's own errors, unless they say otherwise.

/** Lists the names in a folder; a missing folder has none. */
export function listNames(folder: PrivateFolder): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The paths of everything in a folder whose name is of a kind. */
export function pathsIn(folder: PrivateFolder | undefined, kind: RegExp): PrivatePath[] {
  return folder === undefined ? [] : listNames(folder).filter(name => kind.test(name)).map(name => pathIn(folder, name))
}

/** When a folder last changed. */
export function changeOf(folder: PrivateFolder): { mtimeNs: bigint, mtimeMs: bigint } {
  return statSync(folder, { bigint: true })
}

/** Makes a file that was not there, readable by its owner only. */
export function createFile(path: PrivatePath, text: string): void {
  writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
}

/** Makes a folder that was not there. */
export function createFolder(path: PrivatePath): void {
  mkdirSync(path, { mode: 0o700 })
}

/**
 * Writes a new file beside a path and gives its name; the caller puts it in place or removes it. What fails leaves
 * nothing behind.
 */
export function writeBeside(path: PrivatePath, text: string, randomId: () => string): PrivatePath {
  const beside = pathBeside(path, `.tmp-${randomId()}`)
  writeNew(beside, text)
  return beside
}

/** Puts a file in the place of another, once its content is safe from a loss of power. */
export function replaceBy(beside: PrivatePath, path: PrivatePath): void {
  putInPlace(beside, path)
}

/** Gives a file the name of another, and so replaces that one. */
export function rename(from: PrivatePath, to: PrivatePath): void {
  renameSync(from, to)
}

/** Gives a file a name that is free; tells whether it was. */
export function nameOnce(from: PrivatePath, to: PrivatePath): boolean {
  try {
    linkOrCopy(from, to)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

function linkOrCopy(from: PrivatePath, to: PrivatePath): void {
  try {
    linkSync(from, to)
  } catch (error) {
    // Some file systems know no hard links; an exclusive copy is the next best thing.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errnoOf(error))) throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

/** Sets when something last changed, in milliseconds since 1970. */
export function setChanged(path: PrivatePath, at: number): void {
  utimesSync(path, at / 1000, at / 1000)
}

/** Removes a file; tells whether there was one. */
export function removeFile(path: PrivatePath): boolean {
  try {
    unlinkSync(path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}

/**
 * Removes a file or a folder with all in it, if it is there. What can't be removed stays: another process may be at it.
 */
export function discard(path: PrivatePath): void {
  try {
    removeWhole(path)
  } catch {
    // A later command takes what is left.
  }
}

/** Discards what stands beside a file under its name and this ending with more behind it. */
export function discardBeside(path: PrivatePath, ending: string): void {
  const folder = folderOf(path)
  const beginning = `${basename(path)}${ending}`
  for (const name of listNames(folder)) if (name.startsWith(beginning)) discard(pathIn(folder, name))
}

/** By hand: for its first call of rmSync Node loads all that whole trees need, which every lock would wait for. */
function removeWhole(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory()) {
    for (const name of readdirSync(path)) removeWhole(join(path, name))
    rmdirSync(path)
  } else if (stats !== undefined) {
    unlinkSync(path)
  }
}

/** Makes the names in a folder durable, where the platform can: a renamed file is only safe once its folder is. */
export function syncFolderOf(path: PrivatePath): void {
  try {
    const descriptor = openSync(dirname(path), 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Windows and some network file systems have no such call; the file itself has been synced.
  }
}
