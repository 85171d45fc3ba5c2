import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ask, closed, expectStillWaiting, page, sendRaw, waitAt } from './support.ts'

async function open(port: number, bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  if (bytes !== '') socket.write(bytes)
  return socket.resume()
}

/** After how many milliseconds the other side ended the connection. */
async function lifetimeOf(socket: Socket): Promise<number> {
  const started = performance.now()
  await closed(socket)
  return performance.now() - started
}

describe('limits', () => {
  test.each([
    [
      'header',
      (port: number) => `GET /callback HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
    ],
    [
      'address',
      (port: number) => `GET /callback?code=${'x'.repeat(40_000)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
    ],
  ])('L60 a %s of more than 32 KiB is 431, and the wait goes on', async (_what, bytes) => {
    const waiting = await waitAt()
    expect(await sendRaw(waiting.port, bytes(waiting.port))).toMatch(/^HTTP\/1\.1 431 /)
    expect(waiting.ignored).toEqual(['head-too-large'])
    await expectStillWaiting(waiting)
  })

  test('an address of 16 KiB is let in', async () => {
    const waiting = await waitAt()
    expect((await ask(`${waiting.listener.redirectUri}?code=${'x'.repeat(16_000)}`)).status).toBe(200)
  })

  test('L61, L62 a header that drips, and a connection that says nothing, are cut within seconds', async () => {
    const waiting = await waitAt()
    const dripping = await open(waiting.port, 'GET /callback HTTP/1.1\r\n')
    const drip = setInterval(() => dripping.write('X-Drip: 1\r\n'), 200)
    onTestFinished(() => clearInterval(drip))
    const silent = await open(waiting.port)
    const lifetimes = await Promise.all([lifetimeOf(dripping), lifetimeOf(silent)])
    expect(Math.max(...lifetimes)).toBeLessThan(20_000)
    await expectStillWaiting(waiting)
  })

  test('L63 a hundred held connections do not keep the real callback out', async () => {
    const waiting = await waitAt()
    await Promise.all(Array.from({ length: 100 }, async () => open(waiting.port)))
    const started = performance.now()
    await expectStillWaiting(waiting)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('L75: garbage and half requests never end the wait', async () => {
    const waiting = await waitAt()
    await Promise.all([
      '\u0000\u0001\u0002\r\n\r\n', 'GET\r\n\r\n', '\r\n\r\n\r\nX\r\n\r\n', '\u0016\u0003\u0001\u0002\u0000\u0001',
    ].map(async bytes => sendRaw(waiting.port, bytes)))
    const half = await open(waiting.port, 'GET /callback?code=c HT')
    half.destroy()
    await expectStillWaiting(waiting)
  })
})

test('a request is answered once: a second answer changes nothing', async () => {
  const { url } = await waitAt({
    receive: (request) => {
      void request.answer(page)
      void request.answer({ ...page, html: 'another' })
    },
  })
  expect((await ask(url)).body).toBe(page.html)
})
