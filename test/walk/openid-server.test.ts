import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scriptedBrowser, type BrowserReport } from '../support/browser.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { startOpenidServer, type OpenidServer, type Registered } from '../support/openid-server.ts'
import { freePort, hasIpv6 } from '../support/ports.ts'
import { leaksIn, secretsOf } from '../support/secrets-seen.ts'
import { documentOf, expectSignedIn, type Json, type Stored } from '../support/walks.ts'

const person = { sub: 'zhangsan', name: 'Zhang San', locale: 'zh-CN', email: 'z@tenant.example' }
let server: OpenidServer
let web: string[]

beforeAll(async () => {
  const ports = [await freePort(), await freePort(), await freePort()]
  web = [
    `http://127.0.0.1:${ports[0]}/oauth/callback`, `http://localhost:${ports[1]}/cb`, `http://[::1]:${ports[2]}/six`,
  ]
  server = await startOpenidServer({ web, native: ['http://127.0.0.1/callback', 'http://[::1]/callback'] })
})

afterAll(() => server.close())
beforeEach(() => void server.exchanges.splice(0))

/** Signs in as one of the server's clients and asserts everything that every good walk has in common. */
async function signIn(
  client: Registered, words: string[], about = person,
): Promise<{ stderr: string, stored: Stored, seen: BrowserReport }> {
  const home = freshHome()
  const browser = scriptedBrowser()
  const environment = client.client_secret === undefined ? {} : { OAUTH_WALK_CLIENT_SECRET: client.client_secret }
  const ended = await runInside(
    ['login', server.issuer, '--client-id', client.client_id, ...words, '--browser', browser.command, '-v'],
    { home, environment },
  )
  const profile = server.issuer.replace('http://', '').replace(/[^A-Za-z0-9]+/g, '-')
  const userinfo = JSON.parse(ended.stdout) as Json
  expect(userinfo).toEqual(about)
  const stored = await expectSignedIn(ended, home, { userinfo, profile })
  const seen = await browser.report()
  const secrets = secretsOf(server.exchanges, {
    ...client.client_secret === undefined ? {} : { client_secret: client.client_secret },
  })
  expect([...secrets.keys()])
    .toEqual(expect.arrayContaining(['code', 'code_verifier', 'access_token', 'refresh_token', 'id_token']))
  expect(leaksIn(ended.stdout + ended.stderr, secrets)).toEqual([])
  expect(server.exchanges).toHaveLength(1)
  expect(stored.session).toMatchObject({
    issuer: server.issuer, subject: 'zhangsan', access_token: secrets.get('access_token'),
  })
  return { stderr: ended.stderr, stored, seen }
}

function requireIpv6(skip: (reason: string) => never): void {
  if (hasIpv6()) return
  process.stdout.write('skipped: this host has no [::1]\n')
  skip('this host has no [::1]')
}

test('client_secret_post, asked for by a flag', async () => {
  const { client_secret = '' } = server.clients.post
  const { stored } = await signIn(server.clients.post, [
    '--auth-method', 'client_secret_post', '--redirect-uri', web[0] ?? '',
  ])
  expect(server.exchanges[0]).toMatchObject({
    request: { client_id: 'post-client', client_secret, redirect_uri: web[0] },
  })
  expect(server.exchanges[0]?.headers.authorization).toBeUndefined()
  expect(stored.session['client_secret']).toBe(client_secret)
})

