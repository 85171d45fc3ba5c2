import { request } from 'node:http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { signInAsTheUser } from '../../src/sandbox/index.ts'
import { HandClient, openCallback, openSandbox, walkedClient, walkToCallback } from './support.ts'

afterEach(() => { vi.useRealTimers() })

async function clientWithCode(options: Parameters<typeof openSandbox>[0] = {}) {
  const sandbox = await openSandbox(options)
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  return { sandbox, callback, client, code: (await walkToCallback(client, callback)).params.get('code') ?? '' }
}

describe('the token endpoint refuses', () => {
  test('a wrong client secret', async () => {
    const { client, code } = await clientWithCode()
    const params = {
      grant_type: 'authorization_code', code, redirect_uri: client.redirectUri, code_verifier: client.verifier,
    }
    const refused = await client.post('/token', params, 'wrong-secret')
    expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect((await client.exchange(code)).status).toBe(200)
  })

  test('an unknown client', async () => {
    const { sandbox, callback } = await clientWithCode()
    const stranger = new HandClient(sandbox, callback.uri, 'stranger')
    expect(await stranger.exchange('any')).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  test('a code used twice, and revokes what came of it', async () => {
    const { client, code } = await clientWithCode()
    const { body } = await client.exchange(code)
    expect(await client.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await client.userinfo(body['access_token'])).status).toBe(401)
  })

  test('a wrong or missing code_verifier', async () => {
    const { client, code } = await clientWithCode()
    expect(await client.exchange(code, { code_verifier: 'x'.repeat(43) })).toMatchObject({
      status: 400, body: { error: 'invalid_grant' },
    })
    expect(await client.exchange(code, { code_verifier: '' })).toMatchObject({
      status: 400, body: { error: 'invalid_grant' },
    })
  })

  test('another redirect_uri than the one the code was for', async () => {
    const { client, code } = await clientWithCode()
    expect(await client.exchange(code, { redirect_uri: 'http://localhost/callback' })).toMatchObject({
      status: 400, body: { error: 'invalid_grant' },
    })
  })

  test('the code of another client', async () => {
    const { sandbox, callback, code, client } = await clientWithCode()
    const other = new HandClient(sandbox, callback.uri, 'oauth-walk-public')
    expect(await other.exchange(code, { code_verifier: client.verifier })).toMatchObject({
      status: 400, body: { error: 'invalid_grant' },
    })
  })

  test('an expired code', async () => {
    const { client, code } = await clientWithCode({ codeLifetimeSeconds: 5 })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6000 })
    expect(await client.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('an unknown resource', async () => {
    const { client, code } = await clientWithCode()
    expect(await client.exchange(code, { resource: 'https://api.example' })).toMatchObject({
      status: 400, body: { error: 'invalid_target' },
    })
  })
})

describe('the resource refuses', () => {
  test('an expired access token, with a challenge', async () => {
    const { client, tokens, sandbox } = await walkedClient({ accessTokenLifetimeSeconds: 30 })
    expect(tokens['expires_in']).toBe(30)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    const answer = await fetch(`${sandbox.issuer}/userinfo`, {
      headers: { authorization: `Bearer ${String(tokens['access_token'])}` },
    })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch('invalid_token')
    expect((await client.refresh(tokens['refresh_token'])).status).toBe(200)
  })

  test('no token at all', async () => {
    const { issuer } = await openSandbox()
    expect((await fetch(`${issuer}/userinfo`)).status).toBe(401)
  })
})

describe('another client\'s token', () => {
  test('is not revoked', async () => {
    const { sandbox, callback, tokens, client } = await walkedClient()
    const thief = new HandClient(sandbox, callback.uri, 'oauth-walk-public')
    expect(await thief.post('/revoke', { token: String(tokens['refresh_token']) })).toMatchObject({
      status: 400, body: { error: 'invalid_request' },
    })
    expect((await client.refresh(tokens['refresh_token'])).status).toBe(200)
  })

  test('means nothing to a public client that introspects it', async () => {
    const { sandbox, callback, tokens } = await walkedClient()
    const curious = new HandClient(sandbox, callback.uri, 'oauth-walk-public')
    expect((await curious.post('/introspect', { token: String(tokens['access_token']) })).body).toEqual({
      active: false,
    })
  })
})

describe('the authorization endpoint refuses', () => {
  test.each([
    ['https://evil.example/callback'], ['http://127.0.0.1:80/other'], ['http://127.0.0.1.evil.example/callback'],
    ['http://127.0.0.2/callback'],
    ['http://user@evil.example/callback'], ['https://127.0.0.1/callback'],
  ])('the redirect URI %s with a page, never a redirect', async (redirectUri) => {
    const client = new HandClient(await openSandbox(), redirectUri)
    const answer = await fetch(client.authorizationUrl(), { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.headers.get('content-type')).toMatch('text/html')
    expect(await answer.text()).toMatch('invalid_redirect_uri')
  })

  test('an unknown client with a page', async () => {
    const client = new HandClient(await openSandbox(), 'http://127.0.0.1/callback', 'nobody')
    const answer = await fetch(client.authorizationUrl(), { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch('invalid_client')
  })

  test('a public client without PKCE, and the plain method for everybody', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const naked = { code_challenge: undefined, code_challenge_method: undefined }
    await signInAsTheUser(new HandClient(sandbox, callback.uri, 'oauth-walk-public').authorizationUrl(naked))
    expect(callback.arrivals.at(-1)?.params.get('error')).toBe('invalid_request')
    await signInAsTheUser(new HandClient(sandbox, callback.uri).authorizationUrl({ code_challenge_method: 'plain' }))
    expect(callback.arrivals.at(-1)?.params.get('error')).toBe('invalid_request')
  })

  test('prompt=none without a session', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    await signInAsTheUser(new HandClient(sandbox, callback.uri).authorizationUrl({ prompt: 'none' }))
    expect(callback.arrivals.at(-1)?.params.get('error')).toBe('login_required')
    expect(callback.arrivals.at(-1)?.params.get('iss')).toBe(sandbox.issuer)
  })

  test('a user who says no: access_denied', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const { params } = await walkToCallback(new HandClient(sandbox, callback.uri), callback, {}, { deny: true })
    expect(
      Object.fromEntries(params),
    ).toMatchObject({ error: 'access_denied', state: 'the-state', iss: sandbox.issuer })
    expect(params.has('code')).toBe(false)
  })

  test('a user who says no, by form_post', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const arrival = await walkToCallback(
      new HandClient(sandbox, callback.uri), callback, { response_mode: 'form_post' }, { deny: true },
    )
    expect(arrival.method).toBe('POST')
    expect(arrival.params.get('error')).toBe('access_denied')
  })
})

test('another host name is not served (DNS rebinding)', async () => {
  const { issuer } = await openSandbox()
  const status = await new Promise((resolve) => {
    request(`${issuer}/.well-known/openid-configuration`, { headers: { host: 'evil.example' }, agent: false })
      .once('response', answer => resolve(answer.resume().statusCode)).end()
  })
  expect(status).toBe(421)
})

test.each([
  'http://[', 'http://[::1', 'http://x@[/', '//[',
])('an address that is none is the client’s fault: %s', async (
  path,
) => {
  for (const options of [{}, { mcp: true }]) {
    const { issuer } = await openSandbox(options)
    const { hostname, port, host } = new URL(issuer)
    const status = await new Promise((resolve) => {
      request({ hostname, port, path, headers: { host }, agent: false })
        .once('response', answer => resolve(answer.resume().statusCode)).end()
    })
    expect(status).toBe(400)
  }
})
