import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
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
  const encoded = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return createPrivateKey(encoded.privateKey).export({ format: 'jwk' })
}

/** What is wrong with keys that are to sign, and where; nothing where they will do. It never repeats a key. */
export function findWrongKey(keys: readonly JsonWebKey[]): { at: string, wrong: string } | undefined {
  const seen = new Map<string, number>()
  for (const [place, key] of keys.entries()) {
    const wrong = (text: string) => ({ at: `/keys/${place}`, wrong: text })
    const made = readPrivateKey(key)
    if (made === undefined) return wrong('no private key')
    if (!fitsAlgorithm(made, String(key['alg']))) return wrong(`no key for ${String(key['alg'])}`)
    const itself = createPublicKey(made).export({ type: 'spki', format: 'der' }).toString('base64')
    const before = seen.get(itself)
    if (before !== undefined) return wrong(`the same key as /keys/${before}`)
    seen.set(itself, place)
  }
  return undefined
}

function readPrivateKey(key: JsonWebKey): KeyObject | undefined {
  try {
    return createPrivateKey({ key, format: 'jwk' })
  } catch {
    return undefined
  }
}

const curves: Readonly<Record<string, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' }

/** Whether a key can sign so (RFC 7518, section 3.1; RFC 8037, section 3.1). */
function fitsAlgorithm(
  { asymmetricKeyType: type, asymmetricKeyDetails: { namedCurve, modulusLength = 0 } = {} }: KeyObject, alg: string,
): boolean {
  if (alg === 'EdDSA') return type === 'ed25519'
  return /^[RP]S/.test(alg) ? type === 'rsa' && modulusLength >= 2048 : type === 'ec' && namedCurve === curves[alg]
}
