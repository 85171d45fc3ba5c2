import { join } from 'node:path'
import { Failure } from '../codes/failure.ts'
import { discard, listNames, nameOnce, removeFile, rename, writeBeside } from './files.ts'
import { findFolder, openFolder, pathIn, type Keeper, type PrivateFolder, type PrivatePath } from './folder.ts'
import { lookAt, unwritable, type PlaceWarning } from './inspect.ts'
import { appendPrivately } from './private-append.ts'
import { readPrivateFile } from './read.ts'

/**
 * A folder of ours for somebody who opens no file, such as the sandbox, which has the same interface of its own since
 * it imports nothing of ours. Each call proves the folder anew. All raise what `openFolder` and `readPrivateFile`
 * raise.
 */
export interface KeptFolder {
  readonly path: string
  /** Makes the folder, and removes what a killed process left beside a file more than a minute ago. */
  prepare: (name: string) => void
  read: (name: string) => string | undefined
  /** Writes a file that is not there yet; false, and nothing written, if another process was quicker. */
  create: (name: string, text: string) => boolean
  /** Replaces a file in one step: a reader sees the old one or the new one, never a part. */
  replace: (name: string, text: string) => void
  /** Adds to the end of a file, which is made where there is none. */
  append: (name: string, text: string) => void
  /** Removes a file, if it is there. */
  remove: (name: string) => void
  /** A folder in this one. */
  within: (name: string) => KeptFolder
}

const staleAfterMs = 60_000

/** Gives a folder of ours to somebody else to keep files in; nothing is touched before the first call. */
export function keepFolder(path: string, keeper: Keeper, warn: (warning: PlaceWarning) => void): KeptFolder {
  const writing = <Result>(write: (folder: PrivateFolder) => Result): Result => {
    const folder = openFolder(path, keeper, warn)
    try {
      return write(folder)
    } catch (error) {
      throw error instanceof Failure ? error : unwritable(path, error)
    }
  }
  const put = (name: string, text: string, place: (beside: PrivatePath, file: PrivatePath) => boolean) =>
    writing((folder) => {
      const file = pathIn(folder, name)
      const beside = writeBeside(file, text, keeper.randomId)
      try {
        return place(beside, file)
      } finally {
        discard(beside)
      }
    })
  return {
    path,
    prepare: name => writing(folder => sweep(folder, name, keeper)),
    read: (name) => {
      const folder = findFolder(path, keeper, warn)
      return folder && readPrivateFile(pathIn(folder, name), keeper, warn)?.toString('utf8')
    },
    create: (name, text) => put(name, text, nameOnce),
    replace: (name, text) => void put(name, text, (beside, file) => {
      rename(beside, file)
      return true
    }),
    append: (name, text) => writing(folder => appendPrivately(pathIn(folder, name), text, keeper)),
    remove: name => void writing(folder => removeFile(pathIn(folder, name))),
    within: name => keepFolder(join(path, name), keeper, warn),
  }
}

function sweep(folder: PrivateFolder, name: string, { now }: Keeper): void {
  for (const leftover of listNames(folder).filter(other => other.startsWith(`${name}.tmp-`))) {
    const path = pathIn(folder, leftover)
    const written = lookAt(path)?.mtimeMs ?? Infinity
    if (now() - written > staleAfterMs) discard(path)
  }
}
