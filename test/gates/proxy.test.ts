import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { enGivenFailures } from '../../src/messages/en/given.ts'
import { zhGivenFailures } from '../../src/messages/zh/given.ts'
import { chooseProxy } from '../../src/transport/proxy.ts'
import { createSend, type SendOptions } from '../../src/transport/send.ts'
import { freshHome, run } from '../support/cli.ts'
import { makeCertificate } from '../support/certificates.ts'
import { failureOf, serve } from '../transport/support.ts'

const choose = (address: string, variables: Record<string, string>) => {
  const proxy = chooseProxy(new URL(address), variables)
  return proxy
    && ('reason' in proxy
      ? `${proxy.name}: ${proxy.reason}`
      : `${proxy.url.origin} ${proxy.authorization
        ? Buffer.from(proxy.authorization.slice(6), 'base64').toString()
        : '-'}`)
}

describe('proxy: an address is read as curl reads it', () => {
  test.each([
    ['proxy:3128', 'http://proxy:3128 -'], ['http://proxy:3128/', 'http://proxy:3128 -'],
    ['HTTP://proxy', 'http://proxy -'], ['https://proxy:8443', 'https://proxy:8443 -'],
    ['[::1]:3128', 'http://[::1]:3128 -'],
    ['user:pass@proxy:3128', 'http://proxy:3128 user:pass'],
    ['http://user:p@ss#w/?@proxy:3128', 'http://proxy:3128 user:p@ss#w/?'],
    ['http://us%40er:p%25@proxy', 'http://proxy us@er:p%'], ['http://user:100%@proxy', 'http://proxy user:100%'],
    ['http://user@proxy', 'http://proxy user:'], [' proxy:3128\r\n', 'http://proxy:3128 -'],
    ['\uFEFFproxy:3128', 'http://proxy:3128 -'],
    ['socks5h://user:secret@proxy:1080', 'socks5h://proxy:1080: socks'], ['SOCKS4://proxy', 'socks4://proxy: socks'],
    ['ftp://proxy', 'proxy: address'], ['http://', '…: address'], ['proxy:port', '…: address'],
    ['http://user:secret:127.0.0.1', 'http://…: address'], ['user:secret:127.0.0.1:1', '…: address'],
    ['http://user:secret', 'http://…: address'], ['socks5://user:secret:1080', 'socks5://…: socks'],
    ['http://user:se:cret@proxy:port', 'proxy:port: address'],
    ['a b', '…: address'],
  ])('%j', (value, expected) => expect(choose('https://op.example/', { HTTPS_PROXY: value })).toBe(expected))

  test.each<[string, Record<string, string>, string | undefined]>([
    ['https://op.example/', { https_proxy: 'a', HTTPS_PROXY: 'b', ALL_PROXY: 'c' }, 'http://a -'],
    ['https://op.example/', { HTTPS_PROXY: 'b', all_proxy: 'c' }, 'http://b -'],
    ['https://op.example/', { HTTP_PROXY: 'b' }, undefined],
    ['https://op.example/', { ALL_PROXY: 'socks5://c' }, 'socks5://c: socks'],
    ['http://op.example/', { HTTP_PROXY: 'b' }, 'http://b -'],
    ['http://op.example/', { HTTP_PROXY: 'b', REQUEST_METHOD: 'GET' }, undefined],
    ['http://op.example/', { http_proxy: 'b', REQUEST_METHOD: 'GET' }, 'http://b -'],
  ])('%s with %j', (address, variables, expected) => expect(choose(address, variables)).toBe(expected))

  test.each<[string, string, boolean]>([
    ['op.example', 'op.example', true], ['op.example', '.op.example', true], ['a.op.example', 'op.example', true],
    ['a.op.example', '*.op.example', true], ['xop.example', 'op.example', false], ['OP.example', 'op.EXAMPLE.', true],
    ['op.example', 'a, b op.example', true], ['op.example', '*', true], ['op.example', 'op.example:443', true],
    ['op.example', 'op.example:8443', false], ['op.example:8443', 'op.example:8443', true],
    ['10.1.2.3', '10.0.0.0/8', true], ['11.1.2.3', '10.0.0.0/8', false], ['[fd00::1]', 'fd00::/8', true],
    ['[fd00::1]', '[fd00::1]', true], ['[fd00::1]', 'fd00::1', true], ['op.example', ',,', false],
  ])('%s is excused by NO_PROXY=%s: %s', (host, list, excused) => {
    expect(choose(`https://${host}/`, { HTTPS_PROXY: 'p', NO_PROXY: list }) === undefined).toBe(excused)
  })
})

const get = (url: string) => ({ purpose: 'discovery', method: 'GET', url, headers: {} } as const)
const sendThrough = (proxy: string, options: Partial<SendOptions> = {}) =>
  createSend({ timeoutSeconds: 3, signal: new AbortController().signal, proxies: { HTTPS_PROXY: proxy }, ...options })
const failThrough = async (proxy: string) =>
  (await failureOf(sendThrough(proxy)(get('https://op.example/')), 'proxy-failed')).details

/** A proxy that says this to a CONNECT, and the credentials that it was given. */
async function proxySaying(
  answer: (socket: Duplex) => void,
): Promise<{ address: string, asked: () => string | undefined }> {
  const { url, server } = await serve((_request, response) => response.end())
  let asked: string | undefined
  server.on('connect', ({ headers }, socket) => {
    asked = headers['proxy-authorization']
    answer(socket)
  })
  return { address: new URL(url).host, asked: () => asked }
}

