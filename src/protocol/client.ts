import * as oauth from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import { holds, type Check } from './checks.ts'
import type { AuthorizationServer } from './metadata.ts'

/**
 * Signature algorithms accepted for ID tokens: what the provider advertises (RS256 where it does not) without `none`
 * and HMAC.
 */
export function acceptedAlgorithms(server: AuthorizationServer): string[] {
  const advertised = server.id_token_signing_alg_values_supported ?? ['RS256']
  return advertised.filter(algorithm =>
    typeof algorithm === 'string' && /^(RS|PS|ES)\d{3}$|^EdDSA$|^Ed25519$/.test(algorithm))
}

/**
 * Checks before anybody signs in that the provider signs ID tokens with an algorithm that we take: one by any other
 * could only be refused (OpenID Connect Core 1.0, section 3.1.3.7, rule 7).
 */
export function checkAlgorithms(server: AuthorizationServer): Check {
  const advertised = server.id_token_signing_alg_values_supported ?? []
  const ok = acceptedAlgorithms(server).length > 0
  const taken = describeBy('one-of', 'RS256', 'PS256', 'ES256', 'EdDSA')
  return holds(
    'id-token-algorithm', 'OIDC Core 3.1.3.7(7)', taken, advertised.join(' ') || describeBy('none'), ok,
    { code: 'algorithms-unusable', facts: [] },
  )
}

/** The client as oauth4webapi wants it; the clock difference is in seconds, the tolerance is 30 seconds. */
export function libraryClient(clientId: string, server: AuthorizationServer, clockSkewSeconds: number): oauth.Client {
  return {
    client_id: clientId,
    id_token_signed_response_alg: acceptedAlgorithms(server) as never,
    [oauth.clockSkew]: clockSkewSeconds,
    [oauth.clockTolerance]: 30,
  }
}
