import { hostOf } from '../../facts/addresses.ts'
import { clientIds } from '../../facts/client.ts'
import { complaintOf } from '../../facts/complaints.ts'
import { isForGraph } from '../../facts/graph.ts'
import { audienceOf, textClaim } from '../../facts/jwt.ts'
import { isAtResource } from '../../facts/messages.ts'
import { kindOf, typeOf } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/** Whom an access token is for, and who got it (RFC 9068, sections 2.2 and 4; RFC 8707). */
export function readAccessTokenAudiences(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt =>
    jwt.claims !== undefined && kindOf(jwt) === 'access_token' && !isForGraph(jwt)).flatMap(
    jwt => readOne(jwt, record),
  )
}

function readOne(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const audience = audienceOf(jwt)
  const expected = complaintOf(record, 'audience')?.expected
  if (expected !== undefined && !audience.includes(expected)) return [elsewhere(jwt, audience, expected)]
  if (audience.length === 0) return missing(jwt, record)
  const host = refusingHost(jwt)
  if (host !== undefined && audience.every(one => /^https?:/.test(one) && hostOf(one) !== host))
    return [elsewhere(jwt, audience, host)]
  if (complaintOf(record, 'audience')) return [elsewhere(jwt, audience, '')]
  return only(
    isForClientOnly(jwt, record) && found('audience-is-client', 'note', 'RFC 9068 2.2', { audience }, { jwt }),
  )
}

function elsewhere(jwt: SeenJwt, audience: string[], expected: string): Reading {
  return found('audience-elsewhere', 'broken', 'RFC 9068 4', { audience, expected, provider: providerOf(jwt) }, { jwt })
}

/** Without an audience anybody may take it; Cognito's access tokens have none, and name the client instead. */
function missing(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const isAsked = complaintOf(record, 'audience') !== undefined
  if (textClaim(jwt, 'token_use') === 'access')
    return [
      found(
        'cognito-no-audience', isAsked ? 'broken' : 'note', 'RFC 9068 2.2',
        { client: textClaim(jwt, 'client_id') ?? '' }, { jwt },
      ),
    ]
  const isProfiled = typeOf(jwt) === 'at+jwt'
  return [
    found(
      'audience-missing', isAsked || isProfiled ? 'broken' : 'note', 'RFC 9068 2.2',
      { kind: 'access_token', provider: providerOf(jwt) }, { jwt },
    ),
  ]
}

/** The host of an API that did not take it. */
function refusingHost({ in: seen }: SeenJwt): string | undefined {
  const isRefused = seen?.response?.status === 401 || seen?.response?.status === 403
  return seen && isRefused && isAtResource(seen) && seen.kind !== 'userinfo-request'
    ? hostOf(seen.request?.url)
    : undefined
}

/** Keycloak's realms and Auth0's tenants say how an audience is got there. */
function providerOf(jwt: SeenJwt): string {
  const issuer = textClaim(jwt, 'iss') ?? ''
  if (/\/realms\/[^/]+\/?$/.test(issuer)) return 'keycloak'
  if (/\.auth0\.com\/?$/.test(issuer)) return 'auth0'
  return /(?:sts\.windows\.net|microsoftonline\.com)\//.test(issuer)
    ? 'microsoft'
    : /\.okta(?:preview)?\.com\//.test(issuer)
      ? 'okta'
      : ''
}

function isForClientOnly(jwt: SeenJwt, record: WalkRecord): boolean {
  const audience = audienceOf(jwt)
  const clients = [...clientIds(record), textClaim(jwt, 'azp'), textClaim(jwt, 'client_id'), textClaim(jwt, 'cid')]
  return audience.length === 1 && (clients.includes(audience[0]) || audience[0] === 'account')
}
