import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Failure } from '../failure.ts'

const decoders: Record<string, (() => NodeJS.ReadWriteStream) | undefined> = {
  gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress,
}

/**
 * Reads a body and stops it at a limit in bytes, counted after decoding, since a small compressed body may become huge. We ask
 * for no compression, but some servers compress all the same. Raises `answer-too-large`, `network-failed` for a body that can't be decoded.
 */
export async function readBody(body: Readable, encoding: string | undefined, limit: number, signal: AbortSignal): Promise<Buffer> {
  const source = encoding && encoding !== 'identity' ? decode(body, encoding) : body
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of source) {
      signal.throwIfAborted()
      bytes += (chunk as Buffer).length
      if (bytes > limit) throw new Failure('answer-too-large', { limit_bytes: limit })
      chunks.push(chunk as Buffer)
    }
  } finally {
    body.destroy()
  }
  return Buffer.concat(chunks)
}

function decode(body: Readable, encoding: string): AsyncIterable<unknown> {
  const decoder = decoders[encoding.toLowerCase()]?.()
  if (!decoder) throw new Failure('network-failed', { reason: `content-encoding ${encoding}` })
  body.on('error', error => decoder.emit('error', error))
  return body.pipe(decoder)
}
