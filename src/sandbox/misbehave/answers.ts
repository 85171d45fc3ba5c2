import { Readable } from 'node:stream'
import { setImmediate as pause, setTimeout as sleep } from 'node:timers/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Answer } from './hooks.ts'

/** A web page where JSON belongs. */
export function page(status: number): Answer {
  return (context) => {
    context.status = status
    context.type = 'text/html; charset=utf-8'
    context.body
      = '<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please sign in first.</body></html>'
  }
}

/** A redirect to an address that has nothing to do with the walk. */
export function redirect(status: number): Answer {
  return (context, world) => {
    context.status = status
    context.set('location', world.elsewhere + context.path)
    context.body = ''
  }
}

/** A JSON answer with this status and these header fields. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (context) => {
    context.status = status
    context.body = JSON.stringify(body)
    context.type = 'application/json'
    context.set(headers)
  }
}

/** An answer of this type, with a body that is not what it should be. */
export function raw(body: string | Buffer, type = 'application/json', headers: Record<string, string> = {}): Answer {
  return (context) => {
    context.status = body.length === 0 ? 204 : 200
    context.body = body
    context.type = type
    context.set({ ...headers })
  }
}

/** The connection ends after the provider has done its work, and nothing is said. */
export const hangUp: Answer = async (context, _world, next) => {
  await next()
  context.respond = false
  context.req.socket.destroy()
}

/** Bytes on the bare connection, then its end. */
export function bytes(text: string): Answer {
  return (context) => {
    context.respond = false
    context.req.socket.end(text)
  }
}

/** The connection stays open, and nothing is ever said. */
export const silence: Answer = (context) => {
  context.respond = false
}

/** One byte at a time, slower than any body is but faster than a reader loses patience between two of them. */
export const drip: Answer = (context) => {
  context.status = 200
  context.body = Readable.from(drops())
  context.type = 'application/json'
}

/** A body without an end. */
export const flood: Answer = (context) => {
  context.status = 200
  context.body = Readable.from(waves(Infinity), { objectMode: false })
  context.type = 'application/json'
}

/** 300 MB of spaces, packed a thousandfold. */
export function bomb(encoding: 'gzip' | 'br' | 'gzip, gzip'): Answer {
  return (context) => {
    const source = Readable.from(waves(300 * 16), { objectMode: false })
    const packed = encoding === 'br'
      ? source.pipe(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }))
      : source.pipe(createGzip())
    context.status = 200
    context.body = encoding === 'gzip, gzip' ? packed.pipe(createGzip()) : packed
    context.type = 'application/json'
    context.set('content-encoding', encoding)
  }
}

async function* drops(): AsyncGenerator<Buffer> {
  for (;;) {
    yield Buffer.from(' ')
    await sleep(900, undefined, { ref: false })
  }
}

async function* waves(most: number): AsyncGenerator<Buffer> {
  const wave = Buffer.alloc(64 * 1024, ' ')
  for (let count = 0; count < most; count++) {
    yield wave
    await pause()
  }
}
