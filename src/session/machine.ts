import type { FailureCode } from '../codes/failure.ts'
import type { Keeper } from '../place/folder.ts'
import type { PlaceWarning } from '../place/inspect.ts'

/** The little of the operating system that the stores need; the cli makes the real one, tests make others. */
export interface Machine extends Keeper {
  /** This process, as its lock names it. */
  pid: number
  /**
   * Names the world in which a pid means something: neither containers that share a folder nor machines that share a
   * database have it in common.
   */
  hostname: string
  /** Tells whether a process runs; a zombie counts as dead, a process of another user as alive. */
  isAlive(pid: number): boolean
  /** When a process started, in any unit that never repeats (field 22 of /proc/PID/stat); undefined if unknown. */
  startTime(pid: number): string | undefined
  /** Removes SNAP from the environment, because conf writes in place (and tears files) when it is set. */
  dropSnap(): void
}

/** Something that was put right or passed over; the command goes on. `mode` is octal text such as `0644`. */
export type StoreWarning
  = | PlaceWarning
    | { code: 'key-was-readable' | 'key-is-readable', path: string, mode: string }
    | { code: 'file-skipped' | 'key-left', path: string, reason: FailureCode }
    | { code: 'rows-skipped' | 'rows-left', path: string }
    | { code: 'kept-aside' | 'kept-aside-written' | 'kept-aside-late' | 'kept-aside-gone', path: string }

export type Warn = (warning: StoreWarning) => void
