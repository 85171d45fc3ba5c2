import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, type JWSHeaderParameters } from 'jose'
import { describeBy, type Cause, type DescriptionCode } from '../codes/described.ts'
import { checkAlgorithm } from './algorithm-choice.ts'
import { holds, same, type Check } from './checks.ts'
import { isNestedTooDeep } from './answer/json.ts'

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

/** A clock that is off by so many seconds is forgiven. */
export const toleranceSeconds = 30
const futureSeconds = 60
const oldestSeconds = 600

/** Why a token can't be taken apart. */
class Unreadable extends Error {
  readonly code: DescriptionCode

  constructor(code: DescriptionCode) {
    super(code)
    this.code = code
  }
}

/** Takes the token apart, or tells that it is not a signed JWT of three parts (RFC 7515, section 3.1). */
export function decodeIdToken(token: string): DecodedIdToken | Check {
  try {
    if (token.split('.').length !== 3) throw new Unreadable('not-three-parts')
    // The decoder skips blanks, line breaks and padding; what is stored and sent on would still hold them.
    if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) throw new Unreadable('not-base64url')
    const decoded = { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
    if (isNestedTooDeep(decoded)) throw new Unreadable('nested-too-deep')
    return decoded
  } catch (error) {
    return holds(
      'id-token-readable', 'OIDC Core 2', describeBy('signed-jwt'),
      describeBy(error instanceof Unreadable ? error.code : 'undecodable'), false,
    )
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
    same('id-token-issuer', 'OIDC Core 3.1.3.7(2)', expected.issuer, claims.iss),
    checkAudience(claims, expected.clientId),
    ...checkAuthorizedParty(claims, expected.clientId),
    ...checkTimes(claims, expected),
    ...expected.nonce === undefined ? [] : [checkNonce(claims, expected.nonce)],
    checkSubject(claims),
    ...checkAuthTime(claims, expected),
    ...checkAccessTokenHash(header, claims, expected.accessToken),
  ]
}

/** The subject is a string of 1 to 255 ASCII characters (OpenID Connect Core 1.0, section 2). */
export function checkSubject(claims: JWTPayload): Check {
  const sub: unknown = claims.sub
  const ok = typeof sub === 'string' && /^[\x20-\x7e]{1,255}$/.test(sub)
  const because: Cause | undefined = typeof sub === 'number' ? { code: 'other-type', facts: [typeof sub] } : undefined
  return holds('id-token-subject', 'OIDC Core 2', describeBy('printable-ascii', 1, 255), sub, ok, because)
}

/**
 * The client is among the audience, and alone unless `azp` names it (OpenID Connect Core 1.0, section 3.1.3.7, rules 3
 * to 5).
 */
export function checkAudience(claims: JWTPayload, clientId: string): Check {
  const audience = audienceOf(claims)
  const ok = audience.includes(clientId) && (audience.length === 1 || claims['azp'] === clientId)
  return holds(
    'id-token-audience', 'OIDC Core 3.1.3.7(3)', clientId, claims.aud, ok,
    whyNotAudience(audience, claims['azp'], clientId),
  )
}

/** The token answers this authorization request (OpenID Connect Core 1.0, section 3.1.3.7, rule 11). */
function checkNonce(claims: JWTPayload, nonce: string): Check {
  const check = same('id-token-nonce', 'OIDC Core 3.1.3.7(11)', nonce, claims['nonce'])
  return claims['nonce'] === undefined ? { ...check, because: { code: 'nonce-missing', facts: [] } } : check
}

function whyNotAudience(audience: unknown[], azp: unknown, clientId: string): Cause | undefined {
  if (!audience.includes(clientId)) return undefined
  if (azp === undefined) return { code: 'several-audiences', facts: [audience.length] }
  return {
    code: 'other-authorized-party', facts: [audience.length, typeof azp === 'string' ? azp : JSON.stringify(azp)],
  }
}

