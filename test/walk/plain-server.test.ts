import { expect, onTestFinished, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, run, type Ended } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { startPlainServer, type PlainOptions, type PlainServer } from '../support/plain-server.ts'
import { freePort } from '../support/ports.ts'
import { leaksIn, secretsOf } from '../support/secrets-seen.ts'
import { documentOf, expectSignedIn, storedSessions } from '../support/walks.ts'

const person = { id: 42, name: 'Zhang San' }

async function open(
  options: Omit<PlainOptions, 'redirectUri'> = {},
): Promise<{ server: PlainServer, redirectUri: string, home: string }> {
  const redirectUri = `http://127.0.0.1:${await freePort()}/back`
  const server = await startPlainServer({ redirectUri, ...options })
  onTestFinished(() => server.close())
  return { server, redirectUri, home: freshHome() }
}

function byEndpoints({ endpoints }: PlainServer): string[] {
  return [
    '--authorization-endpoint', endpoints.authorization, '--token-endpoint', endpoints.token, '--userinfo-endpoint',
    endpoints.resource,
  ]
}

function expectNoLeak(ended: Ended, { exchanges, client }: PlainServer): void {
  const secrets = secretsOf(exchanges, { client_secret: client.client_secret })
  expect(secrets.size).toBeGreaterThanOrEqual(4)
  expect(leaksIn(ended.stdout + ended.stderr, secrets)).toEqual([])
}

test('by its endpoints, without OpenID and without any metadata', async () => {
  const { server, redirectUri, home } = await open()
  const browser = scriptedBrowser()
  const ended = await run([
    'login', ...byEndpoints(server), '--client-id', 'plain-client', '--scope', 'basic', '--redirect-uri', redirectUri,
    '--browser', browser.command, '-v',
  ], { home, environment: { OAUTH_WALK_CLIENT_SECRET: server.client.client_secret } })
  const { session } = await expectSignedIn(ended, home, { userinfo: person, profile: 'default' })
  expect(session).toMatchObject({
    issuer: server.origin, client_id: 'plain-client', scope: ['basic'], token_type: 'Bearer',
  })
  expect(session).not.toHaveProperty('id_token')
  expect(session).not.toHaveProperty('subject')
  expect(server.exchanges[0]?.headers.authorization).toMatch(/^Basic /)
  const asked = new URL((await browser.report()).address).searchParams
  expect(asked.has('nonce')).toBe(false)
  expect(asked.get('scope')).toBe('basic')
  expectNoLeak(ended, server)
})

test('by RFC 8414 discovery: the metadata says how the client authenticates', async () => {
  const { server, redirectUri, home } = await open({ metadata: true })
  const browser = scriptedBrowser()
  const ended = await runInside([
    'login', server.origin, '--client-id', 'plain-client', '--redirect-uri', redirectUri, '--profile', 'plain',
    '--browser', browser.command, '-v',
  ], { home, environment: { OAUTH_WALK_CLIENT_SECRET: server.client.client_secret } })
  await expectSignedIn(ended, home, { userinfo: person, profile: 'plain' })
  expect(ended.stderr).toContain(`> GET ${server.origin}/.well-known/openid-configuration`)
  expect(ended.stderr).toContain(`> GET ${server.origin}/.well-known/oauth-authorization-server`)
  expect(server.exchanges[0]).toMatchObject({
    request: { client_id: 'plain-client', client_secret: server.client.client_secret },
  })
  expect(server.exchanges[0]?.headers.authorization).toBeUndefined()
  expectNoLeak(ended, server)
})

test('a public client, and a document that claims no subject', async () => {
  const { server, redirectUri, home } = await open()
  const ended = await runInside([
    'login', ...byEndpoints(server), '--client-id', 'plain-public-client', '--redirect-uri', redirectUri, '--json',
    '--browser', scriptedBrowser().command,
  ], { home })
  expect(ended.status, ended.stderr).toBe(0)
  expect(documentOf(ended)).toMatchObject({
    ok: true, issuer: server.origin, client_id: 'plain-public-client', subject: null, token_type: 'Bearer',
    refreshable: true, userinfo: person,
  })
  expect(server.exchanges[0]?.request).not.toHaveProperty('client_secret')
})

test('without a resource endpoint step 6 says so, and the tokens are kept', async () => {
  const { server, redirectUri, home } = await open()
  const ended = await runInside([
    'login', ...byEndpoints(server).slice(0, 4), '--client-id', 'plain-public-client', '--redirect-uri', redirectUri,
    '--json',
    '--browser', scriptedBrowser().command,
  ], { home })
  expect(ended.status, ended.stderr).toBe(0)
  const document = documentOf(ended)
  expect(document).toMatchObject({ ok: true, userinfo: null })
  expect(document['findings'])
    .toContainEqual(expect.objectContaining({ code: 'userinfo-endpoint-missing', step: 'userinfo' }))
  expect(storedSessions(home)).toHaveLength(1)
})

test('a denial is exit 3, and the browser is told that it did not succeed', async () => {
  const { server, redirectUri, home } = await open()
  const browser = scriptedBrowser({ deny: true })
  const ended = await runInside([
    'login', ...byEndpoints(server), '--client-id', 'plain-public-client', '--redirect-uri', redirectUri, '--json',
    '--browser', browser.command,
  ], { home })
  expect(ended.status, ended.stderr).toBe(3)
  expect(documentOf(ended)).toMatchObject({
    ok: false, error: { code: 'access-denied', step: 'callback', provider: { error: 'access_denied' } },
  })
  expect((await browser.report()).final?.page).toContain('The login did not succeed')
  expect(storedSessions(home)).toEqual([])
  expect(server.exchanges).toEqual([])
})

test('a code that has expired is exit 3 with what to do', async () => {
  const { server, redirectUri, home } = await open({ expiredCodes: true })
  const ended = await runInside([
    'login', ...byEndpoints(server), '--client-id', 'plain-public-client', '--redirect-uri', redirectUri, '--json',
    '--browser', scriptedBrowser().command,
  ], { home })
  expect(ended.status, ended.stderr).toBe(3)
  expect(documentOf(ended)).toMatchObject({
    error: {
      code: 'token-refused', step: 'token',
      hint: expect.stringContaining('oauth-walk login --authorization-endpoint http') as string,
      provider: { error: 'invalid_grant', status: 400 },
    },
  })
  expect(ended.stderr).toContain('authorization code has expired')
  expect(server.exchanges).toHaveLength(1)
  expect(storedSessions(home)).toEqual([])
})

test('without PKCE only when told so, with a warning', async () => {
  const { server, redirectUri, home } = await open()
  const browser = scriptedBrowser()
  const ended = await runInside([
    'login', ...byEndpoints(server), '--client-id', 'plain-client', '--redirect-uri', redirectUri, '--no-pkce',
    '--browser', browser.command,
  ], { home, environment: { OAUTH_WALK_CLIENT_SECRET: server.client.client_secret } })
  await expectSignedIn(ended, home, { userinfo: person, profile: 'default' })
  expect(ended.stderr).toContain('PKCE is off')
  expect(new URL((await browser.report()).address).searchParams.has('code_challenge')).toBe(false)
  expect(server.exchanges[0]?.request).not.toHaveProperty('code_verifier')
})
