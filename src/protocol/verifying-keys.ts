import { createPublicKey, type JsonWebKey } from 'node:crypto'
import type { Cause } from '../codes/described.ts'
import type { Check } from './checks.ts'
import { acceptedAlgorithms } from './client.ts'
import { checkSigned, explainKeys } from './key-choice.ts'
import type { PublicKey } from './keys.ts'
import type { AuthorizationServer } from './metadata.ts'

/**
 * Checks before anybody signs in that one of a provider's keys can verify its ID tokens: by an algorithm that it
 * announces, long enough, and one that can be read (OpenID Connect Core 1.0, sections 3.1.3.7, rule 6, and 10.1).
 * Raises nothing.
 */
export function checkVerifyingKeys(server: AuthorizationServer, keys: readonly PublicKey[]): Check {
  const because = whyNone(acceptedAlgorithms(server), keys)
  return checkSigned('id-token-signature', 'OIDC Core 3.1.3.7(6)', server.jwks_uri, because)
}

/**
 * Why no key can sign an ID token by any of these algorithms; undefined where one can, or where only a token tells
 * which.
 */
function whyNone(algorithms: readonly string[], keys: readonly PublicKey[]): Cause | undefined {
  const readable = keys.filter(isReadable)
  if (keys.length > 0 && readable.length === 0) return { code: 'key-unusable', facts: [] }
  const causes = algorithms.map(alg => explainKeys({ alg }, readable))
  if (causes.some(cause => cause === undefined || cause.code === 'ambiguous-key')) return undefined
  return causes.find(cause => cause?.code === 'key-too-short') ?? causes[0]
}

function isReadable(key: PublicKey): boolean {
  try {
    createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
    return true
  } catch {
    return false
  }
}
