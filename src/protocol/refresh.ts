import type { JWTPayload } from 'jose'
import * as oauth from 'oauth4webapi'
import { describeBy, type Cause } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import { checkAlgorithm } from './algorithm-choice.ts'
import { claimMissing, holds, same, sameClaim, type Check } from './checks.ts'
import { checkRefreshedTimes } from './claim-times.ts'
import {
  checkAccessTokenHash, checkAudience, checkAuthorizedParty, type DecodedIdToken, type IdTokenExpectation,
} from './id-token.ts'
import { exchange, libraryRefusal, toLibraryResponse, type Exchange } from './library.ts'
import { verifySignature } from './signature.ts'
import type { TokenEndpointParty } from './token-request.ts'
import type { TokenResponse } from './token-response.ts'

const rule = 'OIDC Core 12.2'

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

/** What a refreshed ID token is held against besides its user. */
export type RefreshExpectation = Pick<IdTokenExpectation, 'algorithms' | 'now' | 'ahead' | 'accessToken'>

/**
 * The checks of an ID token that a refresh brings, but for its signature: those of a sign-in, and still the same
 * issuer, user, client, authorized party and, where there is one, nonce (OpenID Connect Core 1.0, section 12.2).
 */
export function checkRefreshedIdToken(
  { header, claims }: DecodedIdToken, user: SignedInUser, expected: RefreshExpectation,
): Check[] {
  return [
    checkAlgorithm('id-token-algorithm', 'OIDC Core 3.1.3.7(7)', header, expected.algorithms),
    sameClaim('id-token-issuer', rule, user.issuer, 'iss', claims.iss),
    ...user.subject === undefined ? [] : [sameClaim('refreshed-subject', rule, user.subject, 'sub', claims.sub)],
    checkAudience(claims, user.clientId, 'refreshed-audience', rule),
    ...user.authTime === undefined || claims['auth_time'] === undefined
      ? []
      : [same('refreshed-auth-time', rule, String(user.authTime), JSON.stringify(claims['auth_time']))],
    ...checkSameParty(claims, user),
    ...user.first === undefined || claims['nonce'] === undefined
      ? []
      : [sameAsFirst('refreshed-nonce', user.first.nonce, claims['nonce'])],
    ...checkRefreshedTimes(claims, expected),
    ...checkAccessTokenHash(header, claims, expected.accessToken),
  ]
}

/** A party that was missing must not come with a refresh, though it be this client: nobody else is to blame then. */
function checkSameParty(claims: JWTPayload, { first, clientId }: SignedInUser): Check[] {
  const azp: unknown = claims['azp']
  if (first === undefined) return checkAuthorizedParty(claims, clientId)
  const check = sameAsFirst('refreshed-authorized-party', first.azp, azp)
  if (check.ok || (azp !== undefined && azp !== clientId)) return [check]
  const because: Cause = azp === undefined ? claimMissing('azp') : { code: 'party-added', facts: [clientId] }
  return [{ ...check, because }]
}

/**
 * Checks that a claim is as it was at the sign-in: one that was missing must not come with a refresh (OpenID Connect
 * Core 1.0, section 12.2, of `azp`).
 */
function sameAsFirst(name: CheckName, first: unknown, now: unknown): Check {
  const before = typeof first === 'string' ? first : JSON.stringify(first)
  const expected = first === undefined ? describeBy('absent') : before
  return holds(name, rule, expected, now, now === first)
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
