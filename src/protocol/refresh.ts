import * as oauth from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import { claimMissing, holds, same, sameClaim, type Check } from './checks.ts'
import { audienceOf, type DecodedIdToken } from './id-token.ts'
import { exchange, libraryRefusal, toLibraryResponse, type Exchange } from './library.ts'
import { verifySignature } from './signature.ts'
import type { TokenEndpointParty } from './token-request.ts'
import type { TokenResponse } from './token-response.ts'

/** The user of a session, as the sign-in told of them. */
export interface SignedInUser {
  issuer: string
  clientId: string
  subject: string | undefined
  authTime: number | undefined
  /** Claims of the first ID token, where they are known; those of a refreshed one must be the same. */
  first: { azp?: unknown, nonce?: unknown } | undefined
}

/** Sends the refresh grant: one POST, never repeated (RFC 6749, section 6). */
export async function requestRefresh(
  { send, server, client, authentication }: TokenEndpointParty, refreshToken: string, extra: [string, string][],
): Promise<Exchange> {
  return exchange(send, 'refresh', server.token_endpoint, options => oauth.refreshTokenGrantRequest(
    server, client, authentication, refreshToken, { additionalParameters: extra, ...options },
  ))
}

/**
 * The checks of an ID token that a refresh brings: still the same issuer, user, client, authorized party and, where
 * there is one, nonce (OpenID Connect Core 1.0, section 12.2).
 */
export function checkRefreshedIdToken({ claims }: DecodedIdToken, user: SignedInUser): Check[] {
  return [
    sameClaim('id-token-issuer', 'OIDC Core 12.2', user.issuer, 'iss', claims.iss),
    ...user.subject === undefined
      ? []
      : [sameClaim('refreshed-subject', 'OIDC Core 12.2', user.subject, 'sub', claims.sub)],
    holds(
      'refreshed-audience', 'OIDC Core 12.2', user.clientId, claims.aud, audienceOf(claims).includes(user.clientId),
      claims.aud === undefined ? claimMissing('aud') : undefined,
    ),
    ...user.authTime === undefined || claims['auth_time'] === undefined
      ? []
      : [same('refreshed-auth-time', 'OIDC Core 12.2', String(user.authTime), JSON.stringify(claims['auth_time']))],
    ...user.first === undefined ? [] : [sameAsFirst('refreshed-authorized-party', user.first.azp, claims['azp'])],
    ...user.first === undefined || claims['nonce'] === undefined
      ? []
      : [sameAsFirst('refreshed-nonce', user.first.nonce, claims['nonce'])],
  ]
}

/**
 * Checks that a claim is as it was at the sign-in: one that was missing must not come with a refresh (OpenID Connect
 * Core 1.0, section 12.2, of `azp`).
 */
function sameAsFirst(name: CheckName, first: unknown, now: unknown): Check {
  const before = typeof first === 'string' ? first : JSON.stringify(first)
  const expected = first === undefined ? describeBy('absent') : before
  return holds(name, 'OIDC Core 12.2', expected, now, now === first)
}

/**
 * Has oauth4webapi judge the refreshed tokens, then verifies the signature of an ID token among them; raises
 * `library-refused`.
 */
export async function verifyRefreshedTokens(
  { send, server, client }: TokenEndpointParty, tokens: TokenResponse,
): Promise<Check[]> {
  const response = toLibraryResponse(tokens.mended)
  try {
    await oauth.processRefreshTokenResponse(server, client, response)
  } catch (error) {
    throw libraryRefusal(error)
  }
  return tokens.id_token === undefined
    ? []
    : [await verifySignature('id-token-signature', send, server, response, tokens.id_token)]
}
