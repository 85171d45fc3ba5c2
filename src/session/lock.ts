import { randomInt } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../codes/failure.ts'
import { buryDead, readHolder } from './holder.ts'
import { createFile, createFolder, discard, rename } from '../place/files.ts'
import { pathBeside, pathIn, type PrivatePath } from '../place/folder.ts'
import { errnoOf, lookAt, unwritable } from '../place/inspect.ts'
import type { Machine } from './machine.ts'

export interface LockOptions {
  /** How long to wait for the holder, in milliseconds; 0 tries once. */
  waitMs: number
  signal?: AbortSignal | undefined
}

const pollMs = { least: 5, most: 50 }
/** What a rename onto a folder that is not empty raises, by platform. */
const heldErrors = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'])

/**
 * Runs a section while no other process, on whatever host, runs one under the same path; gives what the section
 * gives. A holder that died is replaced at once. Raises store-locked {path, pid, hostname, since} after the wait,
 * store-unwritable if the folder takes no lock, or the signal's reason.
 */
export async function withLock<T>(
  path: PrivatePath, machine: Machine, options: LockOptions, section: () => Promise<T>,
): Promise<T> {
  const nonce = await acquire(path, machine, options)
  try {
    return await section()
  } finally {
    release(path, nonce, machine)
  }
}

async function acquire(path: PrivatePath, machine: Machine, { waitMs, signal }: LockOptions): Promise<string> {
  const nonce = machine.randomId()
  let deadline: number | undefined
  for (;;) {
    signal?.throwIfAborted()
    if (claim(path, nonce, machine)) return nonce
    if (buryDead(path, lockOf(path), machine)) continue
    // Not the machine's clock: a wait must end also while somebody sets the clock. Most locks are got at once, and
    // Node's own clock takes as long to load as to get one.
    deadline ??= performance.now() + waitMs
    if (performance.now() >= deadline) throw lockedFailure(path, machine)
    await pause(signal)
  }
}

const lockOf = (path: PrivatePath) => pathBeside(path, '.lock')

/** Asks the system what a lock says of who holds it, for whoever has the time before it is needed. */
export function readyToLock(machine: Machine): void {
  describeOwner(machine)
}

function describeOwner(machine: Machine): { pid: number, started: string | undefined, hostname: string } {
  return { pid: machine.pid, started: machine.startTime(machine.pid), hostname: machine.hostname }
}

// The owner file is inside before the folder gets its name, so that nobody ever sees a lock without an owner.
function claim(path: PrivatePath, nonce: string, machine: Machine): boolean {
  const lock = lockOf(path)
  if (lookAt(lock) !== undefined) return false
  const mine = pathBeside(lock, `.${nonce}`)
  try {
    createFolder(mine)
    createFile(pathIn(mine, 'owner'), JSON.stringify({ ...describeOwner(machine), nonce }))
  } catch (error) {
    discard(mine)
    throw unwritable(lock, error)
  }
  return moveIn(mine, lock)
}

function moveIn(mine: PrivatePath, lock: PrivatePath): boolean {
  try {
    rename(mine, lock)
    return true
  } catch (error) {
    discard(mine)
    if (heldErrors.has(errnoOf(error))) return false
    throw unwritable(lock, error)
  }
}

// Away first, then removed: a folder that is being emptied under the lock's name would look free too early.
function release(path: PrivatePath, nonce: string, machine: Machine): void {
  const gone = pathBeside(path, `.gone.${nonce}`)
  try {
    if (readHolder(lockOf(path), machine)?.nonce !== nonce) return
    rename(lockOf(path), gone)
  } catch {
    // Nothing is lost: the others take the lock over when this process ends.
    return
  }
  discard(gone)
}

function lockedFailure(path: PrivatePath, machine: Machine): Failure {
  const holder = readHolder(lockOf(path), machine)
  return new Failure('store-locked', { path, pid: holder?.pid, hostname: holder?.hostname, since: holder?.since })
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(randomInt(pollMs.least, pollMs.most + 1), undefined, signal && { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
