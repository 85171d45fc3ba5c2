import { lstatSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs'
import { Failure } from '../failure.ts'
import { putInPlace, writeBeside } from '../session/write-beside.ts'

/**
 * Proves before anything else is done that a file can be written at this path, and leaves no trace of it. Raises `file-unwritable` {path, source,
 * reason}: a link is never followed to a file, since whoever placed it chose what is overwritten.
 */
export function proveFileWritable(path: string, source: string, randomId: () => string): void {
  telling(path, source, () => {
    if (!isStream(path)) rmSync(writeBeside(path, '', randomId), { force: true })
  })
}

/** Writes a file as a whole or not at all, readable by its owner only. Raises `file-unwritable`. */
export function writeOutputFile(path: string, text: string, source: string, randomId: () => string): void {
  telling(path, source, () => {
    if (isStream(path)) {
      writeFileSync(path, text)
      return
    }
    const beside = writeBeside(path, text, randomId)
    try {
      putInPlace(beside, path)
    } catch (error) {
      rmSync(beside, { force: true })
      throw error
    }
  })
}

/** A pipe or device takes what is written and has nothing to lose, also behind a link such as /dev/fd/3. Raises for what must not be replaced. */
function isStream(path: string): boolean {
  const found = lookAt(path, lstatSync)
  const behind = found?.isSymbolicLink() ? lookAt(path, statSync) : found
  if (behind?.isDirectory()) throw reason('EISDIR')
  if (behind?.isFIFO() || behind?.isCharacterDevice()) return true
  if (found?.isSymbolicLink()) throw reason('symbolic link')
  return false
}

function lookAt(path: string, look: (path: string) => Stats): Stats | undefined {
  try {
    return look(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function reason(code: string): Error {
  return Object.assign(new Error(code), { code })
}

function telling(path: string, source: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new Failure('file-unwritable', { path, source, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, { cause: error })
  }
}
