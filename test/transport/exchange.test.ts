import { createServer, type AddressInfo, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createSend } from '../../src/transport/send.ts'
import type { WireRequest } from '../../src/wire.ts'
import { failureOf, serve } from './support.ts'

const makeSend = () => createSend({ timeoutSeconds: 5, signal: new AbortController().signal })
const get = (url: string, more: Partial<WireRequest> = {}): WireRequest => ({
  purpose: 'resource', method: 'GET', url, headers: {}, ...more,
})

/** A server on loopback that answers each request with these bytes, and counts its connections. */
async function speak(answer: string): Promise<{ url: string, connections: () => number }> {
  let connections = 0
  const server = createServer((socket: Socket) => {
    connections += 1
    socket.on('error', () => undefined).on('data', () => socket.write(answer))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections: () => connections }
}

test.each(['GET', 'DELETE', 'OPTIONS', 'POST', 'QUERY'])('a body of %s is told by its length in bytes', async (
  method,
) => {
  const { url } = await serve((request, response) => void text(request).then(body =>
    response.end(JSON.stringify([body, request.headers['content-length'], request.headers['transfer-encoding']]))))
  for (const content of [{ body: '张三' }, { bytes: Buffer.from('张三') }]) {
    const { bytes } = await makeSend()(get(url, { method, ...content }))
    expect(JSON.parse(Buffer.from(bytes ?? []).toString())).toEqual(['张三', '6', null])
  }
})

test('an address sends no user name and password of its own, and a host in brackets is an address', async () => {
  const { port } = await serve((request, response) => response.setHeader('x-got', [
    request.headers.authorization ?? '-', request.headers.host ?? '-', request.url ?? '-',
  ].join(' ')).end())
  const got = async (host: string) => (await makeSend()(get(`http://${host}:${port}/a?b=%20c#d`))).headers['x-got']
  expect(await got('user:secret@127.0.0.1')).toBe(`- 127.0.0.1:${port} /a?b=%20c`)
  const failure = await failureOf(makeSend()(get('http://[::1]:9/')), 'network-failed')
  expect(failure.details['reason']).toMatch(/ECONNREFUSED|EADDRNOTAVAIL|UNREACH/)
})

test('header fields are read as UTF-8, and none is dropped that came twice', async () => {
  const { url } = await speak([
    'HTTP/1.1 401 No', 'WWW-Authenticate: Bearer error_description="无效"', 'www-authenticate: DPoP',
    'Content-Type: text/plain', 'content-type: text/html', '__proto__: x', 'content-length: 0', '', '',
  ].join('\r\n'))
  expect((await makeSend()(get(url))).headers).toMatchObject({
    'www-authenticate': 'Bearer error_description="无效", DPoP', 'content-type': 'text/plain, text/html',
    ['__proto__']: 'x',
  })
})

test.each([
  ['an early word before the answer', 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok', 200],
  ['no length, and no end but that of the connection', 'HTTP/1.0 200 OK\r\n\r\n', 'network-timeout'],
  ['a switch to another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', 'network-failed'],
  ['chunks that stop being any', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\nxyz\r\n', 'network-failed'],
])('%s', async (_name, answer, outcome) => {
  const { url } = await speak(answer)
  const send = createSend({ timeoutSeconds: 3, signal: new AbortController().signal })
  const came = await send(get(url)).then(({ status }) => status, (error: unknown) => (error as { code: string }).code)
  expect(came).toBe(outcome)
})

test('what is wrong with the chunks is told, and not that the connection ended', async () => {
  const { url } = await speak('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\nxyz\r\n')
  expect((await failureOf(makeSend()(get(url)), 'network-failed')).details['reason']).toMatch(/^HPE_/)
})

test('a connection is not used again where the server says that it may close it at once', async () => {
  const answer = (keepAlive: string) => `HTTP/1.1 200 OK\r\n${keepAlive}content-length: 2\r\n\r\nok`
  for (const [hint, connections] of [['', 1], ['connection: close\r\n', 2], ['keep-alive: timeout=1\r\n', 2]] as const) {
    const server = await speak(answer(hint))
    const send = makeSend()
    for (let count = 0; count < 2; count += 1) await send(get(server.url))
    expect(server.connections(), hint).toBe(connections)
  }
})
