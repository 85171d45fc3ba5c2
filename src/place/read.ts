import { closeSync, constants, fchmodSync, fstatSync, openSync, readFileSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { Account } from './account.ts'
import type { PrivatePath } from './folder.ts'
import { canOthersWrite, refuseOpen } from './follow.ts'
import {
  errnoOf, isOpenToOthers, modeText, requireOneName, requireOurs, unreadable, unsafe, type PlaceWarning,
} from './inspect.ts'
import { withoutLinks, withoutWaiting } from './open-flags.ts'
import { pause } from './wait.ts'

/** A fifth of a second: longer than a busy machine lets a process wait between two calls. */
const mostPauses = 40

type Warn = (warning: PlaceWarning) => void

const readPrivately = constants.O_RDONLY | withoutLinks | withoutWaiting

/**
 * Who may have written a file of ours. Where anyone may, a loose mode is only repaired; where the owner alone may, it
 * is refused, since the content may be somebody else's.
 */
export type Written = 'by-anyone' | 'by-owner-alone'

/**
 * Reads a file of ours, opened once and judged by its descriptor; undefined if there is none. Repairs a mode looser
 * than 0600 with a warning. Raises store-unsafe (a link, a second name, another owner, no file; with `by-owner-alone`
 * also one that others may write) or store-unreadable, each with {path}.
 */
export function readPrivateFile(
  path: PrivatePath, account: Account, warn: Warn, written: Written = 'by-anyone',
): Buffer | undefined {
  const descriptor = openForReading(path)
  if (descriptor === undefined) return undefined
  try {
    requirePrivate(path, descriptor, account, { warn, written })
    return readFileSync(descriptor)
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(path, error)
  } finally {
    closeSync(descriptor)
  }
}

function openForReading(path: string): number | undefined {
  try {
    return openSync(path, readPrivately)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'ENOENT') return undefined
    throw errno === 'ELOOP' ? unsafe(path, describeBy('file'), describeBy('link')) : unreadable(path, error)
  }
}

function requirePrivate(
  path: string, descriptor: number, account: Account, { warn, written }: { warn: Warn, written: Written },
): void {
  const stats = statOnceNamed(descriptor)
  requireOurs(path, stats, 'file', account)
  // A file without a name is fine: a writer has just put a new one in its place.
  requireOneName(path, stats)
  if (written === 'by-owner-alone' && canOthersWrite(stats, account)) refuseOpen(path, stats)
  if (isOpenToOthers(stats, account)) closeToOthers(path, descriptor, stats, warn)
}

/** A file that may not replace another is linked to its name first and loses the temporary one a moment later. */
function statOnceNamed(descriptor: number): Stats {
  let stats = fstatSync(descriptor)
  for (let tries = 0; stats.nlink === 2 && tries < mostPauses; tries += 1) {
    pause()
    stats = fstatSync(descriptor)
  }
  return stats
}

// Warn first: where nobody could hear the warning, the file stays for a reader who can.
function closeToOthers(path: string, descriptor: number, stats: Stats, warn: Warn): void {
  warn({ code: 'file-was-readable', path, mode: modeText(stats) })
  try {
    fchmodSync(descriptor, 0o600)
  } catch {
    // A read-only disk: reading still works, and the warning is as true.
  }
}
