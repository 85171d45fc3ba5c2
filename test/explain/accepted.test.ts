import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { asked, brought, page, provider, readingsOf, redeemed, type Entry } from './recording.ts'

/** What two messages of a login say otherwise although the server took it. */
const names = [
  'verifier-not-compared', 'client-not-compared', 'code-not-compared', 'proof-key-not-compared', 'method-plain',
]
const toldOf = async (entries: readonly Entry[]) =>
  (await readingsOf(entries)).filter(one => names.includes(one.split(':')[1] ?? ''))
const other = 'Ab3'.repeat(15)
const challengeOf = (verifier: string, form: 'base64url' | 'hex' | 'base64' = 'base64url') =>
  createHash('sha256').update(verifier).digest(form)
const refused = { status: 400, body: { error: 'invalid_grant' } }

test.each([
  ['verifier', 'weak:verifier-not-compared', [asked(), brought(), redeemed({}, { code_verifier: other })]],
  ['client', 'weak:client-not-compared', [asked(), brought(), redeemed({}, { client_id: 'another' })]],
  ['code', 'note:code-not-compared', [asked(), brought(), redeemed({}, { code: 'Zz9qLmN4Rw8ZpB3c' })]],
  [
    'challenge that was not hashed', 'weak:method-plain',
    [asked({ code_challenge: other }), brought(), redeemed({}, { code_verifier: other })],
  ],
])('tokens for another %s are told', async (_, expected, entries) => {
  expect(await toldOf(entries)).toEqual([expected])
})

const key = {
  kty: 'EC', crv: 'P-256', x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
  y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
}
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const proof = `${part({ alg: 'ES256', typ: 'dpop+jwt', jwk: key })}.${part({
  jti: 'a1B2', htm: 'POST', htu: `${provider}/token`, iat: 1_795_960_000,
})}.c2lnbmVk`
const proven = redeemed({ headers: { dpop: proof, 'content-type': 'application/x-www-form-urlencoded' } })

test('a code that was bound to a key, and a proof of another, are told; of that key, not', async () => {
  expect(
    await toldOf([asked({ dpop_jkt: 'A'.repeat(43) }), brought(), proven]),
  ).toEqual(['weak:proof-key-not-compared'])
  const own = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'
  expect(await toldOf([asked({ dpop_jkt: own }), brought(), proven])).toEqual([])
})

test('a request that was pushed ahead is compared as well', async () => {
  const { url } = asked()
  const pushed: Entry = {
    method: 'POST', url: `${provider}/par`, form: Object.fromEntries(new URL(url).searchParams), status: 201,
    body: { request_uri: 'urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c', expires_in: 60 },
  }
  const reference = { ...asked(), url: `${provider}/auth?client_id=app&request_uri=${
    encodeURIComponent('urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c')}` }
  expect(await toldOf([pushed, reference, brought(), redeemed({}, { code_verifier: other })]))
    .toEqual(['weak:verifier-not-compared'])
  expect(await toldOf([pushed, reference, brought(), redeemed()])).toEqual([])
})

const foreign = { code: 'Sk1kYpZ0a7Q2tU8v', state: 'q5w8GX2mN0qT6r1z' }

test.each<[string, Entry[]]>([
  ['a good login', [asked(), brought(), redeemed()]],
  ['a refusal', [asked(), brought(), redeemed(refused, { code_verifier: other })]],
  ['a masked verifier', [asked(), brought(), redeemed({}, { code_verifier: '[REDACTED]' })]],
  ['a masked client', [asked(), brought(), redeemed({}, { client_id: '***' })]],
  ['a callback that is not there', [asked(), redeemed({}, { code_verifier: other })]],
  [
    'a callback of another login',
    [
      asked(), { url: `${page}/callback?${new URLSearchParams(foreign).toString()}` },
      redeemed({}, { code_verifier: other }),
    ],
  ],
  ['one state for two logins', [asked(), asked(), brought(), redeemed({}, { code_verifier: other })]],
  [
    'a server that hashes to hex',
    [asked({ code_challenge: challengeOf(other, 'hex') }), brought(), redeemed({}, { code_verifier: other })],
  ],
  [
    'a server that takes padding',
    [asked({ code_challenge: `${challengeOf(other)}=` }), brought(), redeemed({}, { code_verifier: other })],
  ],
  ['a client id in other case', [asked(), brought(), redeemed({}, { client_id: 'APP' })]],
  [
    'a code without a verifier',
    [
      asked({ code_challenge: undefined, code_challenge_method: undefined }), brought(),
      redeemed({}, { code: 'Zz9qLmN4Rw8ZpB3c', code_verifier: undefined }),
    ],
  ],
])('nothing is told of %s', async (_, entries) => {
  expect(await toldOf(entries)).toEqual([])
})
