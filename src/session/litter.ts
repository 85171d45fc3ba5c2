import { discard, discardBeside, listNames } from '../place/files.ts'
import { pathIn, type PrivateFolder, type PrivatePath } from '../place/folder.ts'
import { lookAt } from '../place/inspect.ts'
import type { Machine } from './machine.ts'

const temporaryFile = /^(?:(?:[ackptw]-[0-9a-f]{32}|config)\.json\.tmp-|open-[0-9a-f-]{36}\.html$)/
// A lock folder itself (`….lock`) stays: who takes the lock next judges whether its holder lives.
const leftoverLock = /^[ckt]-[0-9a-f]{32}\.json\.(?:lock|dead|gone)\../

/** Milliseconds after which a file that a process left is nobody's any more. */
export const litterAgeMs = 60_000

/**
 * Removes what killed processes left in the folder: temporary files and lock leftovers older than the given
 * milliseconds.
 */
export function sweepLitter(folder: PrivateFolder, machine: Machine, olderThanMs: number): void {
  for (const name of listNames(folder)) {
    if (!temporaryFile.test(name) && !leftoverLock.test(name)) continue
    const path = pathIn(folder, name)
    if (ageOf(path, machine) > olderThanMs) discard(path)
  }
}

/**
 * Removes every temporary file of one store file, whatever its age; only its sole writer (who holds its lock) may ask.
 */
export function removeTemporaries(path: PrivatePath): void {
  discardBeside(path, '.tmp-')
}

function ageOf(path: string, machine: Machine): number {
  const stats = lookAt(path)
  // A buried lock keeps its old mtime; the rename shows in its ctime.
  return stats === undefined ? 0 : machine.now() - Math.max(stats.mtimeMs, stats.ctimeMs)
}
