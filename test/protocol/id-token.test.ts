import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  checkIdToken, decodeIdToken, type DecodedIdToken, type IdTokenExpectation,
} from '../../src/protocol/id-token.ts'

const now = 1_800_000_000
const accessToken = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'
const expectation: IdTokenExpectation = {
  issuer: 'https://op.example', clientId: 'client', nonce: 'nonce', algorithms: ['RS256', 'ES384', 'EdDSA'], now,
  maxAge: undefined, accessToken,
}
const claims = { iss: 'https://op.example', aud: 'client', sub: 'user', iat: now, exp: now + 300, nonce: 'nonce' }

/** The names of the checks that fail for a good token with these changes. */
function failed(
  change: Record<string, unknown>, header: Record<string, unknown> = { alg: 'RS256' },
  expected: Partial<IdTokenExpectation> = {},
): string[] {
  const decoded = { header, claims: { ...claims, ...change } } as DecodedIdToken
  return checkIdToken(decoded, { ...expectation, ...expected }).filter(({ ok }) => !ok).map(({ name }) => name)
}

test('a good token passes them all', () => {
  expect(failed({})).toEqual([])
})

test.each([
  {
    check: 'id-token-issuer',
    bad: [
      { iss: 'https://op.example/' }, { iss: 'HTTPS://op.example' }, { iss: undefined },
      { iss: ['https://op.example'] },
    ],
    good: [],
  },
  {
    check: 'id-token-audience',
    bad: [
      { aud: 'other' }, { aud: undefined }, { aud: [] }, { aud: ['client', 'other'] }, { aud: 5 }, { aud: 'client2' },
    ],
    good: [{ aud: ['client'] }, { aud: ['other', 'client'], azp: 'client' }],
  },
  {
    check: 'id-token-authorized-party', bad: [{ azp: 'other' }, { azp: '' }, { azp: ['client'] }],
    good: [{ azp: 'client' }],
  },
  {
    check: 'id-token-expiry',
    bad: [
      { exp: now - 31 }, { exp: now - 30 }, { exp: undefined }, { exp: `${now + 60}` }, { exp: null }, { exp: -1e300 },
    ],
    good: [{ exp: now - 29 }, { exp: now + 3_000_000_000 }, { exp: 1e300 }],
  },
  {
    check: 'id-token-issued-at', bad: [{ iat: now + 61 }, { iat: now - 601 }, { iat: undefined }, { iat: `${now}` }],
    good: [{ iat: now + 60 }, { iat: now - 600 }],
  },
  { check: 'id-token-not-before', bad: [{ nbf: now + 31 }, { nbf: 'soon' }], good: [{ nbf: now + 30 }, { nbf: 0 }] },
  {
    check: 'id-token-nonce', bad: [{ nonce: 'other' }, { nonce: undefined }, { nonce: ['nonce'] }, { nonce: 'Nonce' }],
    good: [],
  },
  {
    check: 'id-token-subject',
    bad: [{ sub: '' }, { sub: undefined }, { sub: 5 }, { sub: 's'.repeat(256) }, { sub: 'a\u001b[2J' }, { sub: '张三' }],
    good: [{ sub: 's'.repeat(255) }, { sub: ' ' }],
  },
] as { check: string, bad: Record<string, unknown>[], good: Record<string, unknown>[] }[])('$check', ({
  check, bad, good,
}) => {
  for (const change of bad) expect(failed(change), JSON.stringify(change)).toContain(check)
  for (const change of good) expect(failed(change), JSON.stringify(change)).toEqual([])
})

test('the nonce is not looked for where none was sent', () => {
  expect(failed({ nonce: undefined }, { alg: 'RS256' }, { nonce: undefined })).toEqual([])
})

