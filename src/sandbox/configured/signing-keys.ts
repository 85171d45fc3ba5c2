import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { newEcdsaKey, newRsaKey } from '../new-key.ts'
import type { SandboxSettings } from './settings.ts'

type Algorithm = NonNullable<SandboxSettings['signing_alg']>

/** What the sandbox signs with, the first first: the keys that were given, or a new one. */
export function signingKeysOf({ keys, signing_alg: alg = 'ES256' }: SandboxSettings): (JsonWebKey & { alg: string })[] {
  if (keys !== undefined) return keys.map(key => ({ use: 'sig', ...key, alg: String(key['alg']) }))
  return [{ ...newKey(alg), use: 'sig', alg }]
}

function newKey(alg: Algorithm): JsonWebKey {
  if (alg === 'ES256') return newEcdsaKey('P-256').export({ format: 'jwk' })
  if (alg !== 'EdDSA') return newRsaKey(2048).export({ format: 'jwk' })
  // Read from its encoding, for the reason that new-key.ts gives.
  const encoded = generateKeyPairSync('ed25519', { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  return createPrivateKey(encoded.privateKey).export({ format: 'jwk' })
}
