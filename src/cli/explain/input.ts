import { Failure } from '../../codes/failure.ts'
import { describeBy } from '../../codes/described.ts'
import type { Reading } from '../../explain/recognise/index.ts'
import { looksLikeHar } from '../../explain/recognise/har-scanner.ts'
import { readNamedFile, type Run } from '../run.ts'

/** What a text begins with that is no name of a file. */
const isText = /^\s*(?:[a-z][\w+.-]*:\/|eyJ|[{[<]|curl\s|(?:GET|POST|HTTP)\b|[\w-]+:\s|(?:Bearer|DPoP)\s|[?#]?[\w.~%-]+=)|[\r\n]/i

/** More of a text that is no recording is not read. */
const mostOfText = 16 * 1024 * 1024

/** Where an input is: a text that was typed, or a file (`-` is stdin). */
type Place = { text: string } | { path: string }

/** Where the argument says that the input is. Raises `input-missing`. */
export function placeOf({ context }: Run, argument: string | undefined): Place {
  if (argument === undefined && context.terminal.stdin) throw new Failure('input-missing')
  if (argument === undefined || argument === '-') return { path: '-' }
  return isText.test(argument) ? { text: argument } : { path: argument }
}

/**
 * Reads an input into the record: a recording as its bytes come, anything else as a whole, of which it gives the length. Raises `file-unreadable`,
 * `input-unrecognised`.
 */
export function readInto(run: Run, place: Place, source: string, reading: Reading): number {
  if ('text' in place) {
    reading.readText(place.text)
    return place.text.length
  }
  const parts: Uint8Array[] = []
  let record: ((piece: Uint8Array) => void) | undefined
  let length = 0
  const take = (piece: Uint8Array) => {
    if (length === 0 && looksLikeHar(decode(piece.subarray(0, 2000)))) record = reading.readRecording()
    length += piece.length
    record?.(piece)
    if (record) return
    if (length > mostOfText) throw Object.assign(new Error('EFBIG'), { code: 'EFBIG' })
    // A Buffer's own slice would be a view of what the next piece is read into.
    parts.push(Uint8Array.from(piece))
  }
  try {
    readNamedFile({ readFile: path => run.context.readPieces(path, take) }, place.path, source)
  } catch (error) {
    throw isMissing(error) ? new Failure('input-unrecognised', { source: withoutToken(place.path), missing: 'yes' }) : error
  }
  if (!record) reading.readText(decode(Buffer.concat(parts)))
  return record ? 0 : length
}

/** What was typed may be no name of a file at all. */
function isMissing(error: unknown): boolean {
  return error instanceof Failure && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.details['reason']))
}

/** A token that was typed is not said back: of a word that looks like one, the beginning. */
function withoutToken(path: string): string {
  const isToken = (word: string) => /^[\w~+=.:-]{16,}$/.test(word) && /\d/.test(word) && !/\.[a-z]{1,5}$/i.test(word)
  return path.split(/([\s/\\]+)/).map(word => isToken(word) ? `${word.slice(0, 4)}…` : word).join('')
}

/** Foreign bytes need not be text: what is none is replaced, so that the rest can be read. */
function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8'
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding).replace(/^\uFEFF/, '')
}

/** The time as of which is judged, in milliseconds since 1970. Raises `setting-invalid`. */
export function readTime(text: string | undefined, now: number): number {
  if (text === undefined) return now
  const time = /^\d{9,11}$/.test(text) ? Number(text) * 1000 : /^\d{4}-\d\d/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(time)) throw new Failure('setting-invalid', { setting: '--at', value: text, expected: describeBy('time') })
  return time
}
