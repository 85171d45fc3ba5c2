import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { PrivatePath } from '../place/folder.ts'
import { readPrivateFile, type Written } from '../place/read.ts'
import type { Machine, Warn } from './machine.ts'

export type StoreRecord = Record<string, unknown>

/**
 * Reads one of conf's JSON files without loading conf; undefined if there is none. Repairs a mode looser than 0600 with
 * a warning. Raises store-unsafe (a link, a second name, another owner), store-corrupt (not a JSON object; the file is
 * left as it is) or store-unreadable, each with {path}. With `by-owner-alone`, a file that others may write is
 * store-unsafe too.
 */
export function readStoreFile(
  path: PrivatePath, machine: Machine, warn: Warn, written?: Written,
): StoreRecord | undefined {
  const bytes = readPrivateFile(path, machine, warn, written)
  return bytes === undefined ? undefined : parseRecord(path, bytes.toString('utf8'))
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
