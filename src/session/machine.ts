import type { FailureCode } from '../failure.ts'

/** The little of the operating system that the stores need; the cli makes the real one, tests make others. */
export interface Machine {
  /** This process, as its lock names it. */
  pid: number
  /** Names the world in which a pid means something; two containers that share a folder must not share this. */
  hostname: string
  /** The user that files must belong to; undefined where files have no owner and no mode (Windows). */
  uid: number | undefined
  /** Tells whether a process runs; a zombie counts as dead, a process of another user as alive. */
  isAlive(pid: number): boolean
  /** When a process started, in any unit that never repeats (field 22 of /proc/PID/stat); undefined if unknown. */
  startTime(pid: number): string | undefined
  /** The wall clock, in milliseconds since 1970. */
  now(): number
  /** An unguessable name of 8 to 64 letters, digits and hyphens. */
  randomId(): string
  /** Removes SNAP from the environment, because conf writes in place (and tears files) when it is set. */
  dropSnap(): void
  /** Sets the mode bits that new files never get; a thread that may not change them does nothing. */
  umask(mask: number): void
}

/** Something that was put right or passed over; the command goes on. `mode` is octal text such as `0644`. */
export type StoreWarning
  = | { code: 'folder-was-open', path: string, mode: string }
    | { code: 'file-was-readable', path: string, mode: string }
    | { code: 'file-skipped' | 'key-left', path: string, reason: FailureCode }

export type Warn = (warning: StoreWarning) => void
