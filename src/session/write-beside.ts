import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a new file beside a path, readable by its owner only, and gives its name; the caller puts it in place or removes it. Raises what the
 * system says, and then leaves nothing behind.
 */
export function writeBeside(path: string, text: string, randomId: () => string): string {
  const beside = `${path}.tmp-${randomId()}`
  try {
    writeFileSync(beside, text, { flag: 'wx', mode: 0o600 })
    return beside
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Puts a file in the place of another, once what it holds is safe from a loss of power. Raises what the system says. */
export function putInPlace(beside: string, path: string): void {
  const descriptor = openSync(beside, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(beside, path)
}
