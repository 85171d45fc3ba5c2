import { compactDecrypt, createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { discover, openSandbox } from '../support.ts'
import {
  assert, authorize, basic, newPair, openLocked, postForm, prove, redeem, requestObject, type Locked,
} from './support.ts'

/**
 * What a client is told whose request is not as it must be: by redirect, or on a page where nobody can be sent back.
 */
async function refusal({ issuer }: Locked, params: Record<string, string>): Promise<string> {
  const answer = await fetch(`${issuer}/user/authorize?${new URLSearchParams(params).toString()}`, {
    redirect: 'manual', headers: { accept: 'application/json' },
  })
  const back = answer.headers.get('location')
  return back === null ? await answer.text() : new URL(back).searchParams.get('error') ?? back
}

const push = async (locked: Locked, params: Record<string, string>): Promise<string> => {
  const { status, body } = await locked.client.post('/par', params)
  expect([status, body['expires_in']]).toEqual([201, 60])
  return String(body['request_uri'])
}

describe('par', () => {
  test('refuses what comes by the browser, and takes what was pushed, once', async () => {
    const locked = await openLocked({ require: ['par'] })
    expect((await discover(locked.sandbox))['require_pushed_authorization_requests']).toBe(true)
    expect(await refusal(locked, locked.plain())).toContain('invalid_request')
    const pushed = { client_id: 'oauth-walk', request_uri: await push(locked, locked.plain()) }
    const { params } = await authorize(locked, pushed)
    expect((await locked.client.exchange(params.get('code') ?? '')).status).toBe(200)
    expect(await refusal(locked, pushed)).toContain('invalid_request_uri')
  })
})

describe('jar', () => {
  test('refuses bare parameters, and takes a request object, pushed or not', async () => {
    const locked = await openLocked({ require: ['jar'] })
    const { issuer, client, pair, plain } = locked
    expect((await discover(locked.sandbox))['require_signed_request_object']).toBe(true)
    expect(await refusal(locked, plain())).toContain('invalid_request')
    expect((await client.post('/par', plain())).body['error']).toBe('invalid_request')
    const request = await requestObject('oauth-walk', issuer, plain(), pair)
    expect((await authorize(locked, { client_id: 'oauth-walk', request })).params.get('code')).toBeTruthy()
    const request_uri = await push(locked, { request: await requestObject('oauth-walk', issuer, plain(), pair) })
    expect((await authorize(locked, { client_id: 'oauth-walk', request_uri })).params.get('code')).toBeTruthy()
  })

  test('names no client that has no key', async () => {
    const { sandbox } = await openLocked({ require: ['jar'] })
    expect(sandbox.clients.map(({ client_id }) => client_id)).toEqual(['oauth-walk', 'oauth-walk-post'])
  })
})

describe('jarm', () => {
  test('refuses an answer that nobody signs, and gives one that is', async () => {
    const locked = await openLocked({ require: ['jarm'] })
    expect((await discover(locked.sandbox))['response_modes_supported']).toEqual([
      'jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt',
    ])
    expect(await refusal(locked, locked.plain())).toContain('invalid_request')
    expect(await refusal(locked, locked.plain({ response_mode: 'form_post' }))).toContain('invalid_request')
    const { params } = await authorize(locked, locked.plain({ response_mode: 'jwt' }))
    const { payload } = await jwtVerify(
      params.get('response') ?? '', createRemoteJWKSet(new URL(`${locked.issuer}/jwks`)),
      { issuer: locked.issuer, audience: 'oauth-walk' },
    )
    expect(payload['code']).toBeTypeOf('string')
  })
})

describe('dpop', () => {
  test('gives no token without a proof', async () => {
    const locked = await openLocked({ require: ['dpop'] })
    const url = `${locked.issuer}/token`
    const { params } = await authorize(locked, locked.plain())
    const bare = await postForm(url, redeem(locked, params.get('code')), basic(locked))
    expect(bare).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const again = (await authorize(locked, locked.plain())).params.get('code')
    const bound = await postForm(url, redeem(locked, again), {
      ...basic(locked), DPoP: await prove(locked.pair, 'POST', url),
    })
    expect(bound.body['token_type']).toBe('DPoP')
  })

  test('with a nonce of the sandbox: the first proof brings one back', async () => {
    const locked = await openLocked({ require: ['dpop-nonce'] })
    const url = `${locked.issuer}/token`
    const { params } = await authorize(locked, locked.plain())
    const first = await postForm(url, redeem(locked, params.get('code')), {
      ...basic(locked), DPoP: await prove(locked.pair, 'POST', url),
    })
    expect(first).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } })
    const nonce = first.headers.get('dpop-nonce') ?? undefined
    const second = await postForm(url, redeem(locked, params.get('code')), {
      ...basic(locked), DPoP: await prove(locked.pair, 'POST', url, { nonce }),
    })
    expect(second.body['token_type']).toBe('DPoP')
    const userinfo = `${locked.issuer}/userinfo`
    const token = String(second.body['access_token'])
    const ask = async (fresh?: string) => fetch(userinfo, {
      headers: {
        authorization: `DPoP ${token}`, DPoP: await prove(locked.pair, 'GET', userinfo, { token, nonce: fresh }),
      },
    })
    const refused = await ask()
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401, expect.stringContaining('use_dpop_nonce'),
    ])
    expect((await ask(refused.headers.get('dpop-nonce') ?? '')).status).toBe(200)
  })
})

