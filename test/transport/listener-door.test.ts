import { randomBytes } from 'node:crypto'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import { receiveRequest, type Reception } from '../../src/transport/reception.ts'
import { createStartAddress } from '../../src/transport/start-address.ts'
import { ask, deaf, expectStillWaiting, page, sendRaw, waitAt } from './support.ts'

const statusOf = (raw: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(raw)?.[1] ?? 0)

describe('Host and fetch metadata', () => {
  test.each([
    ['L10', 'evil.example:PORT'], ['L11', '127.0.0.1:1'], ['L14', '127.0.0.1.nip.io:PORT'], ['L14', 'localhost:PORT'],
    ['L14', '127.0.0.1.:PORT'],
    ['L15', 'rebind.example:PORT'], ['L10', '127.0.0.1'], ['L10', 'user@127.0.0.1:PORT'],
  ])('%s Host %j is refused, and the wait goes on', async (_number, host) => {
    const waiting = await waitAt()
    const { status, headers, body } = await ask(waiting.url, {
      headers: { host: host.replace('PORT', String(waiting.port)) },
    })
    expect([
      status, body, Object.keys(headers).filter(name => name.startsWith('access-control')),
    ]).toEqual([403, '', []])
    expect(waiting.ignored).toEqual(['wrong-host'])
    await expectStillWaiting(waiting)
  })

  test.each([
    '', 'Host: \r\n', 'Host: evil.example\r\n',
  ])('L10 the header %j is refused too, and the wait goes on', async (header) => {
    const waiting = await waitAt()
    expect(statusOf(await sendRaw(waiting.port, `GET /callback?code=c HTTP/1.0\r\n${header}\r\n`))).toBe(403)
    await expectStillWaiting(waiting)
  })

  test('L14 a Host in upper case is ours for a localhost redirect', async () => {
    const waiting = await waitAt({ redirectUri: 'http://localhost/callback' })
    expect(
      (await ask(`http://127.0.0.1:${waiting.port}/callback`, {
        headers: { host: `LOCALHOST:${waiting.port}` },
      })).status,
    ).toBe(200)
    expect(waiting.letIn).toHaveLength(1)
  })

  test.each([
    [{ 'sec-fetch-dest': 'image' }], [{ 'sec-fetch-dest': 'script' }], [{ 'sec-fetch-dest': 'iframe' }],
    [{ 'sec-fetch-dest': 'empty' }],
    [{ 'sec-fetch-mode': 'no-cors' }], [{ 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    [{ 'sec-fetch-mode': 'same-origin', 'sec-fetch-dest': 'document' }],
    [{ 'sec-fetch-mode': 'websocket', 'sec-fetch-dest': 'websocket' }],
  ])('L16 %j is no navigation: refused, and the wait goes on', async (headers) => {
    const waiting = await waitAt()
    expect((await ask(waiting.url, { headers })).status).toBe(403)
    expect(waiting.ignored).toEqual(['not-a-navigation'])
    await expectStillWaiting(waiting)
  })

  test('L17 a navigation, with or without fetch metadata, is let in', async () => {
    const waiting = await waitAt()
    expect((await ask(waiting.url)).status).toBe(200)
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await ask(waiting.url, { headers })).status).toBe(200)
    expect(waiting.letIn).toHaveLength(2)
  })

  test('L19 a preflight is refused, with no Access-Control header', async () => {
    const waiting = await waitAt()
    const headers = {
      origin: 'https://evil.example', 'access-control-request-method': 'GET',
      'access-control-request-private-network': 'true',
    }
    const answer = await ask(waiting.url, { method: 'OPTIONS', headers })
    expect([answer.status, Object.keys(answer.headers).filter(name => name.startsWith('access-control'))])
      .toEqual([405, []])
    await expectStillWaiting(waiting)
  })
})

describe('the peer', () => {
  const outside = Object.values(networkInterfaces()).flat().find(address =>
    address?.family === 'IPv4' && !address.internal)?.address

  // The listener itself can't be reached from there: the door is put behind a server that binds every address.
  test.runIf(
    outside !== undefined,
  )('L09: that is not on this machine’s loopback is refused, whatever it brings', async () => {
    const judged: (string | undefined)[] = []
    const reception: Reception = {
      ...deaf,
      door: { hosts: ['127.0.0.1:1'], scheme: 'http', path: '/callback', responseMode: 'query', isExposed: false },
      users: [], returns: new Map(),
      start: createStartAddress(randomBytes, { path: '/callback', secure: false, seconds: 60 }),
      ignore: ({ reason }) => judged.push(reason),
    }
    const server = createServer((request, response) => void receiveRequest(reception, request, response))
    await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const ask = async (host: string) => new Promise<number | undefined>((resolve, reject) => {
      request(
        { host, port, path: '/callback?code=c&state=s', agent: false, headers: { host: '127.0.0.1:1' } },
        answer => resolve(answer.resume().statusCode),
      ).once('error', reject).end()
    })
    expect(await ask(outside ?? '')).toBe(403)
    expect(judged).toEqual(['not-from-this-machine'])
  })
})

