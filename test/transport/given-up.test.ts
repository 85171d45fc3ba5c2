import { EventEmitter, once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSend } from '../../src/transport/send.ts'
import { makeCertificate } from '../support/certificates.ts'
import { serve } from './support.ts'

const files = makeCertificate('localhost')
const [ca, key] = [readFileSync(files.certificate, 'utf8'), readFileSync(files.key, 'utf8')]

interface Silent {
  port: number
  /** The request has come. */
  asked: Promise<unknown>
  /** How its connection has ended. */
  ended: Promise<unknown>
}

/** A server that reads a request and never answers. */
async function listenInSilence(server: Server): Promise<Silent> {
  const heard = new EventEmitter()
  const [asked, ended] = [once(heard, 'asked'), once(heard, 'ended')]
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    // Not within the reading of it: the server would still be in the middle of a record then.
    socket.once('data', () => setImmediate(() => heard.emit('asked')))
    socket.once('error', (error: NodeJS.ErrnoException) => heard.emit('ended', error.code))
    socket.once('end', () => heard.emit('ended', 'end'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, asked, ended: ended.then(([how]) => how as unknown) }
}

const kinds = {
  http: () => createServer(),
  https: () => createTlsServer({ cert: ca, key }),
}
const ask = (kind: keyof typeof kinds, port: number, timeoutSeconds: number, signal: AbortSignal) =>
  createSend({ timeoutSeconds, signal, ca })({
    purpose: 'token', method: 'POST', url: `${kind}://localhost:${port}/token`, headers: {}, body: 'refresh_token=once',
  })

describe.each(['http', 'https'] as const)('a request by %s that is given up does not arrive later:', (kind) => {
  test('after its deadline its connection is reset', async () => {
    const { port, ended } = await listenInSilence(kinds[kind]())
    await expect(ask(kind, port, 1, new AbortController().signal)).rejects.toMatchObject({ code: 'network-timeout' })
    expect(await ended).toBe('ECONNRESET')
  })

  test('by Ctrl-C its connection is reset', async () => {
    const { port, ended, asked } = await listenInSilence(kinds[kind]())
    const stop = new AbortController()
    const answer = ask(kind, port, 30, stop.signal)
    await asked
    stop.abort(new Error('interrupted by hand'))
    await expect(answer).rejects.toThrow('interrupted by hand')
    expect(await ended).toBe('ECONNRESET')
  })
})

test('the deadline of a request that is answered does not reset the connection of the next one', async () => {
  const { url } = await serve((request, response) => setTimeout(() => response.end('ok'), Number(request.url?.slice(1))))
  // The second is still asked for when the deadline of the first is over. Both leave more than a second to spare.
  const send = createSend({ timeoutSeconds: 4, signal: new AbortController().signal })
  for (const milliseconds of [2500, 2000])
    expect(await send({ purpose: 'token', method: 'POST', url: `${url}/${milliseconds}`, headers: {}, body: '' }))
      .toMatchObject({ status: 200 })
})
