import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { afterEach, expect, test, vi } from 'vitest'
import { tryKeys } from '../../src/protocol/try-keys.ts'

const verify = vi.spyOn(crypto.subtle, 'verify')
afterEach(() => verify.mockClear())

const tryThese = async (keys: unknown) =>
  tryKeys({ status: 200, headers: {}, body: JSON.stringify({ keys }) })
const made = async (alg: string): Promise<JWK> =>
  exportJWK((await generateKeyPair(alg, { extractable: true })).publicKey)

test.each(['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'])('a key for %s is used once', async (alg) => {
  const key = await made(alg)
  await tryThese([{ use: 'enc', kty: 'RSA' }, { ...key, alg, use: 'sig' }, key])
  expect(verify).toHaveBeenCalledTimes(1)
})

test('so is one that does not say what it is for', async () => {
  await tryThese([await made('ES256')])
  expect(verify).toHaveBeenCalledTimes(1)
})

test.each<[string, unknown]>([
  ['no keys', []], ['no list', 'x'], ['no key', [1, null, 'x']], ['one for encryption', [{ kty: 'RSA', use: 'enc' }]],
  ['an unknown kind', [{ kty: 'X' }]], ['half a key', [{ kty: 'EC', crv: 'P-256', x: 'AA' }]],
  ['a shared secret', [{ kty: 'oct', k: 'AAAA', alg: 'HS256' }]], ['an odd algorithm', [{ kty: 'RSA', alg: 'none' }]],
])('%s: nothing is verified, and nothing fails', async (_name, keys) => {
  await tryThese(keys)
  expect(verify).not.toHaveBeenCalled()
})
