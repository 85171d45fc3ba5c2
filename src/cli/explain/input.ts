import { Failure } from '../../codes/failure.ts'
import { describeBy } from '../../codes/described.ts'
import type { Reading } from '../../explain/recognise/index.ts'
import { mayBeCopied } from '../../explain/recognise/copied.ts'
import { isCommand } from '../../explain/recognise/commands.ts'
import { looksLikeHar } from '../../explain/recognise/har-scanner.ts'
import { decodeText, encodingOf } from '../../given.ts'
import { sizeOf } from '../../place/inspect.ts'
import { sayTypedName } from '../../secrets/typed-name.ts'
import { isNoFile, readNamedFile } from '../command-line/named-file.ts'
import type { Run } from '../run.ts'

/** What a text begins with that is no name of a file. */
const isText = /^\s*(?:[a-z][\w+.-]*:\/|eyJ|[{[<]|curl\s|(?:GET|POST|HTTP)\b|[\w-]+:\s|(?:Bearer|DPoP)\s|[\w./~-]{0,200}[?#][\w.~%-]+=|[\w.~%-]+=)|[\r\n]/i

/** An answer as JSONP, or as Xiaomi marks it; a line of a log with its way before it. */
const isWrapped = /^\s*(?:[\w$.]{1,80}\s*\(\s*\{|&&&START&&&\{|[<>]\s)/

/** More of a text that is no recording is not read. */
const mostOfText = 16 * 1024 * 1024

/** Where an input is: a text that was typed, or a file (`-` is stdin). */
type Place = { text: string } | { path: string }

/** Where the argument says that the input is. Raises `input-missing`. */
export function placeOf({ context }: Run, argument: string | undefined): Place {
  if (argument === undefined && context.terminal.stdin) throw new Failure('input-missing')
  if (argument === undefined || argument === '-') return { path: '-' }
  const isTyped = isText.test(argument) || isCommand(argument) || mayBeCopied(argument) || isWrapped.test(argument)
  return isTyped ? { text: argument } : { path: argument }
}

/** A name with an extension, which nobody copies from anywhere else. */
const isName = /^(?!.*:\/\/)[^?&=#"'{}<>]{1,300}\.[a-z]{1,5}\d?$/i

/** What was read: how long a text it was, and whether it was typed where no file has that name. */
interface Read { length: number, isMissing: boolean }

/**
 * Reads an input into the record: a recording as its bytes come, anything else as a whole. Raises `file-unreadable`,
 * `input-unrecognised`.
 */
export function readInto(run: Run, place: Place, source: string, reading: Reading): Read {
  if ('text' in place) {
    refuseSaved(place.text, '-')
    reading.readText(place.text)
    return { length: place.text.length, isMissing: false }
  }
  const parts: Uint8Array[] = []
  let record: ((piece: Uint8Array) => void) | undefined
  let length = 0
  const take = (piece: Uint8Array) => {
    const isBegin = length === 0 && encodingOf(piece) === 'utf-8'
    if (isBegin && looksLikeHar(decode(piece.subarray(0, 2000)))) record = reading.readRecording()
    length += piece.length
    record?.(piece)
    if (record) return
    if (length > mostOfText) throw tooLarge(place.path, source)
    // A Buffer's own slice would be a view of what the next piece is read into.
    parts.push(Uint8Array.from(piece))
  }
  try {
    readNamedFile({ readFile: path => run.context.readPieces(path, take) }, place.path, source)
  } catch (error) {
    if (!(error instanceof Failure) || !isNoFile(error.details['reason'])) throw error
    if (isName.test(place.path)) throw notRecognised(place.path)
    // What was copied may begin with anything.
    return { ...readInto(run, { text: place.path }, source, reading), isMissing: true }
  }
  if (record) return { length: 0, isMissing: false }
  const text = decode(Buffer.concat(parts))
  refuseSaved(text, place.path)
  reading.readText(text)
  return { length, isMissing: false }
}

/** `size` is known of a file on the disk alone, and only of that a part can be taken again. */
function tooLarge(path: string, source: string): Failure {
  return new Failure('file-unreadable', {
    path, source, reason: 'EFBIG', limit: inMebibytes(mostOfText), size: inMebibytes(sizeOf(path)),
  })
}

function inMebibytes(octets: number | undefined): string | undefined {
  return octets === undefined ? undefined : `${Number((octets / 1024 / 1024).toFixed(1))} MiB`
}

/** No file has that name, and as a text it says nothing: it may be a secret. */
export function notRecognised(typed: string): Failure {
  return new Failure('input-unrecognised', { source: sayTypedName(typed), missing: 'yes' })
}

/** A walk that we saved is told by `report`; here its events would be taken for messages of several logins. */
function refuseSaved(text: string, source: string): void {
  if (/^\s{0,20}\{\s{0,20}"format"\s{0,20}:\s{0,20}"oauth-walk-transcript"/.test(text.slice(0, 200)))
    throw new Failure('input-unrecognised', { source, saved: 'yes' })
}

/** Foreign bytes need not be text: what is none is replaced, so that the rest can be read. */
function decode(bytes: Uint8Array): string {
  const text = encodingOf(bytes) === 'utf-8' ? undefined : decodeText(bytes)
  return (text ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')).replace(/^\uFEFF/, '')
}

/** The time as of which is judged, in milliseconds since 1970. Raises `setting-invalid`. */
export function readTime(text: string | undefined, now: number): number {
  if (text === undefined) return now
  const time = /^\d{9,11}$/.test(text) ? Number(text) * 1000 : /^\d{4}-\d\d/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(time))
    throw new Failure('setting-invalid', { setting: '--at', value: text, expected: describeBy('time') })
  return time
}
