import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { startSandbox, type SandboxSettings } from '../../../src/sandbox/configured/index.ts'
import {
  authorizationUrl, claimsOf, codeIn, login, open, post, read, redeem, redirectUri, userinfo,
} from './support.ts'

const ada = {
  username: 'ada', password: 'engine',
  claims: { sub: 'user-1', name: 'Ada Lovelace', email: 'ada@example.com', roles: ['admin'], team: 'blue' },
}
const bob = { username: 'bob', password: 'builder', claims: { name: 'Bob' } }

describe('a sandbox by configuration', () => {
  test('needs no settings: it has a user, a client with a secret and one without', async () => {
    const sandbox = await open()
    const tokens = await login(sandbox)
    expect(tokens.body).toMatchObject({
      token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) as unknown,
    })
    expect((await userinfo(sandbox, tokens)).body).toMatchObject({ sub: '123456', name: '张三' })
    const code = codeIn(await sandbox.signIn(authorizationUrl(sandbox, { client_id: 'app-public' })))
    expect(code).not.toBe('')
    expect(sandbox.clients.map(({ client_id }) => client_id)).toEqual(['app', 'app-public'])
  })

  test('has the users that it is told, each with a password and claims; a claim of no scope is told to everybody', async () => {
    const sandbox = await open({ users: [ada, bob], scopes: { team: ['team'] } })
    const tokens = await login(sandbox, {}, { username: 'ada' })
    expect((await userinfo(sandbox, tokens)).body).toEqual({
      sub: 'user-1', name: 'Ada Lovelace', email: 'ada@example.com', roles: ['admin'],
    })
    expect(claimsOf(tokens.body['id_token'])).toMatchObject({ sub: 'user-1', roles: ['admin'] })
    expect(claimsOf(tokens.body['id_token'])).not.toHaveProperty('name')
    expect((await userinfo(sandbox, await login(sandbox, {}, { username: 'bob' }))).body).toEqual({
      sub: 'bob', name: 'Bob',
    })
    expect((await userinfo(sandbox, await login(sandbox, { scope: 'openid team' }, { username: 'ada' }))).body)
      .toEqual({ sub: 'user-1', roles: ['admin'], team: 'blue' })
    await expect(
      sandbox.signIn(authorizationUrl(sandbox), { username: 'ada', password: 'wrong' }),
    ).rejects.toMatchObject(
      { code: 'sign-in-failed', details: { status: 422 } },
    )
    await expect(sandbox.signIn(authorizationUrl(sandbox), { deny: true }).then(({ url }) =>
      new URL(url).searchParams.get('error'))).resolves.toBe('access_denied')
  })

  test('has the clients that it is told, by their metadata, and the lifetimes', async () => {
    const client = {
      client_id: 'web', client_secret: 'a secret', redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'client_secret_post', client_name: 'The web',
    }
    const sandbox = await open({
      clients: [client], lifetimes: { access_token: 5, id_token: 7 }, claims_in_id_token: true,
    })
    const code = codeIn(await sandbox.signIn(authorizationUrl(sandbox, { client_id: 'web' })))
    expect((await redeem(sandbox, code, 'web:another')).body['error']).toBe('invalid_client')
    const answer = await read(await fetch(`${sandbox.issuer}/token`, { method: 'POST', body: new URLSearchParams({
      grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: 'v'.repeat(43),
      client_id: 'web', client_secret: 'a secret',
    }) }))
    expect(answer.body).toMatchObject({ expires_in: 5 })
    const { exp, iat, name } = claimsOf(answer.body['id_token'])
    expect([Number(exp) - Number(iat), name]).toEqual([7, '张三'])
  })

  test.each([
    [['http://127.0.0.1/cb', 'http://localhost:3000/cb'], 'native'], [['com.example.app:/cb'], 'native'],
    [['https://app.example.com/cb'], 'web'],
    [['http://localhost/cb', 'https://app.example.com/cb'], 'web'], [[], 'web'],
  ])('takes a client with %j for what it is: %s', async (uris, type) => {
    const { clients: [client] } = await open({ clients: [{ client_id: 'a', client_secret: 'b', redirect_uris: uris }] })
    expect(client?.['application_type']).toBe(type)
  })

  test('asks for consent or not, and for a sign-in or not', async () => {
    const pages = async (settings: SandboxSettings) => {
      const sandbox = await open(settings)
      let url = authorizationUrl(sandbox)
      const jar = new Map<string, string>()
      for (let hop = 0; hop < 9; hop += 1) {
        const answer = await fetch(url, {
          redirect: 'manual', headers: { cookie: [...jar].map(pair => pair.join('=')).join('; ') },
        })
        for (const cookie of answer.headers.getSetCookie()) jar.set(
          ...(/^([^=]+)=([^;]*)/.exec(cookie)?.slice(1) as [string, string]),
        )
        if (answer.status === 200) return /<title>([^<·]*?) ·/.exec(await answer.text())?.[1]
        url = new URL(answer.headers.get('location') ?? '', url).href
        if (url.startsWith(redirectUri)) return 'callback'
      }
      return 'too many'
    }
    expect(await pages({})).toBe('Sign in')
    expect(await pages({ consent: false })).toBe('Sign in')
    expect(await pages({ signed_in: 'ada', users: [ada] })).toBe('app asks for access')
    expect(await pages({ consent: false, signed_in: 'ada', users: [ada] })).toBe('callback')
    const sandbox = await open({ consent: false, signed_in: 'bob', users: [ada, bob] })
    expect((await login(sandbox)).body['refresh_token']).toBeTypeOf('string')
  })

  test.each([[true, 400], [false, 200]])('rotates refresh tokens: %j', async (rotation, status) => {
    const sandbox = await open({ rotation })
    const { body } = await login(sandbox)
    const refresh = async () =>
      post(sandbox, '/token', { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) })
    expect((await refresh()).status).toBe(200)
    expect((await refresh()).status).toBe(status)
  })

  test('adds claims to each token and to userinfo', async () => {
    const claims = { id_token: { acr: 'gold' }, access_token: { tenant: 't1' }, userinfo: { plan: 'pro' } }
    const sandbox = await open({ claims, resources: { 'https://api.example.com': { scopes: ['orders'] } } })
    const tokens = await login(sandbox)
    expect(claimsOf(tokens.body['id_token'])).toMatchObject({ acr: 'gold' })
    expect(claimsOf(tokens.body['id_token'])).not.toHaveProperty('plan')
    expect((await userinfo(sandbox, tokens)).body).toMatchObject({ plan: 'pro' })
    const { body } = await post(sandbox, '/token', {
      grant_type: 'client_credentials', resource: 'https://api.example.com', scope: 'orders',
    })
    expect(claimsOf(body['access_token'])).toMatchObject({
      aud: 'https://api.example.com', scope: 'orders', tenant: 't1', iss: sandbox.issuer,
    })
    expect(decodeProtectedHeader(String(body['access_token']))).toMatchObject({ typ: 'at+jwt', alg: 'ES256' })
    expect(
      (await post(sandbox, '/token', {
        grant_type: 'client_credentials', resource: 'https://other.example.com',
      })).body['error'],
    ).toBe('invalid_target')
  })

  test.each(['ES256', 'RS256', 'PS256', 'EdDSA'] as const)('signs by %s', async (alg) => {
    const sandbox = await open({ signing_alg: alg })
    const { id_token: token } = (await login(sandbox)).body
    const { keys } = await (await fetch(`${sandbox.issuer}/jwks`)).json() as { keys: Record<string, string>[] }
    await expect(jwtVerify(String(token), createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }), {
      issuer: sandbox.issuer, audience: 'app', algorithms: [alg],
    })).resolves.toBeDefined()
  })

  test('signs with the key that it is given, at the port that it is given', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'mine' }
    const first = await startSandbox({ keys: [key] })
    const port = Number(new URL(first.issuer).port)
    await first.close()
    const sandbox = await open({ keys: [key], port })
    expect(sandbox.issuer).toBe(first.issuer)
    const { id_token: token } = (await login(sandbox)).body
    expect((await jwtVerify(String(token), publicKey)).protectedHeader.kid).toBe('mine')
  })

  test('lets the origins read that it is told', async () => {
    const allowed = async (settings: SandboxSettings, origin: string) => {
      const { issuer } = await open(settings)
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'app-public', refresh_token: 'x' }),
        headers: { origin },
      })
      return answer.headers.get('access-control-allow-origin')
    }
    expect(await allowed({}, 'http://127.0.0.1')).toBe('http://127.0.0.1')
    expect(await allowed({}, 'https://spa.example.com')).toBeNull()
    expect(await allowed({ cors: true }, 'https://spa.example.com')).toBe('https://spa.example.com')
    expect(await allowed({ cors: ['https://spa.example.com'] }, 'https://spa.example.com'))
      .toBe('https://spa.example.com')
    expect(await allowed({ cors: false }, 'http://127.0.0.1')).toBeNull()
  })

  test('holds answers up', async () => {
    const sandbox = await open({ delay: { token: 300 } })
    const took = async (run: () => Promise<unknown>) => {
      const started = performance.now()
      await run()
      return performance.now() - started
    }
    expect(await took(async () => post(sandbox, '/token', { grant_type: 'client_credentials' }))).toBeGreaterThan(295)
  })

  test.each<[SandboxSettings | object, string, RegExp]>([
    [{ user: [] }, '', /unknown: user/], [{ users: [{ username: 'a' }] }, '/users/0', /password/],
    [{ port: 70_000 }, '/port', /65535/],
    [{ users: [ada, { ...ada, username: 'ADA ' }] }, '/users', /twice/],
    [{ users: [ada], signed_in: 'bob' }, '/signed_in', /no such user/],
    [{ clients: [{ client_id: 'a', redirect_uris: ['nowhere'] }] }, '/clients/0', /redirect_uris/],
    [{ clients: [{ client_id: 'a' }, { client_id: 'a' }] }, '/clients', /twice/],
    [{ delay: { nowhere: 5 } }, '/delay', /./], [{ control_token: 'short' }, '/control_token', /16/],
  ])('refuses %j', async (settings, at, wrong) => {
    await expect(startSandbox(settings as SandboxSettings)).rejects.toMatchObject({
      code: 'settings-invalid', details: { at, wrong: expect.stringMatching(wrong) as unknown },
    })
  })
})
