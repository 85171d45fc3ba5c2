import { writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome, program } from '../support/cli.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { anyText, containing, matching, plantProfile, plantSession, readSession } from './support.ts'
import * as atDoor from './support.ts'
import { startStub } from './stub-provider.ts'

interface Asked { method: string | undefined, url: string | undefined, headers: IncomingHttpHeaders, body: Buffer }

/** A resource server on an origin of its own. */
async function startApi(
  answer: (response: ServerResponse, asked: Asked, count: number) => void = response => response.end('{"ok":1}'),
) {
  const asked: Asked[] = []
  const server = createServer((request, response) => void buffer(request).then((body) => {
    const one = { method: request.method, url: request.url, headers: request.headers, body }
    asked.push(one)
    answer(response, one, asked.length)
  }))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function signedIn(parts: Record<string, unknown> = {}) {
  const stub = await startStub()
  const home = freshHome()
  plantSession(home, stub.issuer, parts)
  return { stub, home }
}

describe('api', () => {
  test('sends the profile’s token to its provider and prints the body as it came', async () => {
    const { stub, home } = await signedIn()
    const { stdout, stderr } = await atDoor.runTo(0, ['api', `${stub.issuer}/userinfo`, '--quiet'], { home })
    expect([JSON.parse(stdout), stderr]).toEqual([{ sub: 'zhang-san', name: '张三' }, ''])
    expect(stub.seen).toMatchObject([
      { path: '/userinfo', method: 'GET', authorization: 'Bearer planted-access-token/+=' },
    ])
  })

  test.each([['--include'], ['--json']])('no header field that is shown repeats the token, with %s', async (...flags) => {
    const { origin } = await startApi((response, { headers: { authorization = '' } }) => {
      response.writeHead(200, { 'x-echo': authorization, 'set-cookie': 'id=abcdefgh12345678' })
      response.end(JSON.stringify({ authorization }))
    })
    const { home } = await signedIn()
    const { stdout } = await runTo(0, ['api', '--allow-origin', origin, `${origin}/x`, ...flags], { home })
    const head = flags.includes('--json') ? stdout : stdout.slice(0, stdout.indexOf('\r\n\r\n'))
    expect(head).toMatch(/x-echo"?: ?"?Bearer <access_token#[\da-f]{4}>/)
    expect(head).not.toMatch(/planted-access-token|abcdefgh12345678/)
  })

  test('prints bytes that are no text as they are', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    const { origin } = await startApi(response => response.end(bytes))
    const { home } = await signedIn()
    const file = join(freshHome(), 'out')
    const { execFile } = await import('node:child_process')
    const shell = `node "${program}" api --allow-origin ${origin} ${origin}/x > "${file}"`
    await new Promise<void>((resolve, reject) => execFile('sh', ['-c', shell], {
      env: { PATH: process.env['PATH'], OAUTH_WALK_HOME: home },
    }, error => error ? reject(new Error(error.message)) : resolve()))
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(await runJson(0, ['api', '--allow-origin', origin, `${origin}/x`], { home })).toMatchObject({
      status: 200, body_encoding: 'base64', body: bytes.toString('base64'),
    })
  })

  test('-X, -H, --data and --data-file make the request; --include shows how it was answered', async () => {
    const { asked, origin } = await startApi((response) => {
      response.writeHead(201, { 'x-answer': 'yes', 'content-type': 'text/plain' }).end('made')
    })
    const { home } = await signedIn()
    const allow = ['--allow-origin', origin]
    const file = join(freshHome(), 'body')
    writeFileSync(file, Buffer.from([0xff, 0x00, 0x41]))
    const put = [
      'api', `${origin}/a?b=c#d`, ...allow, '-X', 'put', '-H', 'X-One: 1', '-H', 'x-two:2', '--data', '{"a":1}',
      '--include',
    ]
    expect((await runTo(0, put, { home })).stdout)
      .toMatch(/^HTTP 201\r\n(?:.*\r\n)*x-answer: yes\r\n(?:.*\r\n)*\r\nmade$/)
    await runTo(0, ['api', origin, ...allow, '--data-file', file, '-H', 'content-type: image/png'], { home })
    await atDoor.runTo(0, ['api', origin, ...allow, '--data-file', '-'], { home, input: 'a=b' })
    expect(asked).toMatchObject([
      { method: 'PUT', url: '/a?b=c', headers: { 'x-one': '1', 'x-two': '2', 'content-type': 'application/json' } },
      { method: 'POST', headers: { 'content-type': 'image/png' } },
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ])
    expect(asked.map(({ body }) => body.toString('latin1'))).toEqual(['{"a":1}', '\xff\x00A', 'a=b'])
  })

  test.each([
    [404, 'not here'], [500, 'broken'], [403, '{"error":"insufficient_scope"}'],
  ])('status %i ends with 3, its body printed', async (status, body) => {
    const { origin } = await startApi(response => void response.writeHead(status).end(body))
    const { home } = await signedIn()
    const { stdout, stderr } = await runTo(3, ['api', '--allow-origin', origin, origin], { home })
    expect([stdout, stderr]).toEqual([body, containing(String(status === 403 ? 'insufficient_scope' : status))])
    const document = await runJson(3, ['api', '--allow-origin', origin, origin], { home })
    expect(document).toMatchObject({
      ok: false, status, body, body_encoding: 'utf-8', headers: { connection: anyText },
      error: { code: 'resource-refused', provider: { status } },
    })
  })

  test('refreshes first when the token is about to expire', async () => {
    const { stub, home } = await signedIn({ expires_at: Date.now() + 1000 })
    const { asked, origin } = await startApi()
    await runTo(0, ['api', '--allow-origin', origin, origin], { home })
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer stub-access-1/+='])
    expect(stub.seenAt('/token')).toHaveLength(1)
  })

  test('says that a refresh was in vain, and offers no other one', async () => {
    const { origin } = await startApi(response =>
      void response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end())
    const { home } = await signedIn()
    const told = await runToError(3, ['api', '--allow-origin', origin, `${origin}/x`], { home })
    expect(told['cause']).toContain('was refreshed, and the new one refused too')
    expect(JSON.stringify(told)).not.toContain('token refresh')
    expect(JSON.stringify(told)).toMatch(/--resource or --scope[^]*oauth-walk login/)
  })

  test('refreshes once when the token is refused, and asks once more', async () => {
    const { stub, home } = await signedIn()
    const { asked, origin } = await startApi((response, { headers }) => {
      response.writeHead(headers.authorization === 'Bearer stub-access-1/+=' ? 200 : 401).end('answer')
    })
    expect((await runTo(0, ['api', '--allow-origin', origin, origin, '--data', 'x'], { home })).stdout).toBe('answer')
    expect(asked.map(({ headers, body }) => [headers.authorization, body.toString()])).toEqual([
      ['Bearer planted-access-token/+=', 'x'], ['Bearer stub-access-1/+=', 'x'],
    ])
    const { asked: refused, origin: other } = await startApi(response => void response.writeHead(401).end())
    await runTo(3, ['api', '--allow-origin', other, other], { home })
    expect([refused.length, stub.seenAt('/token').length]).toEqual([2, 2])
  })

  test('does not say of a token that it has just been given that it has expired', async () => {
    const { home } = await signedIn()
    const { origin } = await startApi(response =>
      void response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end())
    const { error } = await runJson(3, ['api', '--allow-origin', origin, origin], { home })
    expect(error).toMatchObject({
      code: 'resource-refused', cause: expect.stringContaining('it has not expired') as string,
    })
  })

  test('D04: follows no redirect, not even to the same host', async () => {
    const { asked, origin } = await startApi((response, { url }) =>
      void response.writeHead(url === '/there' ? 200 : 302, { location: '/there' }).end('moved'))
    const { home } = await signedIn()
    const { stdout } = await runTo(4, ['api', '--allow-origin', origin, `${origin}/here`], { home })
    expect([stdout, asked.map(({ url }) => url)]).toEqual(['moved', ['/here']])
    const document = await runJson(4, ['api', '--allow-origin', origin, `${origin}/here`], { home })
    expect(document).toMatchObject({
      ok: false, status: 302, headers: { location: '/there' }, body: 'moved', error: { code: 'redirect-refused' },
    })
  })
})

describe('api sends the token nowhere else:', () => {
  test('another origin, port or look-alike is refused before anything is sent', async () => {
    const { asked, origin } = await startApi()
    const { stub, home } = await signedIn()
    for (const url of [origin, stub.issuer.replace('127.0.0.1', 'localhost'), 'https://127.0.0.1/']) {
      expect(await runToError(2, ['api', url], { home })).toMatchObject({
        code: 'origin-not-allowed', hint: containing('--allow-origin'),
      })
    }
    expect([asked, stub.seenAt('/token')]).toEqual([[], []])
  })

  test('what a refused origin is told includes where the token may go, and whose token it is', async () => {
    const { stub, home } = await signedIn()
    const given = { home, environment: { OAUTH_WALK_ACCESS_TOKEN: 'at-1' } }
    for (const [options, whose] of [
      [{ home }, 'The token of profile "default"'], [given, 'The token of OAUTH_WALK_ACCESS_TOKEN'],
    ] as const) {
      const { message, cause } = await runToError(2, ['api', 'https://api.example/'], options)
      expect([message, cause]).toEqual([
        `${whose} may not go to https://api.example`, containing(`It may go to: ${stub.issuer}`),
      ])
    }
  })

  test.each([
    'http://api.example/x', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'http://user:password@127.0.0.1/', 'nowhere',
  ])('%s is no address for a token', async (url) => {
    const { home } = await signedIn()
    expect(await runToError(2, ['api', url, '--allow-origin', 'https://api.example'], { home })).toMatchObject({
      code: 'setting-invalid',
    })
  })

  test.each([
    'Authorization: Bearer mine', 'Host: evil.example', 'X-A: b\r\nX-C: d', 'X-A: b\nX-C: d', 'X-A\r: b',
    'Content-Length: 0', 'no colon', ': x', 'Transfer-Encoding: chunked',
  ])('a header field %j is refused', async (line) => {
    const { stub, home } = await signedIn()
    expect(await runToError(2, ['api', stub.issuer, '-H', line], { home })).toMatchObject({
      code: 'setting-invalid', message: containing('--header'),
    })
    expect(stub.seen).toEqual([])
  })

  test.each(['TRACE', 'CONNECT', 'GET / HTTP/1.1', 'G\r\nX'])('the method %j is refused', async (method) => {
    const { stub, home } = await signedIn()
    expect(await runToError(2, ['api', stub.issuer, '-X', method], { home })).toMatchObject({ code: 'setting-invalid' })
  })

  test('an allowed origin is only an origin', async () => {
    const { home } = await signedIn()
    expect(
      await runToError(2, ['api', 'https://api.example/', '--allow-origin', 'https://api.example/path'], { home }),
    ).toMatchObject(
      { code: 'setting-invalid' },
    )
  })
})

describe('api may go to', () => {
  test('an origin that --remember keeps in the profile, and no longer than there', async () => {
    const { asked, origin } = await startApi()
    const { home } = await signedIn()
    await runTo(0, ['api', origin, '--allow-origin', origin, '--remember'], { home })
    await runTo(0, ['api', origin], { home })
    expect(asked).toHaveLength(2)
    expect(readSession(home).access_token).toBe('planted-access-token/+=')
  })

  test('the resources of the profile, but not what a flag names as one', async () => {
    const { asked, origin } = await startApi()
    const { stub, home } = await signedIn()
    plantProfile(home, 'default', {
      target: stub.issuer, issuer: stub.issuer, 'client-id': 'walker', resource: [`${origin}/v1`],
    })
    await runTo(0, ['api', `${origin}/v1/things`], { home })
    expect(asked).toHaveLength(1)
  })

  test('what the provider publishes as its endpoints', async () => {
    const { asked, origin } = await startApi()
    const { stub, home } = await signedIn()
    const good = stub.endpoints['/.well-known/openid-configuration']
    stub.endpoints['/.well-known/openid-configuration'] = async (seen) => {
      const said = await good?.(seen)
      return { body: { ...said?.body as object, userinfo_endpoint: `${origin}/userinfo` } }
    }
    await runTo(0, ['api', `${origin}/userinfo`], { home })
    expect(asked).toHaveLength(1)
  })

  test('an allowed origin with OAUTH_WALK_ACCESS_TOKEN and no profile at all', async () => {
    const { asked, origin } = await startApi()
    const environment = { OAUTH_WALK_ACCESS_TOKEN: 'given', OAUTH_WALK_ALLOW_ORIGIN: origin }
    await runTo(0, ['api', origin], { home: freshHome(), environment })
    expect(asked).toMatchObject([
      { headers: { authorization: 'Bearer given', 'user-agent': matching(/^oauth-walk\//) } },
    ])
    expect(await runToError(7, ['api', origin], { home: freshHome() })).toMatchObject({ code: 'no-session' })
  })
})
