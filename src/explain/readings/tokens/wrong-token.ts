import { hostOf } from '../../facts/addresses.ts'
import { audienceOf, textClaim } from '../../facts/jwt.ts'
import { sayKind } from '../../facts/token-kind.ts'
import { usedAs } from '../../facts/use.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/** A token that is used as another kind than it is. */
export function readWrongTokens(record: WalkRecord): Reading[] {
  return record.jwts.flatMap(jwt => readOne(jwt, record))
}

function readOne(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const [is, use] = [sayKind(jwt), usedAs(jwt)]
  const details = { audience: audienceOf(jwt), issuer: textClaim(jwt, 'iss') ?? '', signs: signsOf(jwt) }
  if (use === 'access_token' && is === 'id_token')
    return isMeantForServers(jwt) || isForKubernetes(record)
      ? []
      : [
          found(
            'id-token-as-access-token', isTaken(jwt) ? 'weak' : 'broken', 'RFC 9068 2.2; OIDC Core 2', details, { jwt },
          ),
        ]
  if (use === 'access_token' && is === 'refresh_token')
    return [found('refresh-token-as-access-token', 'broken', 'RFC 6749 1.5', details, { jwt })]
  if (use === 'access_token' && is === 'client_assertion')
    return [found('assertion-as-access-token', 'broken', 'RFC 7523 2.2', details, { jwt })]
  if (use === 'id_token' && is === 'access_token')
    return [found('access-token-as-id-token', 'broken', 'OIDC Core 2', details, { jwt })]
  if (use === 'id_token' && is === 'logout_token')
    return [found('logout-token-as-id-token', 'broken', 'OIDC Back-Channel Logout 2.4', details, { jwt })]
  if (use === 'logout_token' && is === 'id_token')
    return [found('id-token-as-logout-token', 'broken', 'OIDC Back-Channel Logout 2.4', details, { jwt })]
  return use === undefined ? atAnApi(jwt, record) : []
}

/** A token by itself, and somebody expects another audience of it: an ID token was sent to an API. */
function atAnApi(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const request = record.seen.find(({ response, kind }) => kind === 'resource-request' && response?.status === 401)
  const isAlone = record.jwts.length === 1
    && sayKind(jwt) === 'id_token'
    && request !== undefined
    && jwt.in === undefined
  return isAlone
    ? [
        found(
          'id-token-as-access-token', 'broken', 'RFC 9068 2.2; OIDC Core 2',
          { audience: audienceOf(jwt), issuer: textClaim(jwt, 'iss') ?? '', signs: signsOf(jwt) }, { jwt, in: request },
        ),
      ]
    : []
}

/**
 * Firebase's and Google Cloud's ID tokens go to servers by design: the audience is the project or the server's address.
 */
function isMeantForServers(jwt: SeenJwt): boolean {
  const isFirebase = /^https:\/\/securetoken\.google\.com\//.test(textClaim(jwt, 'iss') ?? '')
  return isFirebase
    || audienceOf(jwt).some(audience =>
      /^https?:\/\//.test(audience) && hostOf(audience) === hostOf(jwt.in?.request?.url))
}

/** Its API server takes ID tokens, as whoever set it up wanted. */
function isForKubernetes({ words }: WalkRecord): boolean {
  return words.slice(0, 500).some(text =>
    /\bkube|authentication\.go:\d|Unable to authenticate the request/.test(text.slice(0, 1000)))
}

function isTaken({ in: seen }: SeenJwt): boolean {
  return seen?.response?.status !== undefined && seen.response.status < 300
}

/** By what it is seen to be no access token. */
function signsOf(jwt: SeenJwt): string[] {
  return ['nonce', 'at_hash', 'auth_time', 'amr', 'email'].filter(name => jwt.claims?.[name] !== undefined)
}
