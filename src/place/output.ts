import { closeSync, constants, fstatSync, openSync, renameSync, rmSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { Account } from './account.ts'
import { follow } from './follow.ts'
import { handedOver } from './handed-over.ts'
import { errnoOf, refusal } from './inspect.ts'
import { withoutLinks, withoutWaiting } from './open-flags.ts'
import { findNearest } from './nearest.ts'
import type { Wait } from './wait.ts'
import { writeNew, writeWhole } from './write.ts'

/** Who writes a file that the user named, and which setting named it. */
export interface Writer extends Account {
  randomId: () => string
  source: string
  wait: Wait
  /** The user has ended the command: a FIFO that nobody reads is not waited for any more. */
  isEnding: () => boolean
}

/**
 * What a path stands for: a descriptor that the shell handed over, a stream such as a FIFO or a terminal, or a file to
 * replace.
 */
type Target = { kind: 'descriptor', descriptor: number } | { kind: 'stream' } | { kind: 'file' }

/**
 * Proves before anything else is done that a file can be written at this absolute path, and leaves no trace of it.
 * Raises `file-unwritable` {path, source, reason}: a link is never followed to a file, since whoever placed it chose
 * what is overwritten; nothing of another user's is written to or replaced, and no folder of another user's leads
 * there.
 */
export function proveFileWritable(path: string, writer: Writer): void {
  telling(path, writer, () => {
    const target = judge(path, writer)
    if (target.kind === 'descriptor') fstatSync(target.descriptor)
    if (target.kind === 'file') rmSync(writeBeside(path, '', writer), { force: true })
  })
}

/** Writes a file as a whole or not at all, readable by its owner only. Raises `file-unwritable`. */
export function writeOutputFile(path: string, text: string, writer: Writer): void {
  telling(path, writer, () => {
    const target = judge(path, writer)
    if (target.kind === 'descriptor') writer.wait(() => writeWhole(target.descriptor, text))
    else if (target.kind === 'stream') writer.wait(() =>
      writeThrough(path, text, writer, writer.isEnding() ? withoutWaiting : 0))
    else replace(path, text, writer)
  })
}

/** Writes a file that is not there yet, readable by its owner only; tells whether it did. Raises `file-unwritable`. */
export function createOutputFile(path: string, text: string, writer: Writer): boolean {
  let made = false
  telling(path, writer, () => {
    if (lookThrough(path, writer) !== undefined) return
    writeNew(path, text)
    made = true
  })
  return made
}

/** Finds out what a path stands for. Raises why nothing may be written there. */
export function judge(path: string, account: Account): Target {
  const descriptor = handedOver(path)
  if (descriptor !== undefined && account.uid !== undefined) return { kind: 'descriptor', descriptor }
  const stats = lookThrough(path, account)
  if (stats === undefined) return { kind: 'file' }
  requireOwn(stats, account)
  if (stats.isFile()) return { kind: 'file' }
  if (stats.isDirectory()) throw refusal('EISDIR')
  if (isStream(stats)) return { kind: 'stream' }
  throw refusal(kindOf(stats))
}

/**
 * Looks at a path without following a link there. Root may replace anybody's files, as always: in a container, its
 * folder often belongs to somebody else.
 */
function lookThrough(path: string, account: Account): Stats | undefined {
  const who = account.uid === 0 ? { ...account, uid: undefined } : account
  const { stats, isShort } = follow(path, who, 'owned')
  if (isShort) throw refusal(stats === undefined ? 'ENOENT' : 'ENOTDIR')
  if (stats?.isSymbolicLink() === true) throw refusal('symbolic link')
  return stats
}

/**
 * Requires that the path is ours: a file or FIFO of the user's, a device of the system's or the user's own terminal.
 */
function requireOwn(stats: Stats, { uid, systemUids }: Account): void {
  const isDevice = stats.isCharacterDevice()
  if (uid === undefined || stats.uid === uid || (isDevice && systemUids.includes(stats.uid))) return
  if (uid === 0 && stats.isFile()) return
  throw refusal('other-user')
}

/** Writes through a path, judged again by its descriptor: something else may stand there now. */
export function writeThrough(path: string, text: string, account: Account, flags: number): void {
  const descriptor = openSync(path, constants.O_WRONLY | withoutLinks | flags, 0o600)
  try {
    const stats = fstatSync(descriptor)
    requireOwn(stats, account)
    const isAppending = (flags & constants.O_APPEND) !== 0
    const isMeant = stats.isFile() ? isAppending && stats.nlink <= 1 : isStream(stats)
    if (!isMeant) throw refusal(kindOf(stats))
    writeWhole(descriptor, text)
  } finally {
    closeSync(descriptor)
  }
}

const isStream = (stats: Stats) => stats.isFIFO() || stats.isCharacterDevice()

function replace(path: string, text: string, writer: Writer): void {
  const beside = writeBeside(path, text, writer)
  try {
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Writes a new file beside a path, in the same folder, and gives its path. */
export function writeBeside(path: string, text: string, { randomId }: Writer): string {
  const beside = `${path}.tmp-${randomId()}`
  writeNew(beside, text)
  return beside
}

function kindOf(stats: Stats): string {
  if (stats.isFile()) return stats.nlink > 1 ? 'hard-link' : 'file'
  return stats.isFIFO() ? 'pipe' : stats.isSocket() ? 'socket' : 'device'
}

/** Writes, and raises `file-unwritable` {path, source, reason} for whatever goes wrong. */
export function telling(path: string, { source }: Writer, write: () => void): void {
  try {
    write()
  } catch (error) {
    const details = { path, source, reason: reasonOf(error), ...findNearest(path) }
    throw new Failure('file-unwritable', details, { cause: error })
  }
}

/** The system's code, or why the way to the file was refused. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Failure)) return errnoOf(error)
  const { expected, came, errno } = error.details
  if (typeof errno === 'string') return errno
  const isLink = came === describeBy('link') && expected === describeBy('folder')
  return isLink ? 'symbolic link' : 'other-users-folder'
}
