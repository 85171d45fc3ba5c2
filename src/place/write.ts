import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { errnoOf } from './inspect.ts'
import { pause } from './wait.ts'

/** Writes a new file, readable by its owner only. Raises what the system says, and then leaves nothing behind. */
export function writeNew(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600)
  try {
    writeWhole(descriptor, text)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/** Puts a file in the place of another, once its content is safe from a loss of power. Raises what the system says. */
export function putInPlace(beside: string, path: string): void {
  const descriptor = openSync(beside, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(beside, path)
}

/** Writes all of a text, also into a pipe that is full and does not block: then it waits for the reader. */
export function writeWhole(descriptor: number, text: string): void {
  for (let rest = Buffer.from(text); rest.length > 0;) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error
      pause()
    }
  }
}
