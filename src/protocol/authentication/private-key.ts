import { sign, verify, type KeyObject } from 'node:crypto'
import { importJWK } from 'jose'
import type { ClientKey } from './client-key.ts'
import { bareJwk, toPublicJwk, type Jwk } from './jwk.ts'
import { algorithmsFor, usualAlgorithms } from './signing-algorithms.ts'
import { requireSound, unusable } from './sound-key.ts'

/**
 * The ways in which a private JWK signs: as its `alg` says, otherwise as keys of its type usually do. Raises
 * `key-unusable` {found} for a symmetric or public key, one of a type or for a use that makes no signatures, an `alg`
 * of another type (RFC 7517, section 4.4), an RSA key of less than 2048 bits, and one that is damaged.
 */
export async function toClientKeys(jwk: Jwk): Promise<ClientKey[]> {
  const { kid, alg } = jwk
  if (jwk['kty'] === 'oct') throw unusable('symmetric-key')
  const possible = algorithmsFor(jwk)
  if (possible.length === 0) throw unusable('other-type')
  if (jwk['d'] === undefined) throw unusable('public-key')
  if (!isForSignatures(jwk)) throw unusable('other-use')
  if (alg !== undefined && !(typeof alg === 'string' && possible.includes(alg))) throw unusable('other-algorithm')
  requireSound(jwk, signsFor)
  const algorithms = typeof alg === 'string' ? [alg] : usualAlgorithms(jwk)
  const name = typeof kid === 'string' ? kid : undefined
  return Promise.all(algorithms.map(async algorithm => ({
    kid: name, algorithm, privateKey: await load(jwk, algorithm),
    publicJwk: toPublicJwk(jwk, { kid: name, alg: algorithm }),
  })))
}

/** Tells whether a JWK says of itself that it is no key for signatures (RFC 7517, sections 4.2 and 4.3). */
function isForSignatures({ use, key_ops: operations }: Jwk): boolean {
  return (use === undefined || use === 'sig') && (!Array.isArray(operations) || operations.includes('sign'))
}

/**
 * Tells by a signature whether both halves belong together. If they did not, a provider would only say that it does not
 * know the client.
 */
function signsFor(key: KeyObject, published: KeyObject): boolean {
  const [digest, text] = [key.asymmetricKeyType === 'ed25519' ? null : 'sha256', Buffer.from('oauth-walk')]
  return verify(digest, text, published, sign(digest, text, key))
}

async function load(jwk: Jwk, algorithm: string): Promise<ClientKey['privateKey']> {
  try {
    return await importJWK({ ...bareJwk(jwk), alg: algorithm }, algorithm) as ClientKey['privateKey']
  } catch {
    throw unusable('broken')
  }
}
