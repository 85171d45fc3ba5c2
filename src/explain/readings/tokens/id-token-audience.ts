import { clientOf } from '../../facts/client.ts'
import { complaintOf } from '../../facts/complaints.ts'
import { audienceOf, textClaim } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { usedAs } from '../../facts/use.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/** Whom an ID token is for (OpenID Connect Core 1.0, section 3.1.3.7, rules 3 to 5). */
export function readIdTokenAudiences(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt =>
    jwt.claims !== undefined && isFor(jwt, record) && usedAs(jwt) !== 'access_token').flatMap(
    jwt => readOne(jwt, record),
  )
}

/** What nothing tells the kind of is compared where a client is named to compare it with. */
function isFor(jwt: SeenJwt, { clientId }: WalkRecord): boolean {
  return kindOf(jwt) === 'id_token'
    || (kindOf(jwt) === 'unknown' && clientId !== undefined && audienceOf(jwt).length > 0)
}

function readOne(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const audience = audienceOf(jwt)
  const client = clientOf(record)
  const azp = textClaim(jwt, 'azp')
  const details = { audience, client: client ?? '', azp: azp ?? '' }
  if (audience.length === 0) return [found('audience-missing', 'broken', 'OIDC Core 2', { kind: 'id_token' }, { jwt })]
  const isOfAnother = client === undefined
    && azp !== undefined
    && !audience.includes(azp)
    && complaintOf(record, 'audience') !== undefined
  if (isOfAnother)
    return [found('audience-other-client', 'broken', 'OIDC Core 3.1.3.7(3)', { ...details, client: azp }, { jwt })]
  if (client !== undefined && !audience.includes(client))
    return [
      found(
        azp === client ? 'audience-other-client' : 'audience-not-client', 'broken', 'OIDC Core 3.1.3.7(3)', details,
        { jwt },
      ),
    ]
  if (client !== undefined && azp !== undefined && azp !== client)
    return [found('authorized-party-differs', 'broken', 'OIDC Core 3.1.3.7(5)', details, { jwt })]
  return only(
    audience.length > 1
    && azp === undefined
    && found('audience-several', 'weak', 'OIDC Core 3.1.3.7(4)', details, { jwt }),
  )
}