describe('proxy: what fails there is told as its failure', () => {
  test.each([
    ['407 x', { status: 407, asks: '' }, /does not say in which way/],
    ['407 x\r\nProxy-Authenticate: ', { status: 407, asks: '' }, /does not say in which way/],
    ['407 x\r\nProxy-Authenticate: ="\u00e9", ,', { status: 407, asks: '' }, /does not say in which way/],
    [
      '407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM',
      { status: 407, asks: 'Negotiate, NTLM' }, /wants Negotiate, NTLM/,
    ], ['407 x\r\nProxy-Authenticate: Basic realm="a, b"', { status: 407 }, /user name and a password/],
    [
      '403 Forbidden', { status: 403 }, /does not let you/,
    ], ['502 Bad Gateway', { status: 502 }, /could not get there/],
    ['200 OK\r\nx', { reason: 'no-http' }, /does not speak HTTP/],
    ['302 Found\r\nlocation: https://portal.example', { status: 302 }, /makes no tunnel/],
  ])('%j', async (said, facts, cause) => {
    const { address } = await proxySaying(socket => socket.end(`HTTP/1.1 ${said}\r\n\r\n`))
    const details = await failThrough(`user:hidden-password@${address}`)
    expect(details).toMatchObject({ proxy: address, variable: 'HTTPS_PROXY', host: 'op.example', ...facts })
    expect(enGivenFailures['proxy-failed'](details).cause).toMatch(cause)
    expect(
      JSON.stringify([details, enGivenFailures['proxy-failed'](details), zhGivenFailures['proxy-failed'](details)]),
    ).not.toContain('hidden-password')
  })

  test('silence, a closed connection, nobody there, an unknown name, SOCKS', async () => {
    const silent = await proxySaying(() => undefined)
    const closing = await proxySaying(socket => socket.destroy())
    const found = await Promise.all([
      silent.address, closing.address, '127.0.0.1:9', 'no-such-proxy.invalid:1', 'socks5://127.0.0.1:1',
    ].map(failThrough))
    expect(found.map(({ reason }) => reason)).toMatchObject([
      'silent', 'closed', 'ECONNREFUSED', expect.stringMatching(/ENOTFOUND|EAI_AGAIN/), 'socks',
    ])
    for (const details of found) expect(enGivenFailures['proxy-failed'](details).message).toMatch(
      /^The proxy \S+ did not lead to op\.example/,
    )
  })

  test('a wrong variable is exit 5 at the front door, with the way out', async () => {
    const { status, stderr } = await run(
      ['login', 'https://op.example', '--client-id', 'x'],
      { home: freshHome(), environment: { https_proxy: 'socks5h://user:hidden-password@127.0.0.1:1' } },
    )
    expect([status, stderr]).toEqual([
      5,
      expect.stringMatching(
        /The proxy socks5h:\/\/127\.0\.0\.1:1 did not lead to op\.example[^]*https_proxy[^]*NO_PROXY=op\.example/,
      ),
    ])
    expect(stderr).not.toContain('hidden-password')
  })
})

describe('proxy: what is for the provider holds behind it', () => {
  const provider = makeCertificate('op.example')
  const client = makeCertificate('client.example')
  const own = makeCertificate('localhost')
  const pem = (path: string) => readFileSync(path, 'utf8')

  /**
   * A provider that asks for a certificate and says whose came, and a proxy of this scheme that leads every host to it.
   */
  async function stand(scheme: 'http' | 'https'): Promise<string> {
    const tls = {
      key: pem(provider.key), cert: pem(provider.certificate), requestCert: true, rejectUnauthorized: false,
    }
    const server = createTlsServer(tls, (request, response) => {
      response.end(JSON.stringify((request.socket as TLSSocket).getPeerCertificate().subject))
    })
    const proxy = scheme === 'http'
      ? createServer()
      : createTlsServer({ key: pem(own.key), cert: pem(own.certificate) })
    proxy.on('connect', (_request, socket: Socket, head: Buffer) => {
      const up = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        up.write(head)
        up.pipe(socket).pipe(up)
      })
      for (const end of [up, socket]) end.on('error', () => [up, socket].map(one => one.destroy()))
    })
    for (const one of [server, proxy]) {
      await new Promise<void>(resolve => one.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => {
        one.closeAllConnections()
        one.close()
      })
    }
    return `${scheme}://localhost:${(proxy.address() as AddressInfo).port}`
  }

  test('--ca, --tls-cert and --tls-key, through http and https', async () => {
    for (const scheme of ['http', 'https'] as const) {
      const address = await stand(scheme)
      const ca = pem(provider.certificate) + pem(own.certificate)
      const options = { ca, certificate: pem(client.certificate), key: pem(client.key), timeoutSeconds: 5 }
      expect((await sendThrough(address, options)(get('https://op.example/'))).body).toContain('client.example')
      const unproven = await failureOf(
        sendThrough(address, { ca: pem(own.certificate), timeoutSeconds: 5 })(get('https://op.example/')),
        'network-failed',
      )
      expect(unproven.details).toMatchObject({
        reason: expect.stringMatching(/SELF_SIGNED/) as string, host: 'op.example',
        proxy: expect.stringContaining('localhost') as string,
      })
    }
  })

  test('a proxy whose own certificate is not trusted is the one that fails', async () => {
    const { details } = await failureOf(
      sendThrough(await stand('https'), { timeoutSeconds: 5 })(get('https://op.example/')), 'proxy-failed',
    )
    expect(details['reason']).toMatch(/SELF_SIGNED/)
    expect(zhGivenFailures['proxy-failed'](details).cause).toContain('代理自己的证书不受信任')
  })
})
