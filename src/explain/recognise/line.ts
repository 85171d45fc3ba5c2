import { formBehind } from './form-on-line.ts'

/** A line of a log without what the log puts before it. */
export interface Line {
  text: string
  /** Which way it went, where the log says so: `>` to the server, `<` from it. */
  way: '>' | '<' | undefined
  at: number | undefined
  number: number
}

/** Longer lines are read to here. */
const longest = 1_000_000

const stamp = /^\s*\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)\]?[\s|:,-]+/
const arrows = /^\s*(?:(-->|>>>?|\u2192|=>|>)|(<--|<<<?|\u2190|<=|<))(?:\s|$)/

/** A line that may begin with a time or an arrow. */
const isMarked = /^\s*[[\d<>=\u2190\u2192-]/

/** Tells whether a line is read to its end. */
export function isReadFully(raw: string): boolean {
  return raw.length <= longest
}

/** Reads what the log says of a line: its time, and which way it went. */
export function readLine(raw: string, number: number): Line {
  const line = raw.slice(0, longest)
  if (!isMarked.test(line)) return { text: line, way: undefined, at: undefined, number }
  const stamped = stamp.exec(line.slice(0, 100))
  const rest = stamped ? line.slice(stamped[0].length) : line
  const at = stamped ? Date.parse((stamped[1] ?? '').replace(',', '.').replace(' ', 'T')) : NaN
  const arrow = arrows.exec(rest.slice(0, 100))
  const sent = { text: rest, way: undefined, at: Number.isNaN(at) ? undefined : at, number }
  return arrow ? { ...sent, text: rest.slice(arrow[0].length), way: arrow[1] === undefined ? '<' : '>' } : sent
}

/** Tells whether a line can be the beginning of a message at all: few lines of a log are. */
export function mayOpen(text: string): boolean {
  return mayBegin.test(text)
}

const mayBegin = /^\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|HTTP|\d{3}|response|answer|status)|HTTP\/[\d.]+ ?"/i

/** The beginning of a request, with what else stands on its line. */
export interface RequestStart {
  method: string
  url: string
  status: number | undefined
  body?: string | undefined
  /** What the request itself sends, where that stands on its line. */
  form?: string | undefined
  referrer: string | undefined
}

const methods = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS'
const requestLine = new RegExp(
  `^\\s*(${methods})\\s+((?:[a-z][\\w+.-]*://|/)\\S*)(?:\\s+(?:HTTP/[\\d.]+|h2|h3))?(?:\\s+(?:(?:->|=>|\u2192|-|:)\\s*)?(\\d{3})\\b([^]*))?(?:\\s[^]*)?$`,
  'i',
)
/** What web servers log of a request (Common and Combined Log Format). */
const accessLine = new RegExp(
  `"(${methods}) (\\S{1,16384}) HTTP/[\\d.]+" (\\d{3})(?: (?:\\d+|-))?(?: "([^"]{0,4000})")?`,
)

/** Reads a line as the beginning of a request; nothing where it is none. */
export function readRequestLine(text: string): RequestStart | undefined {
  const found = requestLine.exec(text)
  if (found && found[1] === found[1]?.toUpperCase())
    return {
      method: found[1] ?? '', url: found[2] ?? '', status: numberOf(found[3]), body: bracesIn(found[4] ?? ''),
      form: formBehind(text, found[2] ?? ''), referrer: undefined,
    }
  const logged = accessLine.exec(text)
  if (!logged) return readProxyLine(text)
  return {
    method: logged[1] ?? '', url: logged[2] ?? '', status: numberOf(logged[3]),
    referrer: logged[4] === '-' ? undefined : logged[4],
  }
}

/** A JSON text that stands behind a request on its line. */
function bracesIn(text: string): string | undefined {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')]
  return start >= 0 && end > start ? text.slice(start, end + 1) : undefined
}

/** What oauth2-proxy logs of a request: `host GET - "/path" HTTP/1.1 "browser" 302`. */
const proxyLine = new RegExp(`\\s(${methods}) \\S{1,300} "(/[^"\\s]{0,16384})" HTTP/[\\d.]+ "[^"]{0,1000}" (\\d{3})\\b`)

function readProxyLine(text: string): RequestStart | undefined {
  const logged = proxyLine.exec(text)
  return logged
    ? { method: logged[1] ?? '', url: logged[2] ?? '', status: numberOf(logged[3]), referrer: undefined }
    : undefined
}

/** The beginning of an answer, and what stands behind its status. */
export interface ResponseStart { status: number, rest: string }

const statusLine = /^\s*HTTP\/[\d.]+\s+(\d{3})\b\s*([^]*)$/
const labelledStatus
  = /^\s*(?:response|answer|status|http)(?:\s+(?:status|code))*(?:\s*[:=]\s*|\s+)?(\d{3})\b\s*([^]*)$/i
const bareStatus = /^\s*(\d{3})(?:\s+([^]*))?$/
const reasons = /^(?:OK|Created|Found|See Other|Moved|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Internal Server Error|Temporary Redirect|Too Many Requests)\b/

/** Reads a line as the beginning of an answer; nothing where it is none. */
export function readStatusLine({ text, way }: Pick<Line, 'text' | 'way'>): ResponseStart | undefined {
  const found = statusLine.exec(text) ?? labelledStatus.exec(text)
  if (found) return { status: Number(found[1]), rest: withoutReason(found[2] ?? '') }
  const bare = bareStatus.exec(text)
  const [, status, rest = ''] = bare ?? []
  return status !== undefined && status >= '100' && status < '600' && (way === '<' || reasons.test(rest))
    ? { status: Number(status), rest: withoutReason(rest) }
    : undefined
}

/** What is behind the status and its reason on the same line: a body, a header field or an address. */
function withoutReason(rest: string): string {
  const start = rest.search(/[{[<]|(?<![\w+.-])[a-z][\w+.-]{0,60}:\/\/|(?<![\w-])[A-Za-z-]{1,60}: |&/)
  return start < 0 ? '' : rest.slice(start)
}

/** A header field as a line has it, its name in lower case. */
export function readHeader(text: string): readonly [name: string, value: string] | undefined {
  const found = /^\s*(:?[A-Za-z][\w-]{0,63}):(?:\s+([^]*))?$/.exec(text)
  return found ? [(found[1] ?? '').toLowerCase(), (found[2] ?? '').trim()] : undefined
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}
