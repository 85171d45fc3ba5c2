import {
  calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, generateKeyPair, importJWK, jwtVerify, type JWK,
} from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { importProofKey, makeProofKey, signProof, thumbprintOf } from '../../src/protocol/dpop.ts'
import { nonceIn, wantsNonce } from '../../src/protocol/dpop-nonce.ts'
import { requestRefresh } from '../../src/protocol/refresh.ts'
import type { WireRequest, WireResponse } from '../../src/wire.ts'

const server = (supported?: string[]) => ({
  issuer: 'https://as.example', token_endpoint: 'https://as.example/token',
  ...supported && { dpop_signing_alg_values_supported: supported },
})
const facts = {
  method: 'POST', url: 'https://as.example:8443/token?a=b#c', issuedAt: 1_700_000_000, jti: 'one', nonce: undefined,
  accessToken: undefined,
}

describe('a proof', () => {
  test('is about one request: its method, its address without query and fragment, its time', async () => {
    const proof = await signProof(await makeProofKey(server()), facts)
    expect(decodeJwt(proof)).toEqual({
      jti: 'one', htm: 'POST', htu: 'https://as.example:8443/token', iat: 1_700_000_000,
    })
    const { jwk, ...header } = decodeProtectedHeader(proof)
    expect(header).toEqual({ alg: 'ES256', typ: 'dpop+jwt' })
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y'])
    await jwtVerify(proof, await importJWK(jwk as JWK, 'ES256'), { currentDate: new Date(1_700_000_000_000) })
  })

  test('has the hash of the access token (RFC 9449, section 7.1, its own example) and the nonce', async () => {
    const accessToken = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU'
    const proof = await signProof(await makeProofKey(server()), {
      ...facts, accessToken, nonce: 'eyJ7S_zG.eyJH0-Z.HX4w-7v',
    })
    expect(decodeJwt(proof)).toMatchObject({
      ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo', nonce: 'eyJ7S_zG.eyJH0-Z.HX4w-7v',
    })
  })

  test.each([
    'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'RS256',
  ])('can be signed by %s, where the provider takes nothing else', async (algorithm) => {
    const key = await makeProofKey(server(['none', 'HS256', algorithm]))
    const proof = await signProof(key, facts)
    const { alg, jwk } = decodeProtectedHeader(proof)
    expect(alg).toBe(algorithm)
    await jwtVerify(proof, await importJWK(jwk as JWK, algorithm), { currentDate: new Date(1_700_000_000_000) })
    expect(Object.keys(jwk ?? {}).filter(member => ['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(member))).toEqual([])
    expect(await thumbprintOf(key)).toBe(await calculateJwkThumbprint(jwk as JWK))
  })

  test('can’t be signed where the provider takes none of these', async () => {
    await expect(makeProofKey(server(['none', 'HS256']))).rejects.toMatchObject({ code: 'proof-unsupported' })
    await expect(makeProofKey(server([]))).rejects.toMatchObject({ code: 'proof-unsupported' })
  })

  test('can’t be signed by what is no key', async () => {
    await expect(importProofKey({ kty: 'EC', crv: 'P-256', d: 'x', x: 'y', y: 'z', alg: 'ES256' })).rejects.toThrow()
  })
})

const answer = (status: number, headers: Record<string, string> = {}, body = ''): WireResponse => ({
  status, headers, body,
})

describe('a server’s nonce', () => {
  test.each<[string, WireResponse, boolean]>([
    ['a token endpoint', answer(400, {}, '{"error":"use_dpop_nonce"}'), true],
    [
      'a resource server',
      answer(401, { 'www-authenticate': 'DPoP error="use_dpop_nonce", error_description="again"' }), true,
    ],
    ['a scheme in other capitals', answer(401, { 'www-authenticate': 'dPoP error="use_dpop_nonce"' }), true],
    [
      'a challenge behind another',
      answer(401, { 'www-authenticate': 'Bearer error="invalid_token", DPoP error="use_dpop_nonce"' }), true,
    ],
    ['another scheme', answer(401, { 'www-authenticate': 'Bearer error="use_dpop_nonce"' }), false],
    ['another error', answer(400, {}, '{"error":"invalid_dpop_proof"}'), false],
    ['a resource that speaks of it', answer(200, {}, '{"error":"use_dpop_nonce"}'), false],
    ['a server that failed', answer(500, {}, '{"error":"use_dpop_nonce"}'), false],
  ])('is wanted by %s', (_, said, wanted) => expect(wantsNonce(said)).toBe(wanted))

  test.each([
    ['abc-._~!#', 'abc-._~!#'], ['', undefined], ['a b', undefined], ['a"b', undefined], ['a\\b', undefined],
    ['ä', undefined],
  ])('%j is taken as %j', (given, taken) => {
    expect(nonceIn(answer(200, { 'dpop-nonce': given }))).toBe(taken)
  })
})

test('a request that is made again has an assertion of its own, and is made again once', async () => {
  const { privateKey } = await generateKeyPair('ES256')
  const sent: WireRequest[] = []
  const { answer: last } = await requestRefresh({
    server: server(), client: { client_id: 'c' }, authentication: oauth.PrivateKeyJwt(privateKey),
    send: async (request) => {
      sent.push(request)
      return { ...answer(400, {}, `{"error":"use_dpop_nonce","count":${sent.length}}`), again: true as const }
    },
  }, 'refresh-token', [])
  expect(JSON.parse(last.body)).toMatchObject({ count: 2 })
  const ids = sent.map(({ body = '' }) => decodeJwt(new URLSearchParams(body).get('client_assertion') ?? '').jti)
  expect([ids.length, new Set(ids).size]).toEqual([2, 2])
})
