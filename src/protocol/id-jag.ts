import { describeBy } from '../codes/described.ts'
import { claimMissing, holds, same, sameClaim, type Check } from './checks.ts'
import { checkExpiry } from './claim-times.ts'
import { decodeIdToken, isOfType, type DecodedIdToken } from './id-token.ts'

/** The type of token that is asked for (Identity Assertion JWT Authorization Grant, section 4.3). */
export const idJagType = 'urn:ietf:params:oauth:token-type:id-jag'

const rule = 'ID-JAG draft 3.1'
const mediaType = 'oauth-id-jag+jwt'

/** Whom an ID-JAG is for. `now` is in seconds since 1970, by the client's clock. */
export interface IdJagExpectation {
  /** The identity provider that signed it. */
  identityProvider: string
  /** The authorization server that is to take it. */
  issuer: string
  /** The client there. */
  clientId: string
  resource: string
  now: number
}

/**
 * The parameters by which an ID token is exchanged for an ID-JAG (RFC 8693, section 2.1; Identity Assertion JWT
 * Authorization Grant, section 4.3): for one authorization server, named by its issuer, and one resource.
 */
export function idJagRequest(
  { idToken, issuer, resource, scope }: { idToken: string, issuer: string, resource: string, scope: readonly string[] },
): [name: string, value: string][] {
  return [
    ['requested_token_type', idJagType], ['audience', issuer], ['resource', resource],
    ...scope.length === 0 ? [] : [['scope', scope.join(' ')] as [string, string]],
    ['subject_token', idToken], ['subject_token_type', 'urn:ietf:params:oauth:token-type:id_token'],
  ]
}

/**
 * Takes an ID-JAG apart and compares what it says with whom it is to be sent to, before it is sent (Identity Assertion
 * JWT Authorization Grant, section 3.1). Its signature is the authorization server's to judge, which trusts the
 * identity provider. A missing `resource` is for the checks of that server too: the claim is optional.
 */
export function checkIdJag(jwt: string, expected: IdJagExpectation): Check[] {
  const decoded = decodeIdToken(jwt)
  if ('name' in decoded) return [{ ...decoded, name: 'id-jag-type', rule }]
  const { header, claims } = decoded
  return [
    checkType(header),
    sameClaim('id-jag-issuer', rule, expected.identityProvider, 'iss', claims.iss),
    namesOne('id-jag-audience', claims.aud, expected.issuer),
    sameClaim('id-jag-client', rule, expected.clientId, 'client_id', claims['client_id']),
    ...claims['resource'] === undefined ? [] : [namesOne('id-jag-resource', claims['resource'], expected.resource)],
    checkExpiry('id-jag-expiry', rule, claims.exp, expected.now),
  ]
}

/**
 * Checks that the identity provider says of its answer that it is an ID-JAG (RFC 8693, section 2.2.1,
 * `issued_token_type`).
 */
export function checkIssuedIdJag(issued: string | undefined): Check {
  return same('id-jag-type', 'RFC 8693 2.2.1', idJagType, issued)
}

/** Nobody vouches for an unsigned one. */
function checkType(header: DecodedIdToken['header']): Check {
  const { typ, alg } = header
  if (typeof alg !== 'string' || /^none$/i.test(alg))
    return holds('id-jag-type', rule, describeBy('signed-jwt'), `alg=${String(alg)}`, false)
  return holds('id-jag-type', rule, mediaType, typ ?? describeBy('missing'), isOfType(header, mediaType))
}

/**
 * Checks that a claim names this one alone: a token that names others too could be used there. A slash at the end is
 * forgiven.
 */
function namesOne(name: 'id-jag-audience' | 'id-jag-resource', claim: unknown, wanted: string): Check {
  const named = [claim].flat()
  const ok = named.length === 1 && withoutSlash(named[0]) === withoutSlash(wanted)
  return holds(name, rule, wanted, claim, ok, claim === undefined ? claimMissing('aud') : undefined)
}

function withoutSlash(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\/$/, '') : value
}
