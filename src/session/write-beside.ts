import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a new file beside a path, readable by its owner only and durable, and gives its name; the caller puts it in place or removes it. Raises
 * what the system says, and then leaves nothing behind.
 */
export function writeBeside(path: string, text: string, randomId: () => string): string {
  const beside = `${path}.tmp-${randomId()}`
  try {
    const descriptor = openSync(beside, 'wx', 0o600)
    try {
      writeFileSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    return beside
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
