import { complaintOf } from '../../facts/complaints.ts'
import { entraVersion, isForGraph } from '../../facts/graph.ts'
import { audienceOf, textClaim } from '../../facts/jwt.ts'
import { hostOf } from '../../facts/addresses.ts'
import { sayKind } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/**
 * What is peculiar to the tokens of Microsoft Entra: two versions, Graph's own tokens, tokens of an application, groups
 * that were left out.
 */
export function readEntra(record: WalkRecord): Reading[] {
  const own = record.jwts.filter(jwt => entraVersion(jwt) !== undefined)
  return own.flatMap(jwt =>
    isForGraph(jwt) ? forGraph(jwt, record) : [oldVersion, groups, withoutUser].flatMap(read => read(jwt, record)))
}

/**
 * A token for an API of one's own in the version 1.0, where its issuer is another one than the metadata of v2.0 names.
 */
function oldVersion(jwt: SeenJwt, record: WalkRecord): Reading[] {
  if (entraVersion(jwt) !== '1.0' || sayKind(jwt) === 'id_token') return []
  const expected = complaintOf(record, 'issuer')?.expected ?? record.issuer ?? ''
  return [
    found(
      'entra-version', 'broken', 'RFC 8414 2',
      {
        issuer: textClaim(jwt, 'iss') ?? '', audience: audienceOf(jwt), tenant: textClaim(jwt, 'tid') ?? 'TENANT',
        expected,
      },
      { jwt },
    ),
  ]
}

/** Whoever is not Graph can't verify it, and must not accept it. */
function forGraph(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const host = hostOf(jwt.in?.request?.url)
  const isElsewhere = host !== undefined && !/(?:^|\.)graph\.microsoft\.com|microsoftonline|windows\.net/.test(host)
  const isRefused = ['signature', 'audience', 'issuer', 'key'].some(about =>
    complaintOf(record, about as 'key') !== undefined)
  || jwt.signature === 'fails'
  const details = { audience: audienceOf(jwt), host: host ?? '', nonce: jwt.header['nonce'] === undefined ? '' : 'yes' }
  return [found('graph-token', isElsewhere || isRefused ? 'broken' : 'note', 'RFC 7519 4.1.3', details, { jwt })]
}

/** Entra names no groups where there are too many; a link stands for them. */
function groups(jwt: SeenJwt): Reading[] {
  const names = jwt.claims?.['_claim_names']
  const isOver = (typeof names === 'object' && names !== null && 'groups' in names)
    || jwt.claims?.['hasgroups'] !== undefined
  return only(isOver && found('entra-groups-left-out', 'weak', 'OIDC Core 5.6.2', {}, { jwt }))
}

/** A token of the application itself, where an API wants one of a user. */
function withoutUser(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const isApplication = jwt.claims?.['idtyp'] === 'app'
    || (jwt.claims?.['scp'] === undefined
      && Array.isArray(jwt.claims?.['roles'])
      && jwt.claims['oid'] === jwt.claims['sub'])
  const isRefused = record.seen.some(({ response }) => response?.status === 403 || response?.status === 401)
  return only(
    isApplication
    && isRefused
    && found(
      'entra-application-token', 'broken', 'RFC 6749 4.4',
      { roles: [jwt.claims?.['roles'] ?? []].flat().map(String) }, { jwt },
    ),
  )
}
