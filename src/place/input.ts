import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** More than any certificate bundle, saved walk or request has; a device that never ends is not read for ever. */
const mostBytes = 64 * 1024 * 1024

/**
 * Reads a file that a setting names, from the descriptor with which it was opened: a file, or what a shell hands over by process substitution.
 * Raises what the system says, and EFBIG for more than 64 MiB.
 */
export function readInputFile(path: string): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    return readToEnd(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Reads an inherited descriptor to its end and closes it, so that no child inherits it; the standard streams stay open. */
export function readDescriptor(descriptor: number): Buffer {
  const content = readToEnd(descriptor)
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
    const count = readSync(descriptor, part)
    if (count === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, count))
    length += count
    if (length > mostBytes) throw refusal('EFBIG')
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code })
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

/** Tells whether a descriptor surely is no terminal; what a terminal is costs more to find out. */
export function isNoTerminal(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return stats.isFIFO() || stats.isFile() || stats.isSocket()
  } catch {
    return false
  }
}
