import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { pagePolicy } from '../../src/sandbox/pages/policy.ts'
import { quietly } from '../../src/sandbox/library.ts'
import { signInAsTheUser } from '../../src/sandbox/index.ts'
import { occupantOf } from '../../src/sandbox/identity.ts'
import { HandClient, openCallback, openSandbox, walkedClient, walkToCallback } from './support.ts'

describe('the ID token', () => {
  test('says when the user signed in, and lives for an hour', async () => {
    const { callback, client } = await walkedClient()
    const { params } = await walkToCallback(client, callback, { max_age: '3600' })
    const { body } = await client.exchange(params.get('code') ?? '')
    const claims = decodeJwt(String(body['id_token']))
    expect(claims['auth_time']).toBeCloseTo(Date.now() / 1000, -2)
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600)
  })

  test('of a refresh has the same subject and audience', async () => {
    const { client, tokens } = await walkedClient()
    const { body } = await client.refresh(tokens['refresh_token'])
    const [before, after] = [decodeJwt(String(tokens['id_token'])), decodeJwt(String(body['id_token']))]
    expect([after.iss, after.sub, after.aud]).toEqual([before.iss, before.sub, before.aud])
  })
})

describe('refresh tokens', () => {
  test.each([
    [undefined], ['login'], ['consent'], ['login consent'],
  ])('come with offline_access whatever the prompt: %s', async (prompt) => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const client = new HandClient(sandbox, callback.uri)
    const { params } = await walkToCallback(client, callback, { prompt })
    expect((await client.exchange(params.get('code') ?? '')).body['refresh_token']).toBeTypeOf('string')
  })

  test('of five parallel uses at most one succeeds', async () => {
    const { client, tokens } = await walkedClient()
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.refresh(tokens['refresh_token'])))
    expect(answers.filter(answer => answer.status === 200).length).toBeLessThanOrEqual(1)
    expect(answers.filter(answer => answer.body['error'] === 'invalid_grant').length).toBeGreaterThanOrEqual(4)
  })

  test('can be narrowed, not widened', async () => {
    const { client, tokens } = await walkedClient()
    const refresh = (scope: string, token: unknown) =>
      client.post('/token', { grant_type: 'refresh_token', refresh_token: String(token), scope })
    expect((await refresh('openid email', tokens['refresh_token'])).body['error']).toBe('invalid_scope')
    const narrow = await refresh('openid', tokens['refresh_token'])
    expect(narrow.body['scope']).toBe('openid')
    expect((await client.userinfo(narrow.body['access_token'])).body).toEqual({ sub: '123456' })
  })
})

describe('userinfo', () => {
  test('takes the token in a POST body too, never in the query', async () => {
    const { sandbox, tokens } = await walkedClient()
    const token = String(tokens['access_token'])
    const posted = await fetch(`${sandbox.issuer}/userinfo`, {
      method: 'POST', body: new URLSearchParams({ access_token: token }),
    })
    expect(posted.status).toBe(200)
    expect((await fetch(`${sandbox.issuer}/userinfo?access_token=${token}`)).status).toBe(400)
  })
})

test('without openid it is plain OAuth 2.0: no ID token, no userinfo', async () => {
  const sandbox = await openSandbox()
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  const { params } = await walkToCallback(client, callback, { scope: 'profile', nonce: undefined })
  const { body } = await client.exchange(params.get('code') ?? '')
  expect(body).not.toHaveProperty('id_token')
  expect((await client.userinfo(body['access_token'])).status).toBe(403)
})

test('a pushed authorization request (RFC 9126) leads through the same pages', async () => {
  const sandbox = await openSandbox()
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  const pushed = await client.post(
    '/par', Object.fromEntries(new URL(client.authorizationUrl({ prompt: 'consent' })).searchParams),
  )
  expect(pushed.status).toBe(201)
  const short = `${sandbox.issuer}/user/authorize?${new URLSearchParams({
    client_id: client.clientId, request_uri: String(pushed.body['request_uri']),
  }).toString()}`
  const arrival = await walkToCallback(Object.assign(client, { authorizationUrl: () => short }), callback)
  expect((await client.exchange(arrival.params.get('code') ?? '')).body['refresh_token']).toBeTypeOf('string')
})

