import * as oauth from 'oauth4webapi'
import { Failure } from '../codes/failure.ts'
import type { Send } from '../wire.ts'
import { checkAlgorithm } from './algorithm-choice.ts'
import { same, type Check } from './checks.ts'
import { acceptedAlgorithms } from './client.ts'
import { decodeIdToken } from './id-token.ts'
import { describeAnswer, readJsonObject } from './answer/describe.ts'
import { namesError } from './answer/error-beside.ts'
import { isNestedTooDeep, parseJsonObject } from './answer/json.ts'
import { failureOf } from './answer/refusal.ts'
import { exchange, libraryRefusal, toLibraryResponse, type Exchange } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'
import { verifySignature } from './signature.ts'

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
 * Raises `userinfo-refused` where the resource server did not answer 200, or answered with an error all the same, with
 * what its challenge or body says (RFC 6750, section 3). An answer without content refuses nothing: 204, or 304.
 */
export async function refuseUserinfoError(exchanged: Exchange): Promise<void> {
  const { status, body } = exchanged.answer
  if (status < 400 && body.trim() === '') return
  if (status !== 200 || isRefusalWithin(body))
    throw await failureOf('userinfo-refused', exchanged, 'challenge')
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
 * The claims of a signed answer and its checks: one whose algorithm is not accepted has no claims (OpenID Connect Core
 * 1.0, section 5.3.2: the rules are those of the ID token). Raises `library-refused` for a wrong issuer or audience,
 * `client-id-missing` where nobody said for whom it must be.
 */
export async function readSignedUserinfo(
  send: Send, server: AuthorizationServer, client: oauth.Client, { url, answer }: Exchange,
): Promise<{ claims: Claims, checks: Check[] }> {
  if (client.client_id === '') throw new Failure('client-id-missing', { target: server.issuer, given_token: true })
  const response = toLibraryResponse(answer)
  try {
    const accepted = acceptedAlgorithms(server)
    const decoded = decodeIdToken(answer.body)
    // Where the answer is no JWT, the library says so.
    const algorithm = 'name' in decoded
      ? undefined
      : checkAlgorithm('userinfo-algorithm', 'OIDC Core 5.3.2', decoded.header, accepted)
    if (algorithm && !algorithm.ok) return { claims: {}, checks: [algorithm] }
    const pinned = { ...client, userinfo_signed_response_alg: accepted as never }
    const claims = await oauth.processUserInfoResponse(server, pinned, oauth.skipSubjectCheck, response)
    if (isNestedTooDeep(claims)) throw new Failure('unreadable-answer', describeAnswer(answer, url))
    return {
      claims,
      checks: [
        ...algorithm ? [algorithm] : [],
        await verifySignature('userinfo-signature', send, server, response, answer.body),
      ],
    }
  } catch (error) {
    throw libraryRefusal(error)
  }
}

/** The claims are about the user who signed in (OpenID Connect Core 1.0, section 5.3.2). */
export function checkUserinfoSubject(expected: string, claims: Claims): Check {
  return same('userinfo-subject', 'OIDC Core 5.3.2', expected, claims['sub'])
}
