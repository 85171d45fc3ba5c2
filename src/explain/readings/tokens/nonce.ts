import { authorizationRequests, valueOf } from '../../facts/messages.ts'
import { textClaim } from '../../facts/jwt.ts'
import { areComparable } from '../../facts/withheld.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/**
 * The nonce of an ID token against those of the authorization requests (OpenID Connect Core 1.0, section 3.1.3.7, rule
 * 11).
 */
export function readNonces(record: WalkRecord): Reading[] {
  const sent = authorizationRequests(record).map(seen =>
    valueOf(seen.request?.query, 'nonce') ?? valueOf(seen.request?.form, 'nonce')).filter(nonce => nonce !== undefined)
  if (sent.length === 0) return []
  return record.jwts.filter(jwt =>
    jwt.claims !== undefined && kindOf(jwt) === 'id_token' && jwt.in?.kind !== 'refresh-request').flatMap(jwt =>
    readOne(jwt, sent))
}

function readOne(jwt: SeenJwt, sent: readonly string[]): Reading[] {
  const nonce = textClaim(jwt, 'nonce')
  if (nonce === undefined)
    return only(
      jwt.claims?.['nonce'] === undefined
      && found('nonce-not-returned', 'broken', 'OIDC Core 3.1.3.7(11)', {}, { jwt }),
    )
  return only(
    !sent.includes(nonce)
    && sent.every(one => areComparable(one, nonce))
    && found(
      'nonce-differs', 'broken', 'OIDC Core 3.1.3.7(11)', { sent: [...sent], came: nonce, requests: sent.length },
      { jwt },
    ),
  )
}
