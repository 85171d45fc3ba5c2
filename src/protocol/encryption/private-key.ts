import { diffieHellman, generateKeyPairSync, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto'
import { barePublicJwk, type Jwk } from '../authentication/jwk.ts'
import { requireSound, unusable } from '../authentication/sound-key.ts'
import { encryptionAlgorithmsFor, isKeyManagement, type KeyManagementAlgorithm } from './algorithms.ts'
import type { DecryptionKey } from './decryption-key.ts'

/** A key that may do any of these also unwraps keys (RFC 7517, section 4.3). */
const operations = ['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits']

/**
 * Tells what a private JWK is for: signatures, encryption, or, where it does not say (`use`, `alg`, `key_ops`: RFC
 * 7517, section 4), both as far as its type is good for them.
 */
export function purposesOf(jwk: Jwk): { signs: boolean, decrypts: boolean } {
  const { use, alg, key_ops: allowed } = jwk
  const decrypts = encryptionAlgorithmsFor(jwk).length > 0
    && (use === undefined || use === 'enc')
    && (alg === undefined || isKeyManagement(alg))
    && (!Array.isArray(allowed) || operations.some(name => allowed.includes(name)))
  const isSaid = use === 'enc'
    || isKeyManagement(alg)
    || jwk['crv'] === 'X25519'
    || (Array.isArray(allowed) && !allowed.includes('sign'))
  return { signs: !(decrypts && isSaid), decrypts }
}

/**
 * A private JWK as a key to which others encrypt (RFC 7516, section 5.2). Raises `key-unusable` {found} for a public
 * key, an `alg` of another type, an RSA key of less than 2048 bits, and one that is damaged.
 */
export function toDecryptionKey(jwk: Jwk): DecryptionKey {
  const { kid, alg } = jwk
  if (jwk['d'] === undefined) throw unusable('public-key')
  const possible = encryptionAlgorithmsFor(jwk)
  if (alg !== undefined && !possible.includes(alg as KeyManagementAlgorithm)) throw unusable('other-algorithm')
  const privateKey = requireSound(jwk, opensFor)
  const name = typeof kid === 'string' ? kid : undefined
  const algorithms = possible.filter(one => alg === undefined || alg === one)
  const usual = algorithms.find(one => one === 'RSA-OAEP-256') ?? algorithms[0]
  return {
    kid: name, algorithms, privateKey,
    publicJwk: { ...barePublicJwk(jwk), use: 'enc', alg: usual, ...name === undefined ? {} : { kid: name } },
  }
}

/** Tells whether both halves belong together. Otherwise it would show only after the user has signed in. */
function opensFor(key: KeyObject, published: KeyObject): boolean {
  const text = Buffer.from('oauth-walk')
  if (key.asymmetricKeyType === 'rsa') return privateDecrypt(key, publicEncrypt(published, text)).equals(text)
  const other = key.asymmetricKeyType === 'x25519'
    ? generateKeyPairSync('x25519')
    : generateKeyPairSync('ec', { namedCurve: key.asymmetricKeyDetails?.namedCurve ?? '' })
  const here = diffieHellman({ privateKey: key, publicKey: other.publicKey })
  return here.equals(diffieHellman({ privateKey: other.privateKey, publicKey: published }))
}
