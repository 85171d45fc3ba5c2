import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { decodeText } from './charset.ts'
import type { Refusal } from './door.ts'

const mostBodyBytes = 64 * 1024

/** The parameters in a request's query (RFC 6749, section 4.1.2), or why they can't be read. */
export function readQuery({ url = '' }: IncomingMessage): URLSearchParams | Refusal {
  return readEncoded(url.split('?').slice(1).join('?'))
}

/**
 * The parameters of a posted form (OAuth 2.0 Form Post Response Mode 1.0), or why they can't be read. Raises what the
 * connection raises.
 */
export async function readPosted(request: IncomingMessage): Promise<URLSearchParams | Refusal> {
  if (!isForm(request)) return { status: 415, reason: 'wrong-content-type' }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > mostBodyBytes) return { status: 413, reason: 'body-too-large' }
    chunks.push(chunk as Buffer)
  }
  const body = Buffer.concat(chunks)
  return isUtf8(body) ? readEncoded(body.toString('utf8')) : malformed
}

/** Tells whether a request says that it brings a form. */
export function isForm({ headers }: IncomingMessage): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers['content-type'] ?? '')
}

const malformed: Refusal = { status: 400, reason: 'malformed-encoding' }

/** Texts for a person: a provider may write them in another charset than UTF-8, and nothing is decided by them. */
const described = new Set(['error_description', 'error_uri'])

/**
 * Reads what is `application/x-www-form-urlencoded`, more strictly than URLSearchParams, which turns what it can't
 * decode into other characters: a `%` stands before two hexadecimal digits, and what they encode is UTF-8.
 */
function readEncoded(text: string): URLSearchParams | Refusal {
  if (/%(?![\da-f]{2})/i.test(text)) return malformed
  const readable = text.split('&').every((pair) => {
    const [name = '', ...value] = pair.split('=')
    return isEncodedUtf8(name) && (described.has(name) || isEncodedUtf8(value.join('=')))
  })
  return readable ? decodeDescribed(new URLSearchParams(text), text) : malformed
}

/**
 * What is no UTF-8 there is most likely GB18030: no other charset is that common among providers that do not write
 * UTF-8.
 */
function decodeDescribed(parameters: URLSearchParams, text: string): URLSearchParams {
  for (const pair of text.split('&')) {
    const [name = '', ...value] = pair.split('=')
    if (!described.has(name) || isEncodedUtf8(value.join('='))) continue
    const { text: decoded, oddity } = decodeText(octetsOf(value.join('=')), 'text/plain;charset=gb18030')
    if (oddity === undefined && parameters.getAll(name).length === 1) parameters.set(name, decoded)
  }
  return parameters
}

function octetsOf(encoded: string): Uint8Array {
  return Buffer.from(
    encoded.replaceAll('+', ' ').replace(/%([\da-f]{2})/gi, (_, octet: string) =>
      String.fromCharCode(parseInt(octet, 16))),
    'latin1',
  )
}

function isEncodedUtf8(text: string): boolean {
  if (!text.includes('%')) return true
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
