import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSend, type SendOptions } from '../../src/transport/send.ts'
import type { Failure } from '../../src/codes/failure.ts'
import type { WireRequest } from '../../src/wire.ts'
import { failureOf, serve } from './support.ts'

const makeSend = (options: Partial<SendOptions> = {}) => createSend({
  timeoutSeconds: 5, signal: new AbortController().signal, tlsChecksOff: false, ...options,
})
const get = (url: string, purpose: WireRequest['purpose'] = 'userinfo'): WireRequest => ({
  purpose, method: 'GET', url, headers: {},
})

describe('send', () => {
  test('sends method, headers and body as they are, and gives the answer decoded', async () => {
    const { url } = await serve((request, response) => {
      request.setEncoding('utf8').once('data', body => response.writeHead(201, { 'X-Answer': 'yes' }).end(
        `${request.method ?? ''} ${String(request.headers['x-own'])} ${String(body)} 张三`,
      ))
    })
    const answer = await makeSend()({
      purpose: 'token', method: 'POST', url: `${url}/token`, headers: { 'x-own': '1' }, body: 'a=b',
    })
    expect(answer).toMatchObject({ status: 201, headers: { 'x-answer': 'yes' }, body: 'POST 1 a=b 张三' })
  })

  test('keeps the connection for the next message to the same host', async () => {
    let connections = 0
    const { url, server } = await serve((_request, response) => response.end('ok'))
    server.on('connection', () => connections += 1)
    const send = makeSend()
    for (let count = 0; count < 3; count += 1) await send(get(url))
    expect(connections).toBe(1)
  })

  test.each([301, 302, 303, 307, 308])('does not follow %i', async (status) => {
    let asked = 0
    const elsewhere = await serve((_request, response) => {
      asked += 1
      response.end()
    })
    const { url } = await serve((_request, response) =>
      response.writeHead(status, { location: `${elsewhere.url}/x` }).end())
    const answer = await makeSend()({ ...get(url), method: 'POST', body: 'secret' })
    expect([answer.status, answer.headers['location'], asked]).toEqual([status, `${elsewhere.url}/x`, 0])
  })

  test('joins a header that came more than once', async () => {
    const { url } = await serve((_request, response) => response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end())
    expect((await makeSend()(get(url))).headers['set-cookie']).toBe('a=1, b=2')
  })

  test('a port where nobody listens is network-failed, with what the system said', async () => {
    const { port } = await closedPort()
    const failure = await failureOf(makeSend()(get(`http://127.0.0.1:${port}/userinfo`)), 'network-failed')
    expect(failure.details).toMatchObject({ reason: 'ECONNREFUSED', host: `127.0.0.1:${port}`, purpose: 'userinfo' })
  })

  test('https where there is only http is network-failed', async () => {
    const { port } = await serve((_request, response) => response.end())
    expect(
      (await failureOf(makeSend()(get(`https://127.0.0.1:${port}/`)), 'network-failed')).details['reason'],
    ).toMatch(
      /SSL|WRONG_VERSION/,
    )
  })

  test('a connection that breaks in the middle is network-failed, and nothing is sent twice', async () => {
    let asked = 0
    const { url } = await serve((request, response) => {
      asked += 1
      response.writeHead(200, { 'content-length': 100 }).write('half')
      setImmediate(() => request.socket.destroy())
    })
    await failureOf(makeSend()({ ...get(url), method: 'POST', body: 'code=once' }), 'network-failed')
    expect(asked).toBe(1)
  })

  test('H16 a flood of headers is a failure, not a crash', async () => {
    const { url } = await serve((_request, response) => {
      for (let count = 0; count < 200; count += 1) response.setHeader(`x-${count}`, 'y'.repeat(1000))
      response.end('ok')
    })
    expect((await failureOf(makeSend()(get(url)), 'answer-too-large')).details).toMatchObject({
      limit_bytes: 32_768, part: 'headers',
    })
  })

  test('with TLS checks off goes to loopback and nowhere else', async () => {
    const { url } = await serve((_request, response) => response.end('ok'))
    const send = makeSend({ tlsChecksOff: true })
    expect((await send(get(url))).body).toBe('ok')
    for (const elsewhere of [
      'https://op.example/', 'https://192.168.1.5/', 'https://127.0.0.1.evil.example/',
    ]) await failureOf(send(get(elsewhere)), 'tls-checks-off')
  })

  test('Ctrl-C is given as it is, also while a body is being read', async () => {
    const stop = new AbortController()
    const { url } = await serve((_request, response) => {
      response.writeHead(200).write('…')
      stop.abort(new Error('interrupted by hand'))
    })
    await expect(makeSend({ signal: stop.signal })(get(url))).rejects.toThrow('interrupted by hand')
  })
})

