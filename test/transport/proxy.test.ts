import type { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createSend } from '../../src/transport/send.ts'
import { failureOf, serve } from './support.ts'

const variables = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']

/** A proxy that the environment names; it remembers who was asked for, and answers CONNECT as told. */
async function nameProxy(
  answer: (socket: Duplex) => void,
): Promise<{ asked: string[], proxies: Record<string, string> }> {
  const asked: string[] = []
  const { url, server } = await serve((request, response) => {
    asked.push(request.url ?? '')
    response.end('by proxy')
  })
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    answer(socket)
  })
  return { asked, proxies: Object.fromEntries(variables.map(name => [name, url])) }
}

const makeSend = (proxies: Record<string, string>, signal = new AbortController().signal, timeoutSeconds = 2) =>
  createSend({
    timeoutSeconds, signal, proxies, tlsChecksOff: false,
  })
const get = (url: string) => ({ purpose: 'discovery', method: 'GET', url, headers: {} } as const)

describe('a proxy from the environment', () => {
  test('is never used for loopback, by whatever name', async () => {
    const { asked, proxies } = await nameProxy(socket => socket.end('HTTP/1.1 502 no\r\n\r\n'))
    const { port } = await serve((_request, response) => response.end('direct'))
    const send = makeSend(proxies)
    for (const host of ['127.0.0.1', 'localhost', '127.1', 'LOCALHOST', '0x7f.1']) {
      expect((await send(get(`http://${host}:${port}/`))).body, host).toBe('direct')
    }
    expect(asked).toEqual([])
  })

  test('is asked for every other host', async () => {
    const { asked, proxies } = await nameProxy(socket => socket.end('HTTP/1.1 502 no\r\n\r\n'))
    await failureOf(makeSend(proxies)(get('https://op.example/')), 'proxy-failed')
    expect(asked).toEqual(['op.example:443'])
  })

  test('is not asked for what NO_PROXY names', async () => {
    const { asked, proxies } = await nameProxy(socket => socket.end('HTTP/1.1 502 no\r\n\r\n'))
    await failureOf(makeSend({ ...proxies, NO_PROXY: '.invalid' })(get('https://op.invalid/')), 'network-failed')
    expect(asked).toEqual([])
  })

  test('that never answers is cut at the deadline', async () => {
    const { proxies } = await nameProxy(() => undefined)
    expect(await codeWithin(20_000, makeSend(proxies)(get('https://op.example/')))).toBe('proxy-failed')
  })

  test('that never answers does not keep Ctrl-C from ending the request', async () => {
    const stop = new AbortController()
    const { proxies } = await nameProxy(() => stop.abort(Object.assign(new Error(), { code: 'interrupted' })))
    expect(await codeWithin(20_000, makeSend(proxies, stop.signal, 60)(get('https://op.example/')))).toBe('interrupted')
  })

  test('that closes the connection fails within the deadline, and is not asked over and over', async () => {
    const { asked, proxies } = await nameProxy(socket => socket.destroy())
    expect(await codeWithin(20_000, makeSend(proxies)(get('https://op.example/')))).toBe('proxy-failed')
    expect(asked.length).toBeLessThan(3)
  })
})

/** The code with which a request failed, or that it is still on its way after so many milliseconds. */
async function codeWithin(milliseconds: number, request: Promise<unknown>): Promise<string> {
  const outcome = request.then(() => 'answered', (error: unknown) => (error as { code: string }).code)
  return Promise.race([outcome, new Promise<string>(resolve => setTimeout(resolve, milliseconds, 'still waiting'))])
}
