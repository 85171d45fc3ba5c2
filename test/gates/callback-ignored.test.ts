import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { freePort } from '../support/ports.ts'
import { zhihu } from '../providers/doubles/zhihu.ts'
import { visit as visitVendor } from '../providers/doubles/asian-walk.ts'
import { walkVendor } from '../support/vendor-walk.ts'
import { startVendor } from '../support/vendor-double.ts'
import { browse } from '../support/user-agent.mjs'
import { freshStub, get, sendRaw, startWaiting, type Waiting } from '../support/waiting-walk.ts'
import { documentOf } from '../support/walks.ts'

type Failed = Record<string, unknown>
  & { cause: string, ignored: { reason: string, path?: string, error?: string, count: number }[] }

/** Ends a login that waits, and gives what its document says of the failure. */
async function failureOf({ running }: Waiting): Promise<Failed> {
  return documentOf(await running.ended)['error'] as Failed
}

async function wait(...words: string[]): Promise<Waiting> {
  return startWaiting(await freshStub(), ['--port', '0', '--json', ...words])
}

describe('what was ignored', () => {
  test('is told when nobody came: each kind once, with how often, in the cause and in error.ignored', async () => {
    const walk = await wait('--timeout', '4')
    const [host, query] = [walk.host, `code=c&state=${walk.state}`]
    const raw = async (target: string, ...more: string[]) =>
      sendRaw(walk.port, [`GET ${target} HTTP/1.1`, `Host: ${more[0] ?? host}`, 'Connection: close', ...more.slice(1)])
    for (let n = 0; n < 3; n++) await raw(`/callback/?${query}`)
    await raw('/callback?error=access_denied')
    await raw('/callback?error=%1b%5b2Jmy_own_words&state=x')
    await raw('/callback')
    await raw(`/callback?${query}`, `localhost:${walk.port}`)
    await raw(`/callback?${query}`, host, 'Sec-Fetch-Mode: cors')
    await raw(`/callback?${query}&x=%`)
    await raw('/favicon.ico')
    await raw(`/${'x'.repeat(300)}?error=login_required`)
    const { code, exit_code, cause, ignored } = await failureOf(walk)
    expect([code, exit_code]).toEqual(['nobody-came', 5])
    expect(ignored.map(({ path = '', ...fact }) => ({ ...fact, path: path.replace(/x{9,}/, 'x…') }))).toEqual([
      { reason: 'other-path', path: '/callback/', count: 3 },
      { reason: 'missing-state-with-error', path: '/callback', error: 'access_denied', count: 1 },
      { reason: 'wrong-state-with-error', path: '/callback', error: 'other', count: 1 },
      { reason: 'no-parameters', path: '/callback', count: 1 },
      { reason: 'wrong-host', path: '/callback', count: 1 },
      { reason: 'not-a-navigation', path: '/callback', count: 1 },
      { reason: 'malformed-encoding', path: '/callback', count: 1 },
      { reason: 'other-path', path: '/favicon.ico', count: 1 },
      { reason: 'other-path', path: '/x……', error: 'login_required', count: 1 },
    ])
    expect(cause).toContain('a request came to /callback/ (expected /callback) (3 times)')
    expect(cause).toContain('an answer without state said access_denied')
    expect(cause).not.toMatch(/not registered|favicon|my_own_words/)
  })

  test('is said in Chinese too, and bounded however many paths are asked for', async () => {
    const walk = await wait('--timeout', '3', '--lang', 'zh')
    for (let n = 0; n < 60; n++) await get(`http://${walk.host}/${n}`)
    await get(`${walk.redirectUri}?error=access_denied`)
    const { cause, ignored } = await failureOf(walk)
    expect(cause).toContain('收到一个发往 /0 的请求（应为 /callback）')
    expect(ignored.length).toBeLessThanOrEqual(30)
    expect(ignored.reduce((sum, { count }) => sum + count, 0)).toBe(61)
  })

  test('is told too when the login ends in another way', async () => {
    const walk = await wait()
    await get(`${walk.redirectUri}?code=c&state=another`)
    await browse(walk.address, { send: ['denied'] })
    expect(await failureOf(walk)).toMatchObject({
      code: 'access-denied', exit_code: 3, ignored: [{ reason: 'wrong-state', count: 1 }],
    })
  })

  test('leaves nothing of its values behind: a code without proof changes no result', async () => {
    const walk = await wait('-v')
    const words = ['248289761001', 'Jane Doe', 'jane@stub.example', 'stub client', 'openid']
    for (const word of words) await get(`${walk.redirectUri}?code=${encodeURIComponent(word)}&state=another`)
    await browse(walk.address)
    const { stdout, stderr } = await walk.running.ended
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true, subject: '248289761001',
      userinfo: { sub: '248289761001', name: 'Jane Doe', email: 'jane@stub.example' },
    })
    expect(stderr).not.toMatch(/<code#\w+>.*@stub|state=another/)
  })
})

