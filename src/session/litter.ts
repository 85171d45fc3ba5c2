import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { lookAt } from './inspect.ts'
import type { Machine } from './machine.ts'

const temporaryFile = /^(?:(?:[apt]-[0-9a-f]{32}|config)\.json\.tmp-|open-[0-9a-f-]{36}\.html$)/
// A lock folder itself (`….lock`) stays: who takes the lock next judges whether its holder lives.
const leftoverLock = /^t-[0-9a-f]{32}\.json\.(?:lock|dead|gone)\../

/** Removes what killed processes left in the folder: temporary files and lock leftovers older than the given milliseconds. */
export function sweepLitter(folder: string, machine: Machine, olderThanMs: number): void {
  for (const name of listNames(folder)) {
    if (!temporaryFile.test(name) && !leftoverLock.test(name)) continue
    const path = join(folder, name)
    if (ageOf(path, machine) > olderThanMs) removeQuietly(path)
  }
}

/** Removes every temporary file of one store file, whatever its age; only its sole writer (who holds its lock) may ask. */
export function removeTemporaries(path: string): void {
  const prefix = `${basename(path)}.tmp-`
  for (const name of listNames(dirname(path))) {
    if (name.startsWith(prefix)) removeQuietly(join(dirname(path), name))
  }
}

/** Lists the names in a folder; a missing folder has none. */
export function listNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function ageOf(path: string, machine: Machine): number {
  const stats = lookAt(path)
  // A buried lock keeps its old mtime; the rename shows in its ctime.
  return stats === undefined ? 0 : machine.now() - Math.max(stats.mtimeMs, stats.ctimeMs)
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Another process may sweep at the same time; what is left is taken by the next command.
  }
}
