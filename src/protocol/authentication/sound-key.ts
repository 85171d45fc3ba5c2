import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { Failure } from '../../codes/failure.ts'
import { bareJwk, barePublicJwk, type Jwk } from './jwk.ts'

/**
 * A shorter RSA key must not be used, neither to sign (RFC 7518, sections 3.3 and 3.5) nor to encrypt (section 4.3); in
 * bits.
 */
const fewestBits = 2048

/**
 * The private half of a JWK whose halves belong together, as the given trial of both shows. Raises `key-unusable`
 * {found} for an RSA key of less than 2048 bits, and one that is damaged.
 */
export function requireSound(jwk: Jwk, belongTogether: (key: KeyObject, published: KeyObject) => boolean): KeyObject {
  const key = attempt(() => createPrivateKey({ key: bareJwk(jwk) as JsonWebKey, format: 'jwk' }))
  if ((key.asymmetricKeyDetails?.modulusLength ?? fewestBits) < fewestBits) throw unusable('short-key')
  const published = attempt(() => createPublicKey({ key: barePublicJwk(jwk) as JsonWebKey, format: 'jwk' }))
  if (!attempt(() => belongTogether(key, published))) throw unusable('broken')
  return key
}

/** Makes the failure of a key that can't be used. */
export function unusable(found: string): Failure {
  return new Failure('key-unusable', { found })
}

/** Drops the library's error, not even keeping it as a cause: it may quote the key. */
function attempt<Result>(run: () => Result): Result {
  try {
    return run()
  } catch {
    throw unusable('broken')
  }
}
