import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { variants } from '../../../src/sandbox/misbehave/index.ts'
import { sign } from '../../../src/sandbox/misbehave/signing.ts'
import { HandClient, openCallback, openSandbox, walkToCallback, type Json } from '../support.ts'
import { isSignedByOne, makeWorld, variantOf } from './support.ts'

const now = () => Math.floor(Date.now() / 1000)
const sampleClaims = (): Json => ({
  iss: 'http://127.0.0.1:1', aud: 'oauth-walk', exp: now() + 3600, code: 'the-code', state: 'the-state',
})

/** The signed answer as the fault leaves it, and whether the sandbox's key has signed it. */
async function resign(name: string) {
  const world = makeWorld()
  const token = { header: { kid: world.keys.own.kid }, claims: sampleClaims(), key: world.keys.own }
  const jwt = await variantOf(name).signedResponse?.(token, world) ?? await sign(token)
  return {
    claims: decodeJwt(jwt), header: decodeProtectedHeader(jwt),
    verified: await isSignedByOne(jwt, [world.keys.own.publicJwk]),
  }
}

describe('the signed authorization response', () => {
  test.each<[name: string, claim: string, value: unknown]>([
    ['ensure-jarm-without-iss-fails', 'iss', undefined],
    ['ensure-jarm-with-invalid-iss-fails', 'iss', 'https://other.example'],
    ['ensure-jarm-without-aud-fails', 'aud', undefined],
    ['ensure-jarm-with-invalid-aud-fails', 'aud', 'another-client'],
    ['ensure-jarm-without-exp-fails', 'exp', undefined], ['jarm-aud-list', 'aud', ['oauth-walk']],
  ])('of %s is wrong in %s alone, and signed', async (name, claim, value) => {
    const { claims, verified } = await resign(name)
    const timeless = (some: Json): unknown =>
      JSON.parse(JSON.stringify({ ...some, ...some['exp'] === undefined ? {} : { exp: 1 } }))
    expect(timeless(claims)).toEqual(timeless({ ...sampleClaims(), [claim]: value }))
    expect(verified).toBe(true)
  })

  test('can be too old', async () => {
    const { claims, verified } = await resign('ensure-jarm-with-expired-exp-fails')
    expect(Math.abs(Number(claims.exp) - now() + 300)).toBeLessThanOrEqual(2)
    expect(verified).toBe(true)
  })

  test.each([
    ['ensure-jarm-with-invalid-sig-fails', 'ES256'], ['ensure-jarm-signature-is-not-none', 'none'],
    ['jarm-hs256-with-client-secret', 'HS256'],
    ['jarm-hs256-with-public-key', 'HS256'], ['jarm-signed-by-another-key', 'ES256'],
  ])('of %s says %s and is signed by nobody', async (name, alg) => {
    const { header, claims, verified } = await resign(name)
    expect([header.alg, claims['code'], verified]).toEqual([alg, 'the-code', false])
  })

  test.each(['jwt', 'form_post.jwt'])('is what the browser brings back by %s', async (response_mode) => {
    const sandbox = await openSandbox({ misbehave: 'jarm-aud-list' })
    const callback = await openCallback()
    const { params } = await walkToCallback(new HandClient(sandbox, callback.uri), callback, { response_mode })
    expect(decodeJwt(params.get('response') ?? '')).toMatchObject({
      aud: ['oauth-walk'], iss: sandbox.issuer, state: 'the-state',
    })
  })

  test('can have a code and a state beside it that nobody signed', async () => {
    const sandbox = await openSandbox({ misbehave: 'jarm-plain-beside' })
    const callback = await openCallback()
    const { params } = await walkToCallback(
      new HandClient(sandbox, callback.uri), callback, { response_mode: 'jwt' },
    )
    expect([params.has('response'), params.get('code'), params.get('state')]).toEqual([
      true, 'of-somebody-else', expect.stringMatching(/^[\da-f-]{36}$/),
    ])
  })

  test('is required, or its faults would not show', async () => {
    const sandbox = await openSandbox({ misbehave: 'jarm-aud-list' })
    const callback = await openCallback()
    const { params } = await walkToCallback(new HandClient(sandbox, callback.uri), callback)
    expect([params.get('error'), params.get('code')]).toEqual(['invalid_request', null])
  })
})

describe('the answer to the pushed request', () => {
  const push = async (misbehave: string) => {
    const client = new HandClient(await openSandbox({ misbehave }), 'http://127.0.0.1/callback')
    const form = new URL(client.authorizationUrl()).searchParams
    const authorization = `Basic ${Buffer.from(`oauth-walk:${client.secret ?? ''}`).toString('base64')}`
    const answer = await fetch(`${client.sandbox.issuer}/par`, {
      method: 'POST', body: form, headers: { authorization }, redirect: 'manual',
    })
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
  }

  test.each<[name: string, status: number, said: RegExp]>([
    ['par-status-200', 200, /^\{"expires_in":60,"request_uri":"urn:/],
    ['par-request-uri-missing', 201, /^\{"expires_in":60\}$/],
    ['par-request-uri-number', 201, /"request_uri":42/], ['par-html', 201, /^<!DOCTYPE html>/],
    ['d16-push-refused', 400, /invalid_request/],
    ['par-error-with-201', 201, /invalid_request/], ['par-request-uri-expired', 201, /request_uri:expired"/],
  ])('of %s has status %i', async (name, status, said) => {
    expect(await push(name)).toMatchObject({ status, text: expect.stringMatching(said) as string })
  })

  test('can lead elsewhere', async () => {
    expect(await push('d16-push-redirect')).toMatchObject({
      status: 307, location: expect.stringMatching(/\/elsewhere\/par$/) as string,
    })
  })
})

test('a fault in a lock requires the lock', () => {
  const ofLocks = variants.filter(({ group }) => ['par', 'jarm', 'mtls'].includes(group))
  expect(ofLocks.length).toBeGreaterThan(15)
  expect(ofLocks.filter(({ require, group }) => !require?.some(lock => lock === group))).toEqual([])
})
