import { createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import type { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { createSend } from '../../src/transport/send.ts'
import { failureOf, serve } from './support.ts'

const signal = new AbortController().signal
const post = (url: string) => ({ purpose: 'token', method: 'POST', url, headers: {}, body: 'code=x' } as const)
const causeOf = (failure: Failure) => describeFailure(asItIs(failure), en).cause

async function listening(hear: (socket: Socket) => void): Promise<number> {
  const server = createServer(socket => hear(socket.on('error', () => undefined)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const closed = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}/token`
}
const withoutTls = async () =>
  `https://127.0.0.1:${(await serve((_request, response) => response.end('{}'))).port}/token`
const cutInHandshake = async () =>
  `https://127.0.0.1:${await listening(socket => socket.once('data', () => socket.destroy()))}/token`
const silent = async () => `https://127.0.0.1:${await listening(() => undefined)}/token`

test.each([
  ['nobody listens', closed], ['there is no TLS', withoutTls], ['the handshake is cut', cutInHandshake],
  ['the handshake does not go on', silent],
])('a code is not said to be spent that was never sent: %s', async (_, address) => {
  const failure = await createSend({ timeoutSeconds: 1, signal })(post(await address())).catch((error: unknown) =>
    error as Failure) as Failure
  expect(failure).toMatchObject({ code: expect.stringMatching(/^network-/) as string, details: { unsent: true } })
  expect(causeOf(failure)).not.toContain('spent')
})

test('a code may be spent that was sent and not answered', async () => {
  const port = await listening(socket => socket.once('data', () => socket.destroy()))
  const failure = await failureOf(
    createSend({ timeoutSeconds: 5, signal })(post(`http://127.0.0.1:${port}/token`)), 'network-failed',
  )
  expect(failure.details).not.toHaveProperty('unsent')
  expect(causeOf(failure)).toContain('The code may be spent')
})

test('an answer that goes over to another protocol is told as such', async () => {
  const port = await listening(socket => socket.once('data', () =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n')))
  const failure = await failureOf(
    createSend({ timeoutSeconds: 5, signal })(post(`http://127.0.0.1:${port}/token`)), 'network-failed',
  )
  expect(failure.details['reason']).toBe('switched')
  expect(describeFailure(asItIs(failure), en).message).toContain('status 101')
})

test('a proxy whose answer has endless header fields speaks HTTP', async () => {
  const port = await listening(socket => socket.once('data', () =>
    socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(100_000)}\r\n\r\n`)))
  const proxies = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
  const failure = await failureOf(
    createSend({ timeoutSeconds: 5, signal, proxies })(post('https://op.example/token')), 'proxy-failed',
  )
  expect(failure.details['reason']).toBe('long-headers')
  expect(causeOf(failure)).toContain('more header fields')
})