test('what Node would answer or drop by itself is told like any other request', async () => {
  const walk = await wait()
  const target = `/callback?code=c&state=${walk.state}`
  const raw = async (line: string, ...fields: string[]) =>
    (await sendRaw(walk.port, [line, ...fields, 'Connection: close'])).split('\r\n', 1)[0]
  const host = `Host: ${walk.host}`
  expect([
    await raw(`CONNECT ${walk.host} HTTP/1.1`, host), await raw(`GET ${target} HTTP/1.1`, host, 'Expect: banana'),
    await raw(`GET ${target} HTTP/1.1`, 'Host: evil.example', 'Expect: banana'), await raw(`GET ${target} HTTP/1.1`),
    await raw(`GET ${target} HTTP/1.0`),
    await raw(`GET ${target} HTTP/1.1`, host, 'Upgrade: websocket'),
  ]).toEqual(['', 'HTTP/1.1 417 Expectation Failed', ...Array<string>(4).fill('HTTP/1.1 403 Forbidden')])
  await browse(walk.address, { send: ['denied'] })
  expect((await failureOf(walk)).ignored.map(({ reason, path, count }) => [reason, path, count])).toEqual([
    ['strange-target', walk.host, 1], ['not-a-navigation', '/callback', 1], ['wrong-host', '/callback', 3],
    ['upgrade', '/callback', 1],
  ])
})

describe('an answer with our state by the other method', () => {
  test('a query where a form was asked for ends the login and is named', async () => {
    const walk = await wait('--response-mode', 'form_post')
    await get(`${walk.redirectUri}?code=c&state=${walk.state}`)
    expect(await failureOf(walk)).toMatchObject({
      code: 'response-mode', step: 'callback', exit_code: 4, expected: 'form_post', came: 'query',
      cause: expect.stringContaining('ignored response_mode') as string,
    })
    expect(walk.stub.counts.token).toBe(0)
  })

  test('so does a denial by query, and a form where a query was asked for', async () => {
    const [denied, posted] = [await wait('--response-mode', 'form_post'), await wait()]
    await get(`${denied.redirectUri}?error=access_denied&state=${denied.state}`)
    const body = `code=c&state=${posted.state}`
    await sendRaw(
      posted.port,
      [
        'POST /callback HTTP/1.1', `Host: ${posted.host}`, 'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${body.length}`, 'Connection: close',
      ],
      body,
    )
    expect([(await failureOf(denied))['code'], (await failureOf(posted))['code']]).toEqual([
      'response-mode', 'response-mode',
    ])
  })

  test('without our state it is refused as ever, and the wait goes on', async () => {
    const walk = await wait()
    const body = 'code=c&state=another'
    const answer = await sendRaw(
      walk.port,
      [
        'POST /callback HTTP/1.1', `Host: ${walk.host}`, 'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${body.length}`, 'Connection: close',
      ],
      body,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 405 [^]*allow: GET\r\n/i)
    await browse(walk.address)
    expect((await walk.running.ended).status).toBe(0)
  })
})

test('a missing iss does not hide what the provider said', async () => {
  const walk = await wait()
  await get(`${walk.redirectUri}?error=login_required&error_description=sign+in+first&state=${walk.state}`)
  const { stdout, stderr } = await walk.running.ended
  expect(documentOf({ stdout })).toMatchObject({
    error: {
      code: 'response-issuer', exit_code: 4, provider: { error: 'login_required', error_description: 'sign in first' },
    },
  })
  expect(stderr).toContain('login_required: sign in first')
})

test('a second tab, a reload and the start address get “already done” while the first still waits for its end', async () => {
  const walk = await wait()
  const good = walk.stub.good.token
  const seen: string[] = []
  walk.stub.reset({
    token: async (asked, stub) => {
      for (const path of [`/callback?code=c&state=${walk.state}`, '/callback?code=c&state=x', '/done']) seen.push(
        (await get(`http://${walk.host}${path}`)).page,
      )
      return good(asked, stub)
    },
  })
  await browse(walk.address)
  expect((await walk.running.ended).status).toBe(0)
  expect(seen.map(page => /<h1 [^>]*>(.*?)<\/h1>/.exec(page)?.[1])).toEqual(Array(3).fill('This login is already done'))
  expect(walk.stub.counts.token).toBe(1)
})

describe('a provider that may leave the state out', () => {
  test('is not believed without the cookie: exit 4, with the way out, and nothing is redeemed', async () => {
    const redirectUri = zhihu.redirectUri.replace('PORT', String(await freePort()))
    const double = await startVendor(origin => zhihu.build(redirectUri, origin))
    const words = ['--client-id', zhihu.client.id, '--redirect-uri', redirectUri, '--json']
    const ended = await walkVendor('zhihu', double, words, { home: freshHome(), secret: zhihu.client.secret })
    await double.close()
    expect(documentOf(ended)).toMatchObject({
      error: {
        code: 'state', step: 'callback', exit_code: 4, cause: expect.stringContaining('no --no-open') as string,
      },
    })
    expect(double.at('/access_token')).toEqual([])
  })

  test('is believed with it', async () => {
    const { login } = await visitVendor(zhihu)
    expect((await login(['--json'])).status).toBe(0)
  })
})
