import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { exitCodeOf } from '../../src/cli/failures/exit-codes.ts'
import { bindAll, closeServer, portOf } from '../../src/transport/bind.ts'
import { createSend } from '../../src/transport/send.ts'

/** A program on loopback that says the same to everyone who connects. */
async function speaker(words: string): Promise<string> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(words))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const head = 'HTTP/1.1 200 OK\r\n'
const send = createSend({ timeoutSeconds: 30, signal: new AbortController().signal })

describe('what is no HTTP', () => {
  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['a chunk without a size', `${head}transfer-encoding: chunked\r\n\r\nxyz\r\n`],
    ['two lengths', `${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`],
    ['less than was promised', `${head}content-length: 1000\r\n\r\n{`],
    ['nothing', ''],
    ['gzip that is none', `${head}content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}`],
  ])('%s is a network failure', async (_name, words) => {
    const failure = await send({ purpose: 'token', method: 'GET', url: await speaker(words), headers: {} })
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'network-failed', details: { purpose: 'token', reason: expect.stringMatching(/\w/) as unknown },
    })
    expect(exitCodeOf('network-failed')).toBe(5)
  })
})

describe('a callback that is too long', () => {
  test('is answered 431, and the listener goes on', async () => {
    const servers = await bindAll({ addresses: ['127.0.0.1'], needed: [], port: 0, tls: undefined })
    if (!Array.isArray(servers)) throw new Error(servers.errno)
    onTestFinished(async () => { await Promise.all(servers.map(closeServer)) })
    for (const { server } of servers) server.on('request', (_request, response) => response.end('heard'))
    expect(await ask(portOf(servers), `GET /callback?code=${'x'.repeat(40_000)} HTTP/1.1\r\n`))
      .toMatch(/^HTTP\/1\.1 431 .*connection: close/s)
    expect(await ask(portOf(servers), 'GET /callback HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'))
      .toMatch(/^HTTP\/1\.1 200 .*heard/s)
  })

  test('and what is no request gets no answer', async () => {
    const servers = await bindAll({ addresses: ['127.0.0.1'], needed: [], port: 0, tls: undefined })
    if (!Array.isArray(servers)) throw new Error(servers.errno)
    onTestFinished(async () => { await Promise.all(servers.map(closeServer)) })
    expect(await ask(portOf(servers), 'SSH-2.0-OpenSSH_9.9\r\n\r\n')).toBe('')
  })
})

async function ask(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  return text(socket)
}
