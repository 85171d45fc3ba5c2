import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { discover } from '../support.ts'
import { assert, authorize, basic, newPair, openLocked, postForm, prove, redeem, requestObject } from './support.ts'

describe('without a lock', () => {
  test('the metadata offers each of them and demands none', async () => {
    const metadata: Record<string, unknown> = await discover((await openLocked()).sandbox)
    expect(metadata).toMatchObject({
      pushed_authorization_request_endpoint: expect.stringMatching(/\/par$/) as string,
      request_parameter_supported: true, request_uri_parameter_supported: false,
      request_object_signing_alg_values_supported: expect.arrayContaining(['ES256', 'PS256', 'EdDSA']) as string[],
      response_modes_supported:
        expect.arrayContaining(['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt']) as string[],
      authorization_signing_alg_values_supported: ['ES256'],
      dpop_signing_alg_values_supported: expect.arrayContaining(['ES256', 'PS256', 'EdDSA']) as string[],
      token_endpoint_auth_signing_alg_values_supported:
        expect.arrayContaining(['ES256', 'PS256', 'EdDSA', 'HS256']) as string[],
    })
    for (const name of [
      'require_pushed_authorization_requests', 'require_signed_request_object',
      'id_token_encryption_alg_values_supported',
    ]) {
      expect(metadata).not.toHaveProperty(name)
    }
  })

  test('no unsigned request object is taken, though signed ones are', async () => {
    const metadata: Record<string, unknown> = await discover((await openLocked()).sandbox)
    expect(metadata['request_object_signing_alg_values_supported']).not.toContain('none')
  })

  test.each([
    'ES256', 'PS256', 'Ed25519',
  ])('a request object that %s has signed leads through the same pages (RFC 9101)', async (alg) => {
    const locked = await openLocked({ pair: await newPair(alg) })
    const { issuer, client, pair, plain } = locked
    const request = await requestObject(client.clientId, issuer, plain(), pair)
    const { params } = await authorize(locked, { client_id: client.clientId, request })
    expect(params.get('state')).toBe('the-state')
    expect((await client.exchange(params.get('code') ?? '')).status).toBe(200)
  })

  test('a request object under a key that is not the client’s is refused', async () => {
    const { issuer, client, plain } = await openLocked()
    const request = await requestObject(client.clientId, issuer, plain(), await newPair())
    expect(await client.post('/par', { request })).toMatchObject({
      status: 400, body: { error: 'invalid_request_object' },
    })
  })

  test.each([
    'jwt', 'query.jwt', 'form_post.jwt',
  ])('an answer by %s is signed for this client (JARM)', async (response_mode) => {
    const locked = await openLocked()
    const { params } = await authorize(locked, locked.plain({ response_mode }))
    expect([...params.keys()]).toEqual(['response'])
    const keys = createRemoteJWKSet(new URL(`${locked.issuer}/jwks`))
    const { payload } = await jwtVerify(params.get('response') ?? '', keys, {
      issuer: locked.issuer, audience: 'oauth-walk', algorithms: ['ES256'],
    })
    expect(payload).toMatchObject({ state: 'the-state', exp: expect.any(Number) as number })
    expect((await locked.client.exchange(String(payload['code']))).status).toBe(200)
  })

  test('a DPoP proof binds the token (RFC 9449), with a nonce or without', async () => {
    const locked = await openLocked()
    const url = `${locked.issuer}/token`
    const { params } = await authorize(locked, locked.plain())
    const { body } = await postForm(url, redeem(locked, params.get('code')), {
      ...basic(locked), DPoP: await prove(locked.pair, 'POST', url),
    })
    expect(body['token_type']).toBe('DPoP')
    expect((await locked.client.userinfo(body['access_token'])).status).toBe(401)
  })
})

describe('a client that authenticates by an assertion', () => {
  test.each(['issuer', 'token endpoint'])('signs it with its key, for the %s (private_key_jwt)', async (audience) => {
    const locked = await openLocked({ clientAuthentication: 'private_key_jwt' })
    const url = `${locked.issuer}/token`
    const { params } = await authorize(locked, locked.plain())
    const assertion = await assert('oauth-walk', audience === 'issuer' ? locked.issuer : url, locked.pair)
    expect((await postForm(url, { ...redeem(locked, params.get('code')), ...assertion })).status).toBe(200)
  })

  test('signs it with its secret (client_secret_jwt)', async () => {
    const locked = await openLocked({ clientAuthentication: 'client_secret_jwt' })
    const { params } = await authorize(locked, locked.plain())
    const assertion = await assert('oauth-walk', locked.issuer, locked.client.secret ?? '')
    expect(
      (await postForm(`${locked.issuer}/token`, { ...redeem(locked, params.get('code')), ...assertion })).status,
    ).toBe(200)
  })

  test('uses it once', async () => {
    const { issuer, pair } = await openLocked({ clientAuthentication: 'private_key_jwt' })
    const form = {
      grant_type: 'refresh_token', refresh_token: 'of-nobody', ...await assert('oauth-walk', issuer, pair),
    }
    expect((await postForm(`${issuer}/token`, form)).body['error']).toBe('invalid_grant')
    expect((await postForm(`${issuer}/token`, form)).body['error']).toBe('invalid_client')
  })
})
