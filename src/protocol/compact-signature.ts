import { compactVerify, createLocalJWKSet, errors } from 'jose'
import type { Cause } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import type { Send } from '../wire.ts'
import { asymmetric, checkAlgorithm, demandedExtensions } from './algorithm-choice.ts'
import type { Check } from './checks.ts'
import type { DecodedIdToken } from './id-token.ts'
import { checkSigned, explainKeys } from './key-choice.ts'
import type { AuthorizationServer } from './metadata.ts'
import { publishedKeys } from './published-keys.ts'

/**
 * Checks that a JWT of the provider's is signed with one of the algorithms that its metadata announces, where it
 * announces any (JARM, section 3; RFC 9701, section 7); never an HMAC, and never none.
 */
export function checkSigningAlgorithm(
  name: CheckName, rule: string, { header }: DecodedIdToken, announced: unknown,
): Check {
  const taken = Array.isArray(announced) && announced.length > 0
    ? asymmetric.filter(algorithm => announced.includes(algorithm))
    : asymmetric
  const shown = taken === asymmetric ? ['RS256', 'PS256', 'ES256', 'EdDSA'] : taken
  return checkAlgorithm(name, rule, header, taken, shown)
}

/** Checks that a key of the provider has signed a JWT (RFC 7515, section 5.2). Raises what fetching the keys raises. */
export async function checkCompactSignature(
  name: CheckName, rule: string, jwt: string, { header }: DecodedIdToken, send: Send, server: AuthorizationServer,
): Promise<Check> {
  const address = server.jwks_uri
  const because = address === undefined
    ? { code: 'no-key-set' as const, facts: [] }
    : await whyWrong(jwt, header, send, address)
  return checkSigned(name, rule, address, because)
}

/** Why no key of the provider has signed it; undefined where one has. */
async function whyWrong(
  jwt: string, header: DecodedIdToken['header'], send: Send, address: string,
): Promise<Cause | undefined> {
  const demanded = demandedExtensions(header)
  if (demanded !== undefined) return { code: 'critical-extension', facts: [demanded] }
  const keys = await publishedKeys(send, address)
  const unfit = explainKeys(header, keys)
  if (unfit) return unfit
  try {
    await compactVerify(jwt, createLocalJWKSet({ keys }), { algorithms: [...asymmetric] })
    return undefined
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return { code: 'signature-wrong', facts: [] }
    if (error instanceof errors.JOSEError) return { code: 'key-unusable', facts: [] }
    throw error
  }
}