describe('D07: the deadline is for the whole request:', () => {
  test('no answer at all', async () => {
    const { url } = await serve(() => undefined)
    const failure = await failureOf(makeSend({ timeoutSeconds: 1 })(get(url)), 'network-timeout')
    expect(failure.details).toMatchObject({ seconds: 1, purpose: 'userinfo' })
    expect(failure.details).not.toHaveProperty('status_came')
  })

  test.each([['plain', undefined], ['compressed', 'gzip']])('H15 a %s body that drips for ever', async (
    _how, encoding,
  ) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(203, encoding === undefined ? {} : { 'content-encoding': encoding })
      const first = encoding === undefined ? Buffer.from('{') : gzipSync('{'.repeat(2000)).subarray(0, 12)
      response.write(first)
      const drip = setInterval(() => response.write(' '), 100)
      response.once('close', () => clearInterval(drip))
    })
    const started = performance.now()
    const failure = await makeSend({ timeoutSeconds: 1 })(get(url)).catch((error: unknown) => error) as Failure
    expect(['network-timeout', ...encoding === undefined ? [] : ['network-failed']]).toContain(failure.code)
    if (failure.code === 'network-timeout') expect(failure.details, 'what had come').toMatchObject({ status_came: 203 })
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('an address that takes connections and says nothing, in TLS', async () => {
    const server = createServer(socket => socket.on('error', () => undefined))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const started = performance.now()
    await failureOf(makeSend({ timeoutSeconds: 1 })(get(`https://127.0.0.1:${port}/`)), 'network-timeout')
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('D07: a body is counted after decoding:', () => {
  const limit = 512 * 1024
  const answerWith = async (body: Buffer | string, headers: Record<string, string> = {}) => {
    return serve((_request, response) => response.writeHead(200, headers).end(body))
  }

  test('512 KiB pass, one byte more does not; keys may have twice as much', async () => {
    const { url } = await answerWith('x'.repeat(limit))
    expect((await makeSend()(get(url))).body).toHaveLength(limit)
    const more = await answerWith('x'.repeat(limit + 1))
    expect((await failureOf(makeSend()(get(more.url)), 'answer-too-large')).details).toMatchObject({
      limit_bytes: limit,
    })
    expect((await makeSend()(get(more.url, 'jwks'))).body).toHaveLength(limit + 1)
    const keys = await answerWith('x'.repeat(2 * limit + 1))
    await failureOf(makeSend()(get(keys.url, 'jwks')), 'answer-too-large')
  })

  test.each(
    [
      ['gzip', gzipSync], ['x-gzip', gzipSync], ['deflate', deflateSync], ['br', brotliCompressSync],
      ['GZIP', gzipSync],
    ] as const,
  )(
    '%s that nobody asked for is decoded', async (encoding, compress) => {
      const { url } = await answerWith(compress('张三'), { 'content-encoding': encoding })
      expect((await makeSend()(get(url))).body).toBe('张三')
    })

  const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
  test.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)], ['br', (bytes: Buffer) => brotliCompressSync(bytes, fast)],
  ])('H14 a %s bomb is stopped early', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(80_000_000))
    expect(bomb.length).toBeLessThan(200_000)
    const { url } = await answerWith(bomb, { 'content-encoding': encoding })
    const before = process.memoryUsage().rss
    await failureOf(makeSend()(get(url)), 'answer-too-large')
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
  })

  test('an endless body is stopped', async () => {
    const { url } = await serve((_request, response) => {
      const chunk = Buffer.alloc(65_536)
      const more = () => void response.write(chunk, error => error ? undefined : setImmediate(more))
      response.writeHead(200)
      more()
    })
    await failureOf(makeSend()(get(url)), 'answer-too-large')
  })

  test.each([
    ['zstd', 'zstd'], ['aws-chunked', 'aws-chunked'], ['gzip, nonsense', 'nonsense'],
    ['gzip, '.repeat(9), 'gzip, gzip'],
  ])('content-encoding %s is not known here, and named', async (encoding, named) => {
    const { url } = await answerWith('x', { 'content-encoding': encoding })
    const { details } = await failureOf(makeSend()(get(url)), 'network-failed')
    expect(details).toMatchObject({ reason: 'coding-unknown', encoding: expect.stringContaining(named) as unknown })
  })

  test.each<[string, Buffer, string]>([
    ['gzip, gzip', gzipSync(gzipSync('张三')), '张三'], ['deflate, gzip', gzipSync(deflateSync('张三')), '张三'],
    ['GZIP ,br, identity', brotliCompressSync(gzipSync('张三')), '张三'], [',', Buffer.from('张三'), '张三'],
  ])('codings %s are undone from the last to the first', async (encoding, body, text) => {
    const { url } = await answerWith(body, { 'content-encoding': encoding })
    expect((await makeSend()(get(url))).body).toBe(text)
  })

  test('two fields say the same as one', async () => {
    const { url } = await serve((_request, response) => response.writeHead(
      200, [['content-encoding', 'br'], ['content-encoding', 'gzip']].flat(),
    ).end(gzipSync(brotliCompressSync('张三'))))
    expect((await makeSend()(get(url))).body).toBe('张三')
  })

  test('a bomb within a bomb is stopped early', async () => {
    const { url } = await answerWith(gzipSync(gzipSync(Buffer.alloc(80_000_000))), { 'content-encoding': 'gzip, gzip' })
    await failureOf(makeSend()(get(url)), 'answer-too-large')
  })

  test('a body that is not what its encoding says is network-failed', async () => {
    const { url } = await answerWith('not gzip', { 'content-encoding': 'gzip' })
    expect((await failureOf(makeSend()(get(url)), 'network-failed')).details).toMatchObject({
      reason: 'undecodable', encoding: 'gzip',
    })
    const torn = await answerWith(gzipSync('x'.repeat(10_000)).subarray(0, 30), { 'content-encoding': 'gzip' })
    await failureOf(makeSend()(get(torn.url)), 'network-failed')
  })
})

async function closedPort(): Promise<{ port: number }> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return { port }
}