test.each([
  { header: { alg: 'RS256' }, ok: true }, { header: { alg: 'ES384' }, ok: true },
  { header: { alg: 'none' }, ok: false }, { header: { alg: 'nOnE' }, ok: false },
  { header: { alg: '' }, ok: false }, { header: {}, ok: false }, { header: { alg: 'HS256' }, ok: false },
  { header: { alg: 'PS256' }, ok: false },
  { header: { alg: 'RS256', crit: ['exp'] }, ok: false }, { header: { alg: ['RS256'] }, ok: false },
])('id-token-algorithm: $header', ({ header, ok }) => {
  expect(failed({}, header).includes('id-token-algorithm')).toBe(!ok)
})

test.each([
  { auth_time: now, ok: true }, { auth_time: now - 90, ok: true }, { auth_time: now - 91, ok: false },
  { auth_time: now + 60, ok: true }, { auth_time: now + 61, ok: false }, { auth_time: now * 1000, ok: false },
  { auth_time: undefined, ok: false },
  { auth_time: `${now}`, ok: false },
])('id-token-auth-time with --max-age 60: $auth_time', ({ auth_time, ok }) => {
  expect(failed({ auth_time }, { alg: 'RS256' }, { maxAge: 60 }).includes('id-token-auth-time')).toBe(!ok)
  expect(failed({ auth_time })).toEqual([])
})

describe('at_hash', () => {
  const half = (algorithm: string) => {
    const digest = createHash(algorithm).update(accessToken).digest()
    return digest.subarray(0, digest.length / 2).toString('base64url')
  }

  test.each([
    { alg: 'RS256', hash: 'sha256' }, { alg: 'ES384', hash: 'sha384' }, { alg: 'EdDSA', hash: 'sha512' },
  ])('of $alg is by $hash', ({ alg, hash }) => {
    expect(failed({ at_hash: half(hash) }, { alg })).toEqual([])
    const other = hash === 'sha256' ? 'sha512' : 'sha256'
    expect(failed({ at_hash: half(other) }, { alg })).toEqual(['id-token-access-token-hash'])
  })

  test('is the example of OpenID Connect Core 1.0, appendix A.3', () => {
    expect(failed({ at_hash: '77QmUPtjPfzWtF2AnpK9RQ' })).toEqual([])
  })

  test.each(['', '77QmUPtjPfzWtF2AnpK9R', '77QmUPtjPfzWtF2AnpK9RQ=', 5, null])('%j does not fit', (at_hash) => {
    expect(failed({ at_hash })).toEqual(['id-token-access-token-hash'])
  })
})

describe('taking a token apart', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  test('gives header and claims', () => {
    expect(
      decodeIdToken(`${part({ alg: 'RS256' })}.${part(claims)}.c2ln`),
    ).toEqual({ header: { alg: 'RS256' }, claims })
  })

  test.each([
    '', 'a', 'a.b', 'a.b.c.d.e', '..', `${part(null)}.${part(claims)}.x`, `${part({ alg: 'RS256' })}.${part(null)}.x`,
    `${part({ alg: 'RS256' })}.${part([])}.x`,
    `${part('RS256')}.${part(claims)}.x`, '!.!.!', `e30.${Buffer.from('{').toString('base64url')}.x`,
  ])('refuses %s', (token) => {
    expect(decodeIdToken(token)).toMatchObject({ name: 'id-token-readable', ok: false })
  })
})

test.each([
  [{ iat: undefined }, 'iat'], [{ iat: `${now}` }, 'iat'], [{ exp: undefined }, 'exp'], [{ nbf: 'soon' }, 'nbf'],
  [{ auth_time: undefined }, 'auth_time'],
])('a time that is missing or none is never put down to a clock (%j)', (change, name) => {
  for (const ahead of [undefined, 0, 500, -500]) {
    const decoded = { header: { alg: 'RS256' }, claims: { ...claims, ...change } } as DecodedIdToken
    const [wrong] = checkIdToken(decoded, { ...expectation, ahead, maxAge: 'auth_time' in change ? 60 : undefined })
      .filter(({ ok }) => !ok)
    expect(wrong?.because).toEqual({ code: 'no-time', facts: [name] })
  }
})