test('a pushed request that the user did not allow can be shown no second time', async () => {
  const sandbox = await openSandbox()
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  const pushed = await client.post('/par', Object.fromEntries(new URL(client.authorizationUrl()).searchParams))
  const short = `${sandbox.issuer}/user/authorize?${new URLSearchParams({
    client_id: client.clientId, request_uri: String(pushed.body['request_uri']),
  }).toString()}`
  await signInAsTheUser(short, { deny: true })
  expect(callback.arrivals.map(({ params }) => params.get('error'))).toEqual(['access_denied'])
  const again = await fetch(short, { redirect: 'manual' })
  expect([again.status, again.headers.get('location')]).toEqual([400, null])
})

test('a DPoP proof (RFC 9449) binds the access token', async () => {
  const sandbox = await openSandbox()
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  const prove = (method: string, url: string, token?: string) => new SignJWT({
    htm: method, htu: url, jti: randomUUID(),
    ...token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') },
  }).setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk }).setIssuedAt().sign(privateKey)
  const { params } = await walkToCallback(client, callback)
  const answer = await fetch(`${sandbox.issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`oauth-walk:${client.secret ?? ''}`).toString('base64')}`,
      DPoP: await prove('POST', `${sandbox.issuer}/token`),
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code', code: params.get('code') ?? '', redirect_uri: callback.uri,
      code_verifier: client.verifier,
    }),
  })
  const tokens = await answer.json() as { access_token: string, token_type: string }
  expect(tokens.token_type).toBe('DPoP')
  expect((await client.userinfo(tokens.access_token)).status).toBe(401)
  const url = `${sandbox.issuer}/userinfo`
  const bound = await fetch(url, {
    headers: { authorization: `DPoP ${tokens.access_token}`, DPoP: await prove('GET', url, tokens.access_token) },
  })
  expect(bound.status).toBe(200)
})

test('a script of a registered origin may read the answers, others may not (CORS)', async () => {
  const { sandbox, tokens } = await walkedClient({ redirectUris: ['https://app.example/cb'] })
  const ask = async (origin: string) => {
    const headers = { origin, authorization: `Bearer ${String(tokens['access_token'])}` }
    return (await fetch(`${sandbox.issuer}/userinfo`, { headers })).headers.get('access-control-allow-origin')
  }
  expect(await ask('https://app.example')).toBe('https://app.example')
  expect(await ask('https://evil.example')).toBeNull()
})

describe('form-action lets the browser through to the client', () => {
  test.each([
    ['https://app.example/cb?x=1', 'https://app.example'], ['http://127.0.0.1:8765/callback', 'http://127.0.0.1:8765'],
    ['http://[::1]:8765/callback', 'http:'], ['com.example.app:/cb', 'com.example.app:'],
  ])('%s by %s', (redirectUri, source) => {
    expect(pagePolicy(redirectUri)).toMatch(
      new RegExp(
        `form-action 'self' http://127\\.0\\.0\\.1:\\* http://localhost:\\* ${source.replaceAll('.', '\\.')}$`,
      ),
    )
  })

  test('and nowhere else where there is no client', () => {
    expect(pagePolicy()).toMatch(/form-action 'self'$/)
  })
})

describe('who listens on a port', () => {
  test('a sandbox proves itself to those who know its key, and only to them', async () => {
    const { issuer } = await openSandbox()
    const port = Number(new URL(issuer).port)
    expect(await occupantOf(port, 'another key')).toBe('foreign')
    const [one, other] = await Promise.all(['a', 'b'].map(async challenge =>
      await (await fetch(`${issuer}/sandbox/identity?challenge=${challenge}`)).text()))
    expect(one).not.toBe(other)
  })

  test('any other program is foreign, and nobody is nobody', async () => {
    const { port } = await openCallback()
    expect(await occupantOf(port, 'key')).toBe('foreign')
    expect(await occupantOf(1, 'key')).toBe('nobody')
  })
})

test('what the library says is dropped, what others say is not, and the console is as before', () => {
  const heard: unknown[] = []
  const { console: terminal } = globalThis
  const original = { ...terminal }
  const listening = { info: (word: unknown) => heard.push(word), warn: (word: unknown) => heard.push(word) }
  Object.assign(terminal, listening)
  try {
    expect(quietly(() => {
      terminal.warn('oidc-provider WARNING: unsupported runtime')
      terminal.info('oidc-provider NOTICE: change this')
      terminal.warn('disk full')
      return 'done'
    })).toBe('done')
    expect(() => quietly(() => { throw new Error('broken') })).toThrow('broken')
    expect({ ...terminal }).toMatchObject(listening)
  } finally {
    Object.assign(terminal, original)
  }
  expect(heard).toEqual(['disk full'])
})
