import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, type JWSHeaderParameters } from 'jose'
import { describeBy, type Cause, type DescriptionCode } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import { checkAlgorithm } from './algorithm-choice.ts'
import { checkAuthTime, checkTimes } from './claim-times.ts'
import { claimMissing, holds, nameCharacter, same, sameClaim, whyNotPrintable, type Check } from './checks.ts'
import { isNestedTooDeep } from './answer/json.ts'
import { kindOf } from './answer/kind.ts'

/** An ID token taken apart; nothing in it is proven before its checks passed (OpenID Connect Core 1.0, section 2). */
export interface DecodedIdToken {
  header: JWSHeaderParameters
  claims: JWTPayload
}

/** The expected claims of an ID token. Times are in seconds since 1970, by the client's clock. */
export interface IdTokenExpectation {
  issuer: string
  clientId: string
  nonce: string | undefined
  algorithms: string[]
  now: number
  /**
   * Seconds by which the client's clock is ahead of the Date of the provider's answer (RFC 9110, section 6.6.1);
   * negative where it is behind.
   */
  ahead?: number | undefined
  maxAge: number | undefined
  accessToken: string
}

/** Why a token can't be taken apart. */
class Unreadable extends Error {
  readonly code: DescriptionCode
  readonly because: Cause | undefined

  constructor(code: DescriptionCode, because?: Cause) {
    super(code)
    this.code = code
    this.because = because
  }
}

