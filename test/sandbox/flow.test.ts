import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { discover, HandClient, openCallback, openSandbox, walkedClient, walkToCallback } from './support.ts'

describe('discovery', () => {
  test('names every endpoint and what the provider can do', async () => {
    const sandbox = await openSandbox()
    const metadata = await discover(sandbox)
    expect(metadata).toMatchObject({
      issuer: sandbox.issuer,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      grant_types_supported: [
        'authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code',
        'urn:ietf:params:oauth:grant-type:token-exchange',
      ],
      device_authorization_endpoint: `${sandbox.issuer}/device`,
      id_token_signing_alg_values_supported: ['ES256'],
      ui_locales_supported: ['en', 'zh-CN'],
      token_endpoint_auth_methods_supported: [
        'client_secret_basic', 'client_secret_post', 'none', 'private_key_jwt', 'client_secret_jwt',
      ],
    })
    for (const name of ['authorization', 'token', 'userinfo', 'revocation', 'introspection', 'end_session']) {
      expect(metadata[`${name}_endpoint`], name).toMatch(`${sandbox.issuer}/`)
    }
    expect(metadata['response_modes_supported']).toContain('form_post')
    expect(metadata['scopes_supported'])
      .toEqual(expect.arrayContaining(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']))
  })

  test('the key set holds one public ES256 key', async () => {
    const { issuer } = await openSandbox()
    const { keys } = await (await fetch(`${issuer}/jwks`)).json() as { keys: object[] }
    expect(keys).toEqual([expect.objectContaining({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })])
    expect(keys[0]).not.toHaveProperty('d')
  })
})

describe('the authorization code flow by hand', () => {
  test('code, tokens, userinfo', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const client = new HandClient(sandbox, callback.uri)

    const { params } = await walkToCallback(client, callback)
    expect(params.get('state')).toBe('the-state')
    expect(params.get('iss')).toBe(sandbox.issuer)

    const token = await client.exchange(params.get('code') ?? '')
    expect(token.status).toBe(200)
    expect(token.headers.get('cache-control')).toBe('no-store')
    expect(token.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'openid profile offline_access' })

    const { payload } = await jwtVerify(
      String(token.body['id_token']), createRemoteJWKSet(new URL(`${sandbox.issuer}/jwks`)), {
        issuer: sandbox.issuer, audience: 'oauth-walk', algorithms: ['ES256'], subject: '123456',
      },
    )
    expect(payload['nonce']).toBe('the-nonce')
    expect(payload).not.toHaveProperty('name')

    const { body } = await client.userinfo(token.body['access_token'])
    expect(body).toMatchObject({
      sub: '123456', name: '张三', picture: `${sandbox.issuer}/avatar/123456.svg`, nickname: '小张', locale: 'zh-CN',
    })
    expect(body).not.toHaveProperty('email')
  })

  test('the avatar is really there', async () => {
    const { client, tokens } = await walkedClient()
    const { body } = await client.userinfo(tokens['access_token'])
    const avatar = await fetch(String(body['picture']))
    expect(avatar.headers.get('content-type')).toMatch('image/svg+xml')
    expect(await avatar.text()).toMatch(/^<svg /)
  })

  test('each scope opens its claims', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const client = new HandClient(sandbox, callback.uri)
    const { params } = await walkToCallback(client, callback, { scope: 'openid email address phone' })
    const { body } = await client.exchange(params.get('code') ?? '')
    expect(body).not.toHaveProperty('refresh_token')
    const { body: claims } = await client.userinfo(body['access_token'])
    expect(Object.keys(claims).sort()).toEqual([
      'address', 'email', 'email_verified', 'phone_number', 'phone_number_verified', 'sub',
    ])
    expect(claims['address']).toMatchObject({ country: 'CN', locality: '北京市' })
  })

  test('single claims can be asked for', async () => {
    const { client, callback } = await walkedClient()
    const { params } = await walkToCallback(client, callback, {
      scope: 'openid', claims: JSON.stringify({ userinfo: { nickname: { essential: true } } }),
    })
    const { body } = await client.exchange(params.get('code') ?? '')
    expect((await client.userinfo(body['access_token'])).body).toEqual({ sub: '123456', nickname: '小张' })
  })

  test('refreshing rotates, and the new tokens work', async () => {
    const { client, tokens } = await walkedClient()
    const refreshed = await client.refresh(tokens['refresh_token'])
    expect(refreshed.status).toBe(200)
    expect(refreshed.body['refresh_token']).not.toBe(tokens['refresh_token'])
    expect((await client.userinfo(refreshed.body['access_token'])).status).toBe(200)
    expect((await client.refresh(refreshed.body['refresh_token'])).status).toBe(200)
  })

  test('a refresh token used twice takes everything with it', async () => {
    const { client, tokens } = await walkedClient()
    const refreshed = await client.refresh(tokens['refresh_token'])
    expect(await client.refresh(tokens['refresh_token'])).toMatchObject({
      status: 400, body: { error: 'invalid_grant' },
    })
    expect(await client.refresh(refreshed.body['refresh_token'])).toMatchObject({
      status: 400, body: { error: 'invalid_grant' },
    })
    expect((await client.userinfo(refreshed.body['access_token'])).status).toBe(401)
  })

  test('introspection and revocation tell the truth', async () => {
    const { client, tokens, sandbox } = await walkedClient()
    const introspect = async (token: unknown) => (await client.post('/introspect', { token: String(token) })).body
    expect(await introspect(tokens['access_token'])).toMatchObject({
      active: true, sub: '123456', client_id: 'oauth-walk', iss: sandbox.issuer, token_type: 'Bearer',
    })
    expect(await introspect(tokens['refresh_token'])).toMatchObject({ active: true })

    expect((await client.post('/revoke', { token: String(tokens['refresh_token']) })).status).toBe(200)
    expect(await introspect(tokens['refresh_token'])).toEqual({ active: false })
    expect(await introspect(tokens['access_token'])).toEqual({ active: false })
    expect((await client.post('/revoke', { token: 'never-seen' })).status).toBe(200)
  })

  test('revoking an access token revokes its refresh token as well (RFC 7009 section 2.1)', async () => {
    const { client, tokens } = await walkedClient()
    await client.post('/revoke', { token: String(tokens['access_token']) })
    expect((await client.userinfo(tokens['access_token'])).status).toBe(401)
    expect((await client.refresh(tokens['refresh_token'])).body['error']).toBe('invalid_grant')
  })
})