describe('method and path', () => {
  test('L20 a good callback gets its page, and its connection is closed', async () => {
    const waiting = await waitAt()
    const { status, body, headers } = await ask(waiting.url)
    expect([status, body, headers.connection]).toEqual([200, page.html, 'close'])
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8', 'content-security-policy': page.contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(Object.fromEntries(waiting.letIn[0]?.parameters ?? [])).toEqual({ code: 'c', state: 's' })
  })

  test.each([
    ['L21', 'HEAD'], ['L22', 'POST'], ['L23', 'PUT'], ['L23', 'DELETE'], ['L23', 'TRACE'], ['L23', 'PATCH'],
  ])('%s %s is refused with Allow, and not consumed', async (_number, method) => {
    const waiting = await waitAt()
    const { status, headers } = await ask(waiting.url, { method })
    expect([status, headers.allow]).toEqual([405, 'GET'])
    expect(waiting.ignored).toEqual(['wrong-method'])
    await expectStillWaiting(waiting)
  })

  test('L24 CONNECT closes the connection', async () => {
    const waiting = await waitAt()
    expect(
      await sendRaw(waiting.port, `CONNECT evil.example:443 HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\n\r\n`),
    ).toBe(
      '',
    )
    await expectStillWaiting(waiting)
  })

  test('an upgrade is not made: it is a request like any other, or none', async () => {
    const waiting = await waitAt()
    const upgrade
      = `GET /other HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
    expect(await sendRaw(waiting.port, upgrade)).not.toContain('101')
    await expectStillWaiting(waiting)
  })

  test.each([
    ['L26', '//evil/callback?code=c'], ['L27', 'http://evil/callback?code=c'], ['L28', '/\\evil/callback?code=c'],
    ['L29', '/x/../callback?code=c'],
    ['L29', '/x/%2e%2e/callback?code=c'], ['L29', '/%63allback?code=c'], ['L29', '/callback/?code=c'],
    ['L29', '/callback;x?code=c'],
    ['L29', '/callback%00?code=c'], ['L29', '/CALLBACK?code=c'], ['L29', '/callback#?code=c'], ['L29', '*'],
    ['L29', '/callback%3Fcode=c'],
  ])('%s the target %s is not ours: 404, and the wait goes on', async (_number, target) => {
    const waiting = await waitAt()
    const answer = await sendRaw(
      waiting.port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\nConnection: close\r\n\r\n`,
    )
    expect([400, 404]).toContain(statusOf(answer))
    await expectStillWaiting(waiting)
  })

  test.each([
    '/favicon.ico', '/robots.txt', '/', '/.well-known/appspecific/com.chrome.devtools.json',
  ])('L30 %s is 404 and empty', async (path) => {
    const waiting = await waitAt()
    const { status, body } = await ask(new URL(path, waiting.url).href)
    expect([status, body, waiting.ignored]).toEqual([404, '', ['other-path']])
    await expectStillWaiting(waiting)
  })

  test.each([
    '/', '/own/path', '/Own-Path_1.~', '/a%20b', '/登录',
  ])('L31 the path %s of the redirect URI is honoured exactly', async (path) => {
    const waiting = await waitAt({ redirectUri: `http://127.0.0.1${path}` })
    expect((await ask(new URL('/callback', waiting.url).href)).status).toBe(404)
    expect((await ask(waiting.url)).status).toBe(200)
    expect(waiting.letIn).toHaveLength(1)
  })
})

test('the body of a refusal holds nothing of the request', async () => {
  const waiting = await waitAt()
  const payload = '<script>alert(1)</script>'
  const answer = await sendRaw(
    waiting.port, `GET /${payload} HTTP/1.1\r\nHost: ${payload}\r\nConnection: close\r\n\r\n`,
  )
  expect(answer).not.toContain('alert')
})