describe('an assertion', () => {
  test('by the client’s key is the only way in', async () => {
    const locked = await openLocked({ require: ['private_key_jwt'] })
    expect((await discover(locked.sandbox))['token_endpoint_auth_methods_supported']).toEqual(['private_key_jwt'])
    expect(locked.sandbox.clients.map(({ token_endpoint_auth_method }) => token_endpoint_auth_method)).toEqual([
      'private_key_jwt',
    ])
    const { params } = await authorize(locked, locked.plain())
    const form = redeem(locked, params.get('code'))
    expect(await postForm(`${locked.issuer}/token`, form, basic(locked))).toMatchObject({
      status: 401, body: { error: 'invalid_client' },
    })
    const stranger = await assert('oauth-walk', locked.issuer, await newPair())
    expect((await postForm(`${locked.issuer}/token`, { ...form, ...stranger })).body['error']).toBe('invalid_client')
    expect(
      (await postForm(`${locked.issuer}/token`, {
        ...form, ...await assert('oauth-walk', locked.issuer, locked.pair),
      })).status,
    ).toBe(200)
  })

  test('by the client’s secret is the only way in', async () => {
    const locked = await openLocked({ require: ['client_secret_jwt'] })
    const { params } = await authorize(locked, locked.plain())
    const form = redeem(locked, params.get('code'))
    expect((await postForm(`${locked.issuer}/token`, form, basic(locked))).body['error']).toBe('invalid_client')
    const assertion = await assert('oauth-walk', locked.issuer, locked.client.secret ?? '')
    expect((await postForm(`${locked.issuer}/token`, { ...form, ...assertion })).status).toBe(200)
  })
})

describe('encrypted-id-token', () => {
  test.each([['ECDH-ES'], ['RSA-OAEP-256']])('gives an ID token that only the client can read (%s)', async (alg) => {
    const pair = await newPair(alg, 'enc')
    const locked = await openLocked({ require: ['encrypted-id-token'], pair })
    const { params } = await authorize(locked, locked.plain())
    const { body } = await locked.client.exchange(params.get('code') ?? '')
    const { plaintext, protectedHeader } = await compactDecrypt(String(body['id_token']), pair.privateKey)
    expect(protectedHeader).toMatchObject({ alg, enc: 'A256GCM' })
    const keys = createRemoteJWKSet(new URL(`${locked.issuer}/jwks`))
    expect(
      (await jwtVerify(Buffer.from(plaintext).toString(), keys, {
        issuer: locked.issuer, audience: 'oauth-walk',
      })).payload['sub'],
    ).toBe('123456')
  })
})

