import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import type { Account } from './account.ts'
import { handedOver } from './handed-over.ts'
import { errnoOf, isOpenToOthers, modeText, refusal } from './inspect.ts'
import { withoutWaiting } from './open-flags.ts'
import { pause, type Wait } from './wait.ts'

/** Larger than any certificate bundle, saved walk or request; a bound, since some devices never end. */
const mostBytes = 64 * 1024 * 1024

/** Who reads a file that a setting names. */
export interface Reader extends Account {
  wait: Wait
}

/**
 * Reads a file that a setting names, from the descriptor with which it was opened: a file, a FIFO, or what a shell
 * hands over by process substitution. Raises what the system says, EFBIG for more than 64 MiB, and `other-user` for a
 * FIFO that somebody else could keep us waiting at.
 */
export function readInputFile(path: string, reader: Reader): Buffer {
  return withInput(path, reader, readToEnd)
}

/** Larger than any recording. */
const mostInPieces = 2 * 1024 * 1024 * 1024

/**
 * Reads such a file, or stdin (`-`), piece by piece; a piece is good until the next one comes. Raises what
 * `readInputFile` raises.
 */
export function readInputPieces(path: string, reader: Reader, take: (piece: Uint8Array) => void): void {
  const read = (descriptor: number) => readPieces(descriptor, take)
  if (path !== '-') withInput(path, reader, read)
  else if (fstatSync(0).isFile()) read(0)
  else reader.wait(() => read(0))
}

function readPieces(descriptor: number, take: (piece: Uint8Array) => void): void {
  if (fstatSync(descriptor).isDirectory()) throw refusal('EISDIR')
  const piece = Buffer.allocUnsafe(256 * 1024)
  for (let length = 0; length <= mostInPieces;) {
    const count = readSome(descriptor, piece)
    if (count === 0) return
    take(piece.subarray(0, count))
    length += count
  }
  throw refusal('EFBIG')
}

function withInput<Read>(path: string, reader: Reader, read: (descriptor: number) => Read): Read {
  // Look at a FIFO before it is opened: its writer would write to a reader that goes again.
  const looked = statSync(path)
  requireOwnPipe(path, looked, reader)
  return looked.isFile()
    ? readOpened(path, withoutWaiting, reader, read)
    : reader.wait(() => readOpened(path, 0, reader, read))
}

function readOpened<Read>(path: string, flags: number, reader: Reader, read: (descriptor: number) => Read): Read {
  const descriptor = openSync(path, constants.O_RDONLY | flags)
  try {
    requireOwnPipe(path, fstatSync(descriptor), reader)
    return read(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Tells whether what is read there is gone afterwards, as that of a FIFO is; where nothing is, reading tells it. */
export function givesOnce(path: string): boolean {
  return path === '-' || statSync(path, { throwIfNoEntry: false })?.isFile() === false
}

/**
 * The mode of a file that others may read or write; undefined for a private one, and for one that a shell hands over.
 */
export function openModeOf(path: string, reader: Reader): string | undefined {
  const stats = statSync(path)
  return stats.isFile() && isOpenToOthers(stats, reader) ? modeText(stats) : undefined
}

function requireOwnPipe(path: string, stats: Stats, { uid, systemUids }: Reader): void {
  if (!stats.isFIFO() || uid === undefined || uid === 0 || handedOver(path) !== undefined) return
  if (stats.uid !== uid && !systemUids.includes(stats.uid)) throw refusal('other-user')
}

/**
 * Raises what reading a descriptor would where nobody has opened it: it is closed, or one of the runtime's own, which
 * takes the numbers that are free.
 */
export function proveDescriptor(descriptor: number): void {
  const stats = fstatSync(descriptor)
  if (stats.isDirectory()) throw refusal('EISDIR')
  if (![stats.isFile(), stats.isFIFO(), stats.isSocket(), stats.isCharacterDevice()].includes(true))
    throw refusal('EINVAL')
}

/**
 * Reads an inherited descriptor to its end and closes it, so that no child inherits it; the standard streams stay open.
 */
export function readDescriptor(descriptor: number, wait: Wait): Buffer {
  const content = fstatSync(descriptor).isFile() ? readToEnd(descriptor) : wait(() => readToEnd(descriptor))
  if (descriptor > 2) closeSync(descriptor)
  return content
}

function readToEnd(descriptor: number): Buffer {
  const stats = fstatSync(descriptor)
  if (stats.isDirectory()) throw refusal('EISDIR')
  const parts: Buffer[] = []
  let length = 0
  for (;;) {
    const part = Buffer.allocUnsafe(length === 0 && stats.isFile() ? Math.min(stats.size + 1, mostBytes) : 65_536)
    const count = readSome(descriptor, part)
    if (count === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, count))
    length += count
    if (length > mostBytes) throw refusal('EFBIG')
  }
}

/**
 * Reads, and waits where there is nothing yet: whoever shares a pipe or a terminal with us may have made it one that
 * does not block.
 */
function readSome(descriptor: number, part: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, part)
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error
      pause()
    }
  }
}

/** Tells whether another program reads a descriptor: it is no file on the disk, and not closed. */
export function isPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return stats.isFIFO() || stats.isSocket()
  } catch {
    return false
  }
}

/**
 * Tells whether a descriptor surely is no terminal, at less cost than finding out what is one. Nobody looks at
 * /dev/null.
 */
export function isNoTerminal(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return stats.isFIFO() || stats.isFile() || stats.isSocket() || stats.rdev === statSync('/dev/null').rdev
  } catch {
    return false
  }
}
