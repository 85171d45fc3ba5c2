import { compactVerify, createLocalJWKSet } from 'jose'
import { asymmetric } from './algorithm-choice.ts'
import type { Check } from './checks.ts'
import type { DecodedIdToken } from './id-token.ts'
import { checkSigned, explainKeys } from './key-choice.ts'
import type { PublicKey } from './keys.ts'

/**
 * Tells whether one of these keys has signed a JWT (RFC 7515, section 5.2). An HMAC does not count: a public key is no
 * secret.
 */
export async function isSignedBy(token: string, keys: readonly PublicKey[]): Promise<boolean> {
  try {
    await compactVerify(token, createLocalJWKSet({ keys: [...keys] }), { algorithms: [...asymmetric] })
    return true
  } catch {
    return false
  }
}

/**
 * Checks an ID token's signature with keys that are there already, from this address (OpenID Connect Core 1.0, section
 * 3.1.3.7, rule 6).
 */
export async function checkSignedBy(
  token: string, { header }: DecodedIdToken, keys: readonly PublicKey[], address: string | undefined,
): Promise<Check> {
  const because = await isSignedBy(token, keys)
    ? undefined
    : explainKeys(header, keys) ?? { code: 'signature-wrong' as const, facts: [] }
  return checkSigned('id-token-signature', 'OIDC Core 3.1.3.7(6)', address, because)
}