describe('fapi2', () => {
  test('is all of its parts at once', async () => {
    const locked = await openLocked({ require: ['fapi2'] })
    const { issuer, pair } = locked
    const strong = ['ES256', 'EdDSA', 'Ed25519', 'PS256']
    const metadata: Record<string, unknown> = await discover(locked.sandbox)
    expect(metadata).toMatchObject({
      require_pushed_authorization_requests: true, token_endpoint_auth_methods_supported: ['private_key_jwt'],
    })
    for (const name of ['dpop', 'token_endpoint_auth', 'request_object']) {
      expect([...metadata[`${name}_signing_alg_values_supported`] as string[]].sort()).toEqual([...strong].sort())
    }
    expect((await postForm(`${issuer}/par`, locked.plain(), basic(locked))).body['error']).toBe('invalid_client')
    const pushed = await postForm(`${issuer}/par`, { ...locked.plain(), ...await assert('oauth-walk', issuer, pair) })
    const { params } = await authorize(locked, {
      client_id: 'oauth-walk', request_uri: String(pushed.body['request_uri']),
    })
    expect(params.get('iss')).toBe(issuer)
    const { body } = await postForm(
      `${issuer}/token`, { ...redeem(locked, params.get('code')), ...await assert('oauth-walk', issuer, pair) }, {
        DPoP: await prove(pair, 'POST', `${issuer}/token`),
      },
    )
    expect(body['token_type']).toBe('DPoP')
  })

  test.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with plain PKCE', { code_challenge_method: 'plain' }],
  ])('refuses a request %s', async (_name, more) => {
    const locked = await openLocked({ require: ['fapi2'] })
    const form = { ...locked.plain(more), ...await assert('oauth-walk', locked.issuer, locked.pair) }
    expect(await postForm(`${locked.issuer}/par`, form)).toMatchObject({
      status: 400, body: { error: 'invalid_request' },
    })
  })

  test('refuses RS256, and an assertion that is not for the issuer', async () => {
    const rsa = await newPair('RS256')
    const weak = await openLocked({ require: ['fapi2'], pair: rsa })
    expect(
      (await postForm(`${weak.issuer}/par`, {
        ...weak.plain(), ...await assert('oauth-walk', weak.issuer, rsa),
      })).body['error'],
    ).toBe('invalid_client')
    const locked = await openLocked({ require: ['fapi2'] })
    const elsewhere = await assert('oauth-walk', `${locked.issuer}/par`, locked.pair)
    expect((await postForm(`${locked.issuer}/par`, { ...locked.plain(), ...elsewhere })).body['error'])
      .toBe('invalid_client')
  })
})

describe('what can’t be required', () => {
  const refused = async (require: string[], more = {}) =>
    openSandbox({ require, ...more }).then(() => undefined, (error: unknown) => error)

  test('a name that is none', async () => {
    expect(await refused(['pra'])).toMatchObject({
      code: 'lock-unknown', details: { name: 'pra', known: expect.arrayContaining(['par', 'fapi2']) as string[] },
    })
  })

  test.each([
    [['fapi2', 'client_secret_jwt'], ['private_key_jwt', 'client_secret_jwt'], 'methods'],
    [['mtls', 'private_key_jwt'], ['private_key_jwt', 'mtls'], 'methods'],
    [['fapi2', 'mtls', 'dpop-nonce'], ['dpop', 'mtls'], 'bindings'],
  ])('two ways to authenticate or to bind tokens: %j', async (require, locks, kind) => {
    expect(await refused(require)).toMatchObject({ code: 'locks-exclusive', details: { locks, kind } })
  })

  test('a signature or an encryption of a client without the key for it', async () => {
    for (const lock of ['private_key_jwt', 'jar', 'fapi2']) expect(await refused([lock]), lock).toMatchObject({
      code: 'client-key-missing', details: { use: 'sig' },
    })
    const { jwk } = await newPair()
    expect(await refused(['encrypted-id-token'], { clientJwks: { keys: [jwk] } })).toMatchObject({
      code: 'client-key-missing', details: { use: 'enc' },
    })
  })
})
