import { Failure } from '../../failure.ts'
import { describeBy } from '../../described.ts'
import { readNamedFile, type Run } from '../run.ts'

/** What is to be explained, and what it is called. */
export interface Input {
  text: string
  source: string
  /** The file that was read. */
  path?: string
}

/** What a text begins with that is no name of a file. */
const isText = /^\s*(?:[a-z][\w+.-]*:\/|eyJ|[{[<]|curl\s|(?:GET|POST|HTTP)\b|[\w-]+:\s|(?:Bearer|DPoP)\s|[\w.~%-]+=)|[\r\n]/i

/** The text of an argument, a file or stdin. Raises `file-unreadable`, `input-missing`. */
export function readInput(run: Run, argument: string | undefined, source = 'oauth-walk explain'): Input {
  const { context } = run
  if (argument === undefined && context.terminal.stdin) throw new Failure('input-missing')
  if (argument === undefined || argument === '-') return { text: decode(context.readInputBytes()), source: 'stdin' }
  if (isText.test(argument)) return { text: argument, source }
  return { text: decode(readNamedFile({ readFile: context.readBytes }, argument, source)), source: argument, path: argument }
}

/** Foreign bytes need not be text: what is none is replaced, so that the rest can be read. */
function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '')
}

/** The time as of which is judged, in milliseconds since 1970. Raises `setting-invalid`. */
export function readTime(text: string | undefined, now: number): number {
  if (text === undefined) return now
  const time = /^\d{9,11}$/.test(text) ? Number(text) * 1000 : /^\d{4}-\d\d/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(time)) throw new Failure('setting-invalid', { setting: '--at', value: text, expected: describeBy('time') })
  return time
}
