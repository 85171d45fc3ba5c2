import { compactVerify, createLocalJWKSet } from 'jose'
import { describeBy } from '../codes/described.ts'
import { asymmetric } from './algorithm-choice.ts'
import { holds, type Check } from './checks.ts'
import type { DecodedIdToken } from './id-token.ts'
import { describeMisfit, explainKeys } from './key-choice.ts'
import type { PublicKey } from './keys.ts'

/**
 * Whether one of these keys has signed a JWT (RFC 7515, section 5.2). An HMAC is no signature here: a public key is no
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
  const isSigned = await isSignedBy(token, keys)
  const because = isSigned ? undefined : explainKeys(header, keys) ?? { code: 'signature-wrong' as const, facts: [] }
  const actual = because === undefined ? describeBy('signed') : describeMisfit(because)
  return holds(
    'id-token-signature', 'OIDC Core 3.1.3.7(6)', describeBy('key-of', ...address === undefined ? [] : [address]),
    actual, isSigned, because,
  )
}