test('D41: client_secret_basic with an id and a secret that need encoding', async () => {
  const { client_id, client_secret = '' } = server.clients.basic
  await signIn(server.clients.basic, ['--redirect-uri', web[0] ?? ''])
  const [exchange] = server.exchanges
  expect(exchange?.request).not.toHaveProperty('client_secret')
  const credentials = Buffer.from(exchange?.headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString()
  expect(credentials.split(':').map(part => new URLSearchParams(`x=${part}`).get('x'))).toEqual([
    client_id, client_secret,
  ])
})

test('a public client on whatever port is free', async () => {
  const { seen } = await signIn(server.clients.native, ['--port', '0'])
  const [exchange] = server.exchanges
  expect(exchange?.request).toMatchObject({
    client_id: 'native-client', redirect_uri: seen.callbacks[0]?.url.split('?')[0],
  })
  expect(exchange?.request).not.toHaveProperty('client_secret')
  expect(exchange?.headers.authorization).toBeUndefined()
})

test('form_post: the browser posts the answer to the listener', async () => {
  const { seen } = await signIn(server.clients.post, [
    '--auth-method', 'client_secret_post', '--redirect-uri', web[0] ?? '', '--response-mode', 'form_post',
  ])
  expect(seen.callbacks).toMatchObject([
    { url: web[0], form: expect.stringContaining('code=') as string, answer: { status: 200 } },
  ])
})

test('a localhost redirect URI goes over the wire as it was written', async () => {
  const { seen } = await signIn(server.clients.basic, ['--redirect-uri', web[1] ?? ''])
  expect(seen.callbacks[0]?.url.split('?')[0]).toBe(web[1])
  expect(server.exchanges[0]?.request['redirect_uri']).toBe(web[1])
})

test('a redirect URI on [::1]', async ({ skip }) => {
  requireIpv6(skip)
  const { seen } = await signIn(server.clients.basic, ['--redirect-uri', web[2] ?? ''])
  expect(seen.callbacks[0]?.url.split('?')[0]).toBe(web[2])
})

test('a redirect URI on [::1] with whatever port is free', async ({ skip }) => {
  requireIpv6(skip)
  const { seen } = await signIn(server.clients.native, ['--redirect-uri', 'http://[::1]/callback', '--port', '0'])
  expect(seen.callbacks[0]?.url).toMatch(/^http:\/\/\[::1\]:\d+\/callback\?/)
})

test('userinfo that comes as a signed JWT is verified and shown', async () => {
  // A signed answer also says for whom it was made, by whom and until when.
  const about = {
    ...person, aud: 'signed-client', iss: server.issuer, iat: expect.any(Number) as number,
    exp: expect.any(Number) as number,
  }
  const { stderr } = await signIn(
    server.clients.signed, ['--auth-method', 'client_secret_post', '--redirect-uri', web[0] ?? ''], about,
  )
  expect(stderr).toContain('content-type: application/jwt')
  expect(stderr).toMatch(/\n6 {2}(?:(?!\n\d {2})[^])*✓ \d+ checks?: [^\n]*signature/)
})

test('a redirect URI that is not registered leaves the error page to the browser and the walk without an answer', async () => {
  const home = freshHome()
  const browser = scriptedBrowser()
  const ended = await runInside(
    [
      'login', server.issuer, '--client-id', 'native-client', '--redirect-uri', 'http://127.0.0.1/unknown', '--port',
      '0', '--timeout', '1', '--json', '--browser', browser.command,
    ], { home },
  )
  expect(ended.status).toBe(5)
  expect(documentOf(ended)).toMatchObject({ error: { code: 'nobody-came', step: 'consent' } })
  expect(ended.stderr).toContain('exactly this redirect URI is not registered')
  expect((await browser.report()).final).toMatchObject({
    status: 400, page: expect.stringContaining('redirect_uri') as string,
  })
  expect(server.exchanges).toEqual([])
})

test('a wrong client secret is refused with the provider’s own words', async () => {
  const home = freshHome()
  const browser = scriptedBrowser()
  const environment = { OAUTH_WALK_CLIENT_SECRET: 'wrong-secret-of-the-client' }
  const ended = await runInside(
    [
      'login', server.issuer, '--client-id', 'basic client/+:', '--redirect-uri', web[0] ?? '', '--json', '--browser',
      browser.command,
    ],
    { home, environment },
  )
  expect(ended.status).toBe(3)
  expect(documentOf(ended)).toMatchObject({
    error: { code: 'token-refused', step: 'token', exit_code: 3, provider: { error: 'invalid_client', status: 401 } },
  })
  expect(
    leaksIn(ended.stdout + ended.stderr, secretsOf(server.exchanges, { wrong: environment.OAUTH_WALK_CLIENT_SECRET })),
  ).toEqual([])
  expect((await browser.report()).final?.page).toContain('The login did not succeed')
})
