import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { newEcdsaPair } from '../../support/key-pairs.ts'
import { variants } from '../../../src/sandbox/misbehave/index.ts'
import type { Json } from '../support.ts'
import { makeWorld, reissue, sampleClaims, sampleMetadata, variantOf } from './support.ts'

const without = (claims: Json, claim: string) =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim))
const now = () => Math.floor(Date.now() / 1000)

describe('the ID token', () => {
  test.each<[name: string, change: (claims: Json) => Json]>([
    ['invalid-iss', claims => ({ ...claims, iss: 'https://other.example' })],
    ['missing-sub', claims => without(claims, 'sub')],
    ['invalid-aud', claims => ({ ...claims, aud: 'another-client' })],
    ['missing-iat', claims => without(claims, 'iat')],
    ['missing-aud', claims => without(claims, 'aud')],
    ['nonce-invalid', claims => ({ ...claims, nonce: 'a-nonce-of-another-login' })],
    ['invalid-secondary-aud', claims => ({ ...claims, aud: ['oauth-walk', 'another-client'] })],
    ['invalid-missing-exp', claims => without(claims, 'exp')],
    ['valid-aud-as-array', claims => ({ ...claims, aud: ['oauth-walk'] })],
    ['invalid-missing-nonce', claims => without(claims, 'nonce')],
    ['refresh-token-invalid-sub', claims => ({ ...claims, sub: '654321' })],
    ['h75-iss-trailing-slash', claims => ({ ...claims, iss: 'http://127.0.0.1:1/' })],
    [
      'h76-second-audience-with-azp',
      claims => ({ ...claims, aud: ['oauth-walk', 'another-client'], azp: 'oauth-walk' }),
    ],
    ['h77-azp-other', claims => ({ ...claims, azp: 'another-client' })],
    ['h78-exp-string', claims => ({ ...claims, exp: String(claims['exp']) })],
    ['h80-nonce-list', claims => ({ ...claims, nonce: ['the-nonce'] })],
    ['h80-nonce-twice-wrong-last', claims => ({ ...claims, nonce: 'a-nonce-of-another-login' })],
    ['h81-sub-number', claims => ({ ...claims, sub: 123456 })],
    ['h81-sub-256-characters', claims => ({ ...claims, sub: 'x'.repeat(256) })],
    ['h82-at-hash-short', claims => ({ ...claims, at_hash: 'xsZZrUss' })],
  ])('of %s is wrong in this alone, and signed', async (name, change) => {
    const { claims, verified } = await reissue(variantOf(name))
    const expected = change(sampleClaims())
    expect(Object.keys(claims).sort()).toEqual(Object.keys(expected).sort())
    expect({
      ...claims, iat: 0, exp: 0, auth_time: 0,
    }).toEqual({ ...claims, ...expected, iat: 0, exp: 0, auth_time: 0 })
    expect(typeof claims['exp']).toBe(typeof expected['exp'])
    expect(verified).toBe(true)
  })

  test.each([
    ['invalid-expired-exp', 'exp', -300], ['h78-expired-15-seconds-ago', 'exp', -15],
    ['h78-expired-40-seconds-ago', 'exp', -40],
    ['h79-iat-in-an-hour', 'iat', 3600], ['h79-nbf-in-an-hour', 'nbf', 3600],
    ['h83-auth-time-too-old', 'auth_time', -3600],
  ])('of %s is signed at the wrong time', async (name, claim, difference) => {
    const { claims, verified } = await reissue(variantOf(name))
    expect(Math.abs(Number(claims[claim]) - now() - difference)).toBeLessThanOrEqual(2)
    expect(verified).toBe(true)
  })

  test.each([
    ['idtoken-sig-rs256', 'RS256'], ['signing-key-rotation-just-before-signing', 'ES256'], ['h71-ps256', 'PS256'],
    ['h31-key-appears-later', 'ES256'],
  ])('of %s is signed with %s by a key that is published', async (name, alg) => {
    const world = makeWorld()
    world.asked.jwks = 2
    const { header, verified } = await reissue(variantOf(name), world)
    expect([header['alg'], verified]).toEqual([alg, true])
  })

  test.each([
    ['invalid-sig-es256', 'ES256'], ['invalid-sig-rs256', 'RS256'], ['invalid-sig-hs256', 'HS256'],
    ['idtoken-sig-none', 'none'], ['h71-alg-none-in-mixed-case', 'nOnE'],
    ['h71-alg-empty', ''], ['h71-alg-missing', undefined], ['h71-alg-number', 256],
    ['h71-hs256-with-client-secret', 'HS256'], ['h71-hs256-with-public-key', 'HS256'],
    ['h71-es256-by-rsa-key', 'ES256'], ['h72-signature-empty', 'ES256'], ['h72-signature-truncated', 'ES256'],
    ['h72-signature-zero', 'ES256'],
    ['h72-signature-in-der', 'ES256'], ['h72-signed-by-another-key', 'ES256'], ['h33-rsa-1024', 'RS256'],
    ['h37-unusual-curve', 'ES256K'],
    ['h40-key-in-header-jwk', 'ES256'], ['h37-point-not-on-curve', 'ES256'], ['h30-jwks-empty', 'ES256'],
  ])('of %s says %s and is signed by nobody', async (name, alg) => {
    const { header, claims, verified } = await reissue(variantOf(name))
    expect([header['alg'], verified]).toEqual([alg, false])
    expect(claims['sub']).toBe('123456')
  })

  test('names no key where it should not', async () => {
    for (const name of ['kid-absent-single-jwks', 'kid-absent-multiple-jwks']) {
      const { header, keys } = await reissue(variantOf(name))
      expect(header).not.toHaveProperty('kid')
      expect(keys).toHaveLength(name.includes('single') ? 1 : 2)
    }
  })

  test('names a key that is not published', async () => {
    const { header } = await reissue(variantOf('h31-unknown-kid'))
    expect(header['kid']).toBe('nobody')
  })

  test.each(['jku', 'x5u'])('points with %s to where nobody should look', async (member) => {
    const { header } = await reissue(variantOf(`h40-key-in-header-${member}`))
    expect(header[member]).toBe('http://127.0.0.1:1/elsewhere/jwks')
  })

  test('changes its key from login to login', async () => {
    const world = makeWorld()
    const [first, second] = [
      await reissue(variantOf('signing-key-rotation'), world), await reissue(variantOf('signing-key-rotation'), world),
    ]
    expect([first.verified, second.verified]).toEqual([true, true])
    expect(first.header['kid']).not.toBe(second.header['kid'])
    expect(second.keys).toHaveLength(1)
  })
})