/** Takes the token apart, or tells that it is not a signed JWT of three parts (RFC 7515, section 3.1). */
export function decodeIdToken(token: string): DecodedIdToken | Check {
  try {
    if (token.split('.').length !== 3) throw new Unreadable('not-three-parts')
    // The decoder skips blanks, line breaks and padding; what is stored and sent on would still hold them.
    const strange = nameCharacter(/[^\w.-]/u.exec(token)?.[0])
    if (strange) throw new Unreadable('not-base64url', { code: 'jwt-characters', facts: [strange] })
    const decoded = { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
    if (isNestedTooDeep(decoded)) throw new Unreadable('nested-too-deep')
    return decoded
  } catch (error) {
    const { code, because } = error instanceof Unreadable ? error : new Unreadable('undecodable')
    return holds('id-token-readable', 'OIDC Core 2', describeBy('signed-jwt'), describeBy(code), false, because)
  }
}

/** The claims of a signed JWT, nothing proven about them; undefined where the value is none. */
export function claimsIn(jwt: unknown): JWTPayload | undefined {
  const decoded = typeof jwt === 'string' ? decodeIdToken(jwt) : undefined
  return decoded === undefined || 'name' in decoded ? undefined : decoded.claims
}

/** Whom a token is for: `aud` may be one text or a list, or be left out (RFC 7519, section 4.1.3). */
export function audienceOf({ aud }: JWTPayload): string[] {
  return [aud ?? []].flat()
}

/** Tells whether a header names this media type, in any case, perhaps as `application/…` (RFC 7515, section 4.1.9). */
export function isOfType({ typ }: JWSHeaderParameters, mediaType: string): boolean {
  return typeof typ === 'string' && typ.toLowerCase().replace(/^application\//, '') === mediaType
}

/**
 * The checks of an ID token at sign-in, but for its signature (OpenID Connect Core 1.0, sections 3.1.3.7 and 3.1.3.8).
 */
export function checkIdToken({ header, claims }: DecodedIdToken, expected: IdTokenExpectation): Check[] {
  return [
    checkAlgorithm('id-token-algorithm', 'OIDC Core 3.1.3.7(7)', header, expected.algorithms),
    checkIssuer(expected.issuer, claims.iss),
    checkAudience(claims, expected.clientId),
    ...checkAuthorizedParty(claims, expected.clientId),
    ...checkTimes(claims, expected),
    ...expected.nonce === undefined ? [] : [checkNonce(claims, expected.nonce)],
    checkSubject(claims),
    ...checkAuthTime(claims, expected),
    ...checkAccessTokenHash(header, claims, expected.accessToken),
  ]
}

/** The issuer must be identical; a slash at the end is the commonest difference, and no sign of another provider. */
function checkIssuer(expected: string, iss: unknown): Check {
  const check = sameClaim('id-token-issuer', 'OIDC Core 3.1.3.7(2)', expected, 'iss', iss)
  const isSlash = !check.ok && typeof iss === 'string' && (iss === `${expected}/` || `${iss}/` === expected)
  return isSlash ? { ...check, because: { code: 'issuer-slash', facts: [] } } : check
}

/** The subject is a string of 1 to 255 ASCII characters (OpenID Connect Core 1.0, section 2). */
export function checkSubject(claims: JWTPayload): Check {
  const sub: unknown = claims.sub
  const because = whyNotPrintable('sub', sub, 255)
  return holds(
    'id-token-subject', 'OIDC Core 2', describeBy('printable-ascii', 1, 255), sub, because === undefined, because,
  )
}

/**
 * The client is among the audience, and alone unless `azp` names it (OpenID Connect Core 1.0, section 3.1.3.7, rules 3
 * to 5).
 */
export function checkAudience(
  claims: JWTPayload, clientId: string, name: CheckName = 'id-token-audience', rule = 'OIDC Core 3.1.3.7(3)',
): Check {
  const audience = audienceOf(claims)
  const ok = audience.includes(clientId) && (audience.length === 1 || claims['azp'] === clientId)
  return holds(name, rule, clientId, claims.aud, ok, whyNotAudience(audience, claims['azp'], clientId))
}

/** The token answers this authorization request (OpenID Connect Core 1.0, section 3.1.3.7, rule 11). */
function checkNonce(claims: JWTPayload, nonce: string): Check {
  const check = same('id-token-nonce', 'OIDC Core 3.1.3.7(11)', nonce, claims['nonce'])
  return claims['nonce'] === undefined ? { ...check, because: { code: 'nonce-missing', facts: [] } } : check
}

function whyNotAudience(audience: unknown[], azp: unknown, clientId: string): Cause | undefined {
  if (audience.length === 0) return claimMissing('aud')
  const other = audience.find(one => typeof one !== 'string')
  if (other !== undefined) return { code: 'other-type', facts: [kindOf(other)] }
  if (!audience.includes(clientId)) return undefined
  if (azp === undefined) return { code: 'several-audiences', facts: [audience.length] }
  return {
    code: 'other-authorized-party', facts: [audience.length, typeof azp === 'string' ? azp : JSON.stringify(azp)],
  }
}

/** A token that names an authorized party names this client (OpenID Connect Core 1.0, section 3.1.3.7, rule 5). */
export function checkAuthorizedParty(claims: JWTPayload, clientId: string): Check[] {
  return claims['azp'] === undefined
    ? []
    : [same('id-token-authorized-party', 'OIDC Core 3.1.3.7(5)', clientId, claims['azp'])]
}

/** The access token is the one that the ID token came with (OpenID Connect Core 1.0, section 3.1.3.8). */
export function checkAccessTokenHash(header: JWSHeaderParameters, claims: JWTPayload, accessToken: string): Check[] {
  const given = claims['at_hash']
  if (given === undefined) return []
  // The hash is that of the signature's algorithm; Ed25519, which names none, uses SHA-512 (RFC 8032, section 5.1).
  const bits = /(?:256|384|512)$/.exec(typeof header.alg === 'string' ? header.alg : '')?.[0] ?? '512'
  const digest = createHash(`sha${bits}`).update(accessToken, 'ascii').digest()
  return [
    same(
      'id-token-access-token-hash', 'OIDC Core 3.1.3.8', digest.subarray(0, digest.length / 2).toString('base64url'),
      given,
    ),
  ]
}
