import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createSend } from '../../src/transport/send.ts'
import { failureOf, serve } from './support.ts'

const makeSend = () => createSend({ timeoutSeconds: 5, signal: new AbortController().signal })
const post = (url: string) => ({ purpose: 'token', method: 'POST', url, headers: {}, body: 'code=once' } as const)
const get = (url: string) => ({ purpose: 'userinfo', method: 'GET', url, headers: {} } as const)

test('a server that ends each connection behind its answer gets each request on another one', async () => {
  let connections = 0
  const { url, server } = await serve((request, response) => {
    const { socket } = request
    response.end('ok', () => socket.end())
  })
  server.on('connection', () => connections += 1)
  const send = makeSend()
  for (const request of [get(url), post(url), post(url), get(url), post(url)])
    expect(await send(request)).toMatchObject({ status: 200 })
  expect(connections).toBe(5)
})

/** Breaks a connection when its second request comes, as a server does that has just ended it. */
async function serveOnce(): Promise<{ url: string, asked: string[] }> {
  const seen = new WeakSet<Socket>()
  const asked: string[] = []
  const { url } = await serve((request, response) => {
    asked.push(request.method ?? '')
    if (seen.has(request.socket)) request.socket.resetAndDestroy()
    else response.end('ok')
    seen.add(request.socket)
  })
  return { url, asked }
}

test('a GET that breaks on a connection that rested is sent once more, on a new one', async () => {
  const { url, asked } = await serveOnce()
  const send = makeSend()
  await send(post(url))
  expect(await send(get(url))).toMatchObject({ status: 200, body: 'ok' })
  expect(asked).toEqual(['POST', 'GET', 'GET'])
})

test('a POST that breaks there is not sent twice', async () => {
  const { url, asked } = await serveOnce()
  const send = makeSend()
  await send(get(url))
  expect((await failureOf(send(post(url)), 'network-failed')).details['reason']).toBe('ECONNRESET')
  expect(asked).toEqual(['GET', 'POST'])
})

test('a GET that breaks on a new connection is not sent twice', async () => {
  let asked = 0
  const { url } = await serve((request) => {
    asked += 1
    request.socket.resetAndDestroy()
  })
  await failureOf(makeSend()(get(url)), 'network-failed')
  expect(asked).toBe(1)
})

test.each([
  ['no HTTP', 'garbage garbage\r\n\r\n'],
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
  ['header fields without an end', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(400_000)}`],
])('a GET that is answered with %s is not sent twice', async (_what, answer) => {
  const asked: string[] = []
  const { url } = await serve((request, response) => {
    asked.push(request.method ?? '')
    if (asked.length === 1) response.end('ok')
    else request.socket.end(answer)
  })
  const send = makeSend()
  await send(post(url))
  await expect(send(get(url))).rejects.toThrow()
  expect(asked).toEqual(['POST', 'GET'])
})
