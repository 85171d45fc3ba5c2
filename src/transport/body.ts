import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
import { Failure } from '../codes/failure.ts'
import { cutText } from '../limits.ts'
import { decodePieces, isCharset } from './charset.ts'

/** A body as it was meant, and what was odd about how it was encoded. */
export interface ReadBody {
  bytes: Buffer
  oddities: { code: 'content-encoding', details: { encoding: string } }[]
}

/** Words for "not encoded" that servers use. */
const notEncoded = new Set(['none', 'binary', 'text', 'plain', '7bit', '8bit'])

/** Codings that are undone one after the other, at most: more is an attack, or a mistake. */
const mostCodings = 5

/**
 * Reads a body and stops it at a limit in bytes, counted before and after each decoding, since a small compressed body
 * may become huge. We ask for no compression, but some servers compress all the same, also more than once (RFC 9110,
 * section 8.4). A body that is not encoded is read no further once `enough`, which gets its text piece by piece, says
 * so. Raises `answer-too-large`, `network-failed` for a body that can't be decoded.
 */
export async function readBody(
  body: Readable, encoding: string | undefined, limit: number, signal: AbortSignal, enough?: (piece: string) => boolean,
): Promise<ReadBody> {
  let bytes = await collect(body, limit, signal, enough)
  const words = wordsOf(encoding)
  const oddities: ReadBody['oddities'] = []
  if (bytes.length === 0) return { bytes, oddities }
  if (words.length > mostCodings) throw undecodable('coding-unknown', words.join(', '))
  for (const word of words.reverse()) {
    const { decode, odd } = chooseDecoder(word, bytes)
    if (odd) oddities.push({ code: 'content-encoding', details: { encoding: cutText(word, 100) } })
    if (decode)
      bytes = await decode(bytes, { maxOutputLength: limit }).catch((error: unknown) => refuse(error, word, limit))
  }
  return { bytes, oddities }
}

/** The codings in the order in which they were applied. */
function wordsOf(encoding = ''): string[] {
  return encoding.toLowerCase().split(',').map(word => word.trim()).filter(word => word !== '' && word !== 'identity')
}

async function collect(
  body: Readable, limit: number, signal: AbortSignal, enough?: (piece: string) => boolean,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  const decode = decodePieces()
  let length = 0
  try {
    for await (const chunk of body) {
      signal.throwIfAborted()
      length += (chunk as Buffer).length
      if (length > limit) throw new Failure('answer-too-large', { limit_bytes: limit })
      chunks.push(chunk as Buffer)
      if (enough?.(decode(chunk as Buffer))) break
    }
  } finally {
    body.destroy()
  }
  return Buffer.concat(chunks)
}

interface Decoder {
  decode?: (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>
  /** The body is not what the word says. */
  odd: boolean
}

function chooseDecoder(word: string, bytes: Buffer): Decoder {
  if (word === 'gzip' || word === 'x-gzip') return { decode: promisify(gunzip), odd: false }
  if (word === 'deflate')
    return isZlib(bytes) ? { decode: promisify(inflate), odd: false } : { decode: promisify(inflateRaw), odd: true }
  if (word === 'br') return { decode: promisify(brotliDecompress), odd: false }
  if (notEncoded.has(word) || isCharset(word)) return { odd: true }
  throw undecodable('coding-unknown', word)
}

/**
 * `deflate` means the format of zlib; what some servers send is the bare stream (RFC 9110, section 8.4.1.2; RFC 1950,
 * section 2.2).
 */
function isZlib([first = 0, second = 0]: Buffer): boolean {
  return first % 16 === 8 && (first * 256 + second) % 31 === 0
}

function refuse(error: unknown, encoding: string, limit: number): never {
  throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    ? new Failure('answer-too-large', { limit_bytes: limit })
    : undecodable('undecodable', encoding)
}

function undecodable(reason: 'undecodable' | 'coding-unknown', encoding: string): Failure {
  return new Failure('network-failed', { reason, encoding: cutText(encoding, 100) })
}