function checkAuthorizedParty(claims: JWTPayload, clientId: string): Check[] {
  return claims['azp'] === undefined
    ? []
    : [same('id-token-authorized-party', 'OIDC Core 3.1.3.7(5)', clientId, claims['azp'])]
}

function checkTimes({ exp, iat, nbf }: JWTPayload, { now, ahead }: IdTokenExpectation): Check[] {
  const fits = {
    exp: (here: number) => isTime(exp) && exp > here - toleranceSeconds,
    iat: (here: number) => isTime(iat) && iat <= here + futureSeconds && iat >= here - oldestSeconds,
    nbf: (here: number) => isTime(nbf) && nbf <= here + toleranceSeconds,
  }
  const because = (claim: keyof typeof fits) =>
    blameClaim(claim, { exp, iat, nbf }[claim]) ?? blameClock(fits[claim], now, ahead)
  return [
    holds(
      'id-token-expiry', 'OIDC Core 3.1.3.7(9)', describeBy('after', toDate(now)), toDate(exp), fits.exp(now),
      because('exp'),
    ),
    holds(
      'id-token-issued-at', 'OIDC Core 3.1.3.7(10)', describeBy('within-minutes', oldestSeconds / 60, toDate(now)),
      toDate(iat), fits.iat(now), because('iat'),
    ),
    ...nbf === undefined
      ? []
      : [
          holds(
            'id-token-not-before', 'RFC 7519 4.1.5', describeBy('before', toDate(now)), toDate(nbf), fits.nbf(now),
            because('nbf'),
          ),
        ],
  ]
}

/**
 * Checks that a token is still good; `now` is in seconds since 1970, and half a minute is forgiven (RFC 7519, section
 * 4.1.4).
 */
export function checkExpiry(
  name: 'id-token-expiry' | 'id-jag-expiry' | 'assertion-expiry' | 'workload-token-expiry', rule: string, exp: unknown,
  now: number,
): Check {
  return holds(
    name, rule, describeBy('after', toDate(Math.floor(now))), toDate(exp), isTime(exp) && exp > now - toleranceSeconds,
  )
}

/** Why a check of a time fails where the claim is missing or no time: no clock is to blame. */
export function blameClaim(name: string, value: unknown): Cause | undefined {
  return isTime(value) ? undefined : { code: 'no-time', facts: [name] }
}

/**
 * Tells whether the clocks are to blame: they are where the time would do by the provider's clock. Undefined where that
 * is not known.
 */
function blameClock(fits: (here: number) => boolean, now: number, ahead: number | undefined): Cause | undefined {
  if (ahead === undefined || fits(now)) return undefined
  if (Math.abs(ahead) <= toleranceSeconds) return { code: 'clocks-agree', facts: [Math.abs(ahead)] }
  return fits(now - ahead) ? { code: ahead > 0 ? 'clock-ahead' : 'clock-behind', facts: [Math.abs(ahead)] } : undefined
}

/** Tells whether a claim is a NumericDate (RFC 7519, section 2); JSON may hold 1e999, which is no time. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function toDate(seconds: unknown): string {
  if (!isTime(seconds) || Math.abs(seconds) > 8.64e12)
    return seconds === undefined ? describeBy('missing') : JSON.stringify(seconds)
  return new Date(seconds * 1000).toISOString()
}

function checkAuthTime(claims: JWTPayload, { maxAge, now }: IdTokenExpectation): Check[] {
  if (maxAge === undefined) return []
  const authTime = claims['auth_time']
  const ok = isTime(authTime) && authTime + maxAge >= now - toleranceSeconds
  return [
    holds(
      'id-token-auth-time', 'OIDC Core 3.1.3.7(13)', describeBy('at-most-seconds-before', maxAge, toDate(now)),
      toDate(authTime), ok, blameClaim('auth_time', authTime),
    ),
  ]
}

function checkAccessTokenHash(header: JWSHeaderParameters, claims: JWTPayload, accessToken: string): Check[] {
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