describe('every hook', () => {
  const having = (hook: 'idToken' | 'metadata' | 'tokenResponse' | 'authorizationResponse') =>
    variants.filter(variant => variant[hook]).map(({ name }) => name)
  // A weakness shows only where a rule is broken: that is seen in test/sandbox/misbehave/weak.
  const isAlways = (name: string) => !name.startsWith('weak-')

  test.each(having('idToken').filter(isAlways))('of %s changes the ID token', async (name) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => { vi.useRealTimers() })
    const told = ({ header, claims, verified }: Awaited<ReturnType<typeof reissue>>) => ({ header, claims, verified })
    const world = makeWorld()
    const [honest, changed] = [
      await reissue({ ...variantOf(name), idToken: () => undefined }, world), await reissue(variantOf(name), world),
    ]
    expect(told(changed)).not.toEqual(told(honest))
  })

  test.each(having('metadata'))('of %s changes the metadata', (name) => {
    const document = sampleMetadata()
    variantOf(name).metadata?.(document, makeWorld())
    expect(document).not.toEqual(sampleMetadata())
  })

  test.each(having('authorizationResponse').filter(isAlways))('of %s changes the authorization response', (name) => {
    const sample = () => new URLSearchParams({ code: 'the-code', state: 'the-state', iss: 'http://127.0.0.1:1' })
    const parameters = sample()
    variantOf(name).authorizationResponse?.(parameters, makeWorld())
    expect(parameters.toString()).not.toBe(sample().toString())
  })

  // What changes a JWT alone is seen in test/sandbox/mcp/faults.test.ts.
  test.each(
    having('tokenResponse').filter(name => name !== 'mcp-audience-unbound'),
  )('of %s changes the token response', async (name) => {
    const sample = (): Json => ({
      access_token: 'a', token_type: /^(?:dpop|fapi2-answered)-/.test(name) ? 'DPoP' : 'Bearer', expires_in: 3599,
      refresh_token: 'r', scope: 'openid profile email', id_token: 'e30.e30.AA',
    })
    const body = sample()
    const client = {
      jwks: { keys: [{ ...newEcdsaPair().publicKey.export({ format: 'jwk' }), use: 'enc', kid: 'own' }] },
    }
    const context = { oidc: { params: { refresh_token: 'the-one-that-was-sent' }, client } }
    await variantOf(name).tokenResponse?.(body, makeWorld(), context as never)
    expect(body).not.toEqual(sample())
  })
})
