import * as oauth from 'oauth4webapi'
import { describeBy, type Cause } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { Send } from '../wire.ts'
import { checkAlgorithm } from './algorithm-choice.ts'
import { claimMissing, holds, same, sameClaim, type Check } from './checks.ts'
import { checkGoodNow } from './claim-times.ts'
import { acceptedAlgorithms } from './client.ts'
import { audienceOf, decodeIdToken, type DecodedIdToken } from './id-token.ts'
import { describeAnswer, readJsonObject } from './answer/describe.ts'
import { namesError } from './answer/error-beside.ts'
import { parseJsonObject } from './answer/json.ts'
import { kindOf } from './answer/kind.ts'
import { failureOf } from './answer/refusal.ts'
import { exchange, libraryRefusal, toLibraryResponse, type Exchange } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'
import { verifySignature } from './signature.ts'

const rule = 'OIDC Core 5.3.2'

/** Claims about the user from a resource server: JSON as it came. */
export type Claims = Record<string, unknown>

/**
 * Asks the userinfo endpoint with the access token in the Authorization header, never in the address (OIDC Core 5.3.1,
 * RFC 6750 2.1).
 */
export async function requestUserinfo(
  send: Send, server: AuthorizationServer, client: oauth.Client, accessToken: string,
): Promise<Exchange> {
  return exchange(send, 'userinfo', server.userinfo_endpoint, options =>
    // The library wants a client to have a name, and sends none.
    oauth.userInfoRequest(server, { ...client, client_id: client.client_id || 'unnamed' }, accessToken, options))
}

/**
 * Raises `userinfo-refused` where the resource server answered with an error, by its status or all the same, with what
 * its challenge or body says (RFC 6750, section 3). An answer without content refuses nothing: 204, or 304.
 */
export async function refuseUserinfoError(exchanged: Exchange): Promise<void> {
  const { status, body } = exchanged.answer
  if (status < 400 && body.trim() === '') return
  if (status >= 400 || isRefusalWithin(body)) throw await failureOf('userinfo-refused', exchanged, 'challenge')
  // It leads elsewhere, or did something else: that is no word about the token.
  if (status !== 200) throw new Failure('unreadable-answer', describeAnswer(exchanged.answer, exchanged.url))
}

/** The errors of a resource (RFC 6750, section 3.1): beside a user too, one of them is no claim. */
const bearerErrors: readonly unknown[] = ['invalid_request', 'invalid_token', 'insufficient_scope']

/**
 * Tells whether a body with status 200 refuses, such as `{"errcode":40001,"errmsg":"…"}`. Claims about a user may be
 * called `code` or `message` too, but such a user has an id.
 */
function isRefusalWithin(body: string): boolean {
  const value = parseJsonObject(body) ?? {}
  const { error } = value
  if (bearerErrors.includes(error)) return true
  if (value['sub'] !== undefined || value['id'] !== undefined) return false
  const isNumber = (name: string) => /^-?[1-9]\d{0,11}$/.test(String(value[name]))
  return namesError(value)
    || (typeof error === 'object' && error !== null)
    || ['errcode', 'errno', 'error_code', 'errorCode', 'ret'].some(isNumber)
}

/** Tells whether the answer is a signed JWT rather than plain JSON (OpenID Connect Core 1.0, section 5.3.2). */
export function isSignedUserinfo({ answer }: Exchange): boolean {
  return /^application\/jwt\b/i.test(answer.headers['content-type'] ?? '')
}

/** The claims of a plain answer; raises `unreadable-answer` for anything but a JSON object. */
export function readUserinfo({ url, answer }: Exchange): Claims {
  return readJsonObject(answer, url)
}

/**
 * The claims of a signed answer and its checks: where one of them failed, it has no claims (OpenID Connect Core 1.0,
 * section 5.3.2: the rules are those of the ID token). `now` is in seconds since 1970. Raises `unreadable-answer` for
 * what is no JWT, `client-id-missing` where nobody said for whom it must be, `library-refused` for anything else.
 */
export async function readSignedUserinfo(
  send: Send, server: AuthorizationServer, client: oauth.Client, { url, answer }: Exchange,
  now: number,
): Promise<{ claims: Claims, checks: Check[] }> {
  if (client.client_id === '') throw new Failure('client-id-missing', { target: server.issuer, given_token: true })
  const decoded = decodeIdToken(answer.body)
  if ('name' in decoded) throw new Failure('unreadable-answer', describeAnswer(answer, url))
  const accepted = acceptedAlgorithms(server)
  const checks = [
    checkAlgorithm('userinfo-algorithm', rule, decoded.header, accepted), ...checkClaims(decoded, server, client),
    ...checkGoodNow('userinfo-expiry', rule, decoded.claims, now),
  ]
  if (checks.some(({ ok }) => !ok)) return { claims: {}, checks }
  const response = toLibraryResponse(answer)
  try {
    const pinned = { ...client, userinfo_signed_response_alg: accepted as never }
    const claims = await oauth.processUserInfoResponse(server, pinned, oauth.skipSubjectCheck, response)
    const signature = await verifySignature('userinfo-signature', send, server, response, answer.body)
    return { claims, checks: [...checks, signature] }
  } catch (error) {
    throw libraryRefusal(error)
  }
}

/** A signed answer should say who made it and for whom, and need not; whom it is about it must say. */
function checkClaims(
  { claims }: DecodedIdToken, server: AuthorizationServer, { client_id: clientId }: oauth.Client,
): Check[] {
  const sub: unknown = claims.sub
  return [
    ...claims.iss === undefined ? [] : [same('userinfo-issuer', rule, server.issuer, claims.iss)],
    ...claims.aud === undefined
      ? []
      : [holds('userinfo-audience', rule, clientId, claims.aud, audienceOf(claims).includes(clientId))],
    ...typeof sub === 'string'
      ? []
      : [holds('userinfo-subject', rule, describeBy('text'), sub, false, whyNoSubject(sub))],
  ]
}

function whyNoSubject(sub: unknown): Cause {
  return sub === undefined ? claimMissing('sub') : { code: 'other-type', facts: [kindOf(sub)] }
}

/**
 * The claims are about the user who signed in (OpenID Connect Core 1.0, section 5.3.2): such an answer always has a
 * `sub`.
 */
export function checkUserinfoSubject(expected: string, claims: Claims): Check {
  return sameClaim('userinfo-subject', rule, expected, 'sub', claims['sub'])
}
