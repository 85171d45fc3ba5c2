import { closeSync, constants, fchmodSync, fstatSync, openSync, readFileSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import { errnoOf, isOpenToOthers, modeText, requireOurs, unreadable, unsafe } from './inspect.ts'
import type { Machine, Warn } from './machine.ts'

export type StoreRecord = Record<string, unknown>

// Not following links and not waiting for a pipe's other end; Windows has neither flag.
const flags: { O_NOFOLLOW?: number, O_NONBLOCK?: number } = constants
const readPrivately = constants.O_RDONLY | (flags.O_NOFOLLOW ?? 0) | (flags.O_NONBLOCK ?? 0)

/**
 * Reads one of conf's JSON files without loading conf; undefined if there is none. Repairs a mode looser than 0600
 * with a warning. Raises store-unsafe (a link, a second name, another owner), store-corrupt (not a JSON object; the
 * file is left as it is) or store-unreadable, each with {path}.
 */
export function readStoreFile(path: string, machine: Machine, warn: Warn): StoreRecord | undefined {
  const text = readText(path, machine, warn)
  return text === undefined ? undefined : parseRecord(path, text)
}

function readText(path: string, machine: Machine, warn: Warn): string | undefined {
  const descriptor = openForReading(path)
  if (descriptor === undefined) return undefined
  try {
    requirePrivate(path, descriptor, machine, warn)
    return readFileSync(descriptor, 'utf8')
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

function requirePrivate(path: string, descriptor: number, machine: Machine, warn: Warn): void {
  const stats = fstatSync(descriptor)
  requireOurs(path, stats, 'file', machine)
  // No name at all is fine: a writer has just put a new file in its place.
  if (stats.nlink > 1) throw unsafe(path, describeBy('one-name'), describeBy('names', stats.nlink))
  if (isOpenToOthers(stats, machine)) closeToOthers(path, descriptor, stats, warn)
}

// The warning comes first: where nobody could tell it, the file is left for a reader that can.
function closeToOthers(path: string, descriptor: number, stats: Stats, warn: Warn): void {
  warn({ code: 'file-was-readable', path, mode: modeText(stats) })
  try {
    fchmodSync(descriptor, 0o600)
  } catch {
    // A read-only disk: reading still works, and the warning is as true.
  }
}

function parseRecord(path: string, text: string): StoreRecord {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The parser's message quotes the text, which may be a token: it goes nowhere, not even as a cause.
    throw new Failure('store-corrupt', { path, expected: 'JSON' })
  }
  if (isRecord(value)) return value
  throw new Failure('store-corrupt', { path, expected: describeBy('json-object') })
}

/** Tells a JSON object from every other JSON value. */
export function isRecord(value: unknown): value is StoreRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