describe('the other ways to be a client', () => {
  test.each([
    ['http://127.0.0.1:8765/callback'], ['http://localhost:1234/callback'], ['http://[::1]:65535/callback'],
  ])('any loopback port is a registered redirect URI: %s', async (redirectUri) => {
    const client = new HandClient(await openSandbox(), redirectUri)
    const answer = await fetch(client.authorizationUrl(), { redirect: 'manual' })
    expect(answer.headers.get('location')).toMatch(/^\/interaction\//)
  })

  test('the public client has no secret and needs none', async () => {
    const { client, tokens } = await walkedClient({ clientId: 'oauth-walk-public' })
    expect(client.secret).toBeUndefined()
    expect(decodeProtectedHeader(String(tokens['id_token'])).alg).toBe('ES256')
    const refreshed = await client.refresh(tokens['refresh_token'])
    expect(refreshed.body['refresh_token']).not.toBe(tokens['refresh_token'])
  })

  test('the client_secret_post client sends its secret in the body', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const client = new HandClient(sandbox, callback.uri, 'oauth-walk-post')
    const { params } = await walkToCallback(client, callback)
    const answer = await fetch(`${sandbox.issuer}/token`, { method: 'POST', body: new URLSearchParams({
      grant_type: 'authorization_code', code: params.get('code') ?? '', redirect_uri: callback.uri,
      code_verifier: client.verifier,
      client_id: client.clientId, client_secret: client.secret ?? '',
    }) })
    expect(answer.status).toBe(200)
  })

  test('form_post brings the code in a POST', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    const client = new HandClient(sandbox, callback.uri)
    const arrival = await walkToCallback(client, callback, { response_mode: 'form_post' })
    expect(arrival).toMatchObject({ method: 'POST', path: '/callback' })
    expect(arrival.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(arrival.params.get('iss')).toBe(sandbox.issuer)
    expect((await client.exchange(arrival.params.get('code') ?? '')).status).toBe(200)
  })

  test('redirect URIs of other people are registered with the client that may have them', async () => {
    const redirectUris = [
      'http://127.0.0.1/signin-oidc', 'https://app.example/cb', 'https://localhost:3000/cb', 'http://app.local/cb',
      'com.example.app:/cb',
    ]
    const sandbox = await openSandbox({ redirectUris })
    const uris = Object.fromEntries(sandbox.clients.map(client => [client.client_id, client.redirect_uris]))
    expect(uris['oauth-walk']).toEqual(
      expect.arrayContaining(['http://127.0.0.1/signin-oidc', 'https://app.example/cb', 'com.example.app:/cb']),
    )
    expect(uris['oauth-walk']).not.toContain('https://localhost:3000/cb')
    expect(uris['oauth-walk-web']).toEqual([
      'http://127.0.0.1/signin-oidc', 'https://app.example/cb', 'https://localhost:3000/cb', 'http://app.local/cb',
    ])
    const tries: [string, string][] = [
      ['oauth-walk', 'http://127.0.0.1:4711/signin-oidc'], ['oauth-walk', 'com.example.app:/cb'],
      ['oauth-walk-web', 'https://localhost:3000/cb'], ['oauth-walk-web-public', 'http://app.local/cb'],
    ]
    for (const [clientId, redirectUri] of tries) {
      const answer = await fetch(new HandClient(sandbox, redirectUri, clientId).authorizationUrl(), {
        redirect: 'manual',
      })
      expect([answer.status, clientId, redirectUri]).toEqual([303, clientId, redirectUri])
    }
  })
})

test('a middleware may change what the provider says: the seam for one that misbehaves', async () => {
  const { tokens } = await walkedClient({ middlewares: [async (context, next) => {
    await next()
    if (context.path === '/token') context.body = { ...context.body as object, token_type: 'Strange' }
  }] })
  expect(tokens['token_type']).toBe('Strange')
})

test.each([
  ['not a uri'], ['/callback'], ['http://127.0.0.1/callback#fragment'], ['javascript:alert(1)'],
])('%s can\'t be registered', async (redirectUri) => {
  await expect(openSandbox({ redirectUris: [redirectUri] })).rejects.toMatchObject({
    code: 'redirect-uri-invalid', details: { redirectUri },
  })
})
