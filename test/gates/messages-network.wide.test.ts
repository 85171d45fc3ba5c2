import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { runToError } from '../cli/support.ts'
import { freshHome } from '../support/cli.ts'
import { serve } from '../transport/support.ts'

/** The failure of a login whose provider answers the first request so. */
async function failAt(headers: Record<string, string>, body: Buffer | string = '{}') {
  const { url } = await serve((_request, response) => response.writeHead(200, headers).end(body))
  return runToError(5, ['login', url, '--client-id', 'walker', '--no-open'], { home: freshHome() }) as Promise<{
    code: string
    message: string
    cause: string
  }>
}

describe('messages: of an answer that came, nobody says that it did not', () => {
  test.each<[string, Record<string, string>, Buffer | string, RegExp, RegExp]>([
    [
      'gzip that is cut off', { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(10_000)).subarray(0, 30),
      /answered, but the body can’t be decoded \(content-encoding: gzip\)/, /cut off/,
    ],
    [
      'gzip that is none', { 'content-encoding': 'gzip' }, '{}', /answered, but the body can’t be decoded/,
      /not what its content-encoding says/,
    ],
    [
      'brotli that is none', { 'content-encoding': 'br' }, '{}', /content-encoding: br\)/,
      /not what its content-encoding says/,
    ],
    [
      'a coding that is not known', { 'content-encoding': 'zstd' }, '{}', /content-encoding: zstd\)/,
      /known here are gzip, deflate and br/,
    ],
    [
      'header fields without end', { 'x-long': 'x'.repeat(70_000) }, '{}',
      /answered with header fields of more than 32768 bytes/, /No message/,
    ],
  ])('%s', async (_what, headers, body, message, cause) => {
    const told = await failAt(headers, body)
    expect(told.message).toMatch(message)
    expect(told.cause).toMatch(cause)
  })

  test.each([['a body without its end', '{'], ['a body that did not begin', '']])('%s', async (_what, begun) => {
    const { url } = await serve((_request, response) => void response.writeHead(201).write(begun || '\n'))
    const told = await runToError(
      5, ['login', url, '--client-id', 'walker', '--no-open', '--http-timeout', '1'], { home: freshHome() },
    )
    expect(told).toMatchObject({
      code: 'network-timeout', retryable: true,
      message: expect.stringMatching(/answered with status 201, but its answer did not end within 1 s/) as string,
      cause: expect.not.stringMatching(/firewall/) as string,
    })
  })

  test('what came of an answer is said in Chinese too', () => {
    const details = { host: 'op.example', seconds: 2, purpose: 'token' }
    const [silent, begun] = [details, { ...details, status_came: 200 }].map(zh.failures['network-timeout'])
    expect([silent?.message, silent?.cause]).toEqual([
      expect.stringMatching(/没有响应/), expect.stringMatching(/防火墙.*授权码可能已经作废/),
    ])
    expect([begun?.message, begun?.cause]).toEqual([
      expect.stringMatching(/状态码 200，但响应在 2 秒内没有传完/), expect.stringMatching(/^(?!.*防火墙).*授权码可能已经作废/),
    ])
  })

  test.each<[string, RegExp, RegExp]>([
    ['ECONNREFUSED', /can’t be reached/, /无法连接/], ['ENOTFOUND', /can’t be reached/, /无法连接/],
    ['EHOSTUNREACH', /can’t be reached/, /无法连接/],
    // Of our own finding: somebody was reached.
    [
      'CERT_HAS_EXPIRED', /no secure connection/, /安全连接/,
    ], ['SELF_SIGNED_CERT_IN_CHAIN', /no secure connection/, /安全连接/],
    ['HPE_INVALID_CONSTANT', /does not answer as HTTP/, /不是合规的 HTTP/],
    ['ECONNRESET', /broke/, /中断/], ['EPIPE', /broke/, /中断/],
  ])('%s', (reason, english, chinese) => {
    const details = { reason, host: 'op.example', url: 'https://op.example/token', purpose: 'token' }
    expect(en.failures['network-failed'](details).message).toMatch(english)
    expect(zh.failures['network-failed'](details).message).toMatch(chinese)
  })

  test.each<[string, boolean, RegExp, RegExp]>([
    // Go's servers say so where none was shown at all.
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', false, /asks for a client certificate/, /None was shown/],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', true, /does not take the client’s certificate/, /was shown/],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', true, /does not know the CA/, /was shown/],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', true, /broke/, /before the whole answer was there: the server/],
    ['ECONNRESET', true, /broke/, /The certificate of --tls-cert was shown/],
    ['ECONNRESET', false, /broke/, /^(?!.*certificate)/],
  ])('%s, a certificate shown: %s', (reason, certificate_shown, message, cause) => {
    const told = en.failures['network-failed']({
      reason, host: 'op.example', url: 'https://op.example/token', certificate_shown,
    })
    expect([told.message, told.cause]).toEqual([
      expect.stringMatching(message) as string, expect.stringMatching(cause) as string,
    ])
  })

  test('a way that is not there did not break', () => {
    expect(en.failures['network-failed']({ reason: 'ENETUNREACH', host: 'op.example' }).cause)
      .toContain('No way leads there')
  })
})
