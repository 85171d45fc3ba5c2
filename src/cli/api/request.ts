import { Failure } from '../../codes/failure.ts'
import { isSafeOrigin } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { version } from '../../package.ts'
import type { WireRequest } from '../../wire.ts'
import { readNamedFile, type Run } from '../run.ts'

/** What `api` sends, but for the token. */
export type ApiRequest = Pick<WireRequest, 'method' | 'url' | 'headers' | 'bytes'>

/**
 * Fields that carry the token or frame the message: whoever sets them by hand could send another message than the one
 * that is shown.
 */
const ours = new Set([
  'authorization', 'proxy-authorization', 'host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'te',
  'trailer', 'expect',
])

/** Reads the request that words and files ask for. Raises `setting-invalid`, `file-unreadable`. */
export function readApiRequest(run: Run, address: string): ApiRequest {
  const { data, dataFile, resourceHeader = [], method } = run.options
  if (data !== undefined && dataFile !== undefined) throw refuse('--data-file', dataFile, 'either this or --data')
  const bytes = data === undefined ? readData(run, dataFile) : Buffer.from(data)
  const type = bytes === undefined ? {} : { 'content-type': guessType(bytes) }
  return {
    method: readMethod(method ?? (bytes === undefined ? 'GET' : 'POST')),
    url: readAddress(address).href,
    headers: { 'user-agent': `oauth-walk/${version}`, accept: '*/*', ...type, ...readHeaders(resourceHeader) },
    ...bytes === undefined ? {} : { bytes },
  }
}

function readData({ context }: Run, path: string | undefined): Uint8Array | undefined {
  if (path === undefined) return undefined
  return path === '-'
    ? context.readInputBytes()
    : readNamedFile({ ...context, readFile: context.readBytes }, path, '--data-file')
}

/** A token goes out by TLS only, or not out of this machine (RFC 6750, section 5.3). Raises `setting-invalid`. */
export function readAddress(text: string, setting = 'URL'): URL {
  const url = parseAddress(text)
  const safe = url !== undefined
    && isSafeOrigin(url)
    && url.username === ''
    && url.password === ''
  if (!safe) throw refuse(setting, text, 'an https address without user and password; http on this machine only')
  url.hash = ''
  return url
}

/** A method that carries a token and means nothing to what stands between. Raises `setting-invalid`. */
export function readMethod(text: string, setting = '--method'): string {
  const method = text.toUpperCase()
  if (/^[A-Z]{1,20}$/.test(method) && method !== 'CONNECT' && method !== 'TRACE') return method
  throw refuse(setting, text, 'a method such as GET, POST, PUT, PATCH, DELETE')
}

/**
 * One line each (RFC 9110, section 5.5): a line break in a value would begin a field of its own. A line that is refused
 * may hold a secret, and is not told.
 */
function readHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e]*)$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (key === '' || ours.has(key))
      throw refuse('--header', ours.has(key) ? key : undefined, 'a line "Name: value" of printable ASCII, not a field that oauth-walk sets itself')
    headers[key] = headers[key] === undefined ? value.trim() : `${headers[key]}, ${value.trim()}`
  }
  return headers
}

function guessType(bytes: Uint8Array): string {
  try {
    JSON.parse(Buffer.from(bytes).toString('utf8'))
    return 'application/json'
  } catch {
    return 'application/x-www-form-urlencoded'
  }
}

function refuse(setting: string, value: string | undefined, expected: string): Failure {
  return new Failure('setting-invalid', { setting, value, expected })
}
