import { textHeader } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

const provided = new Set(['id_token', 'access_token', 'logout_token', 'authorization_response', 'unknown'])

/**
 * A token that brings the key, or names the address of the key, by which it is to be verified (RFC 8725, section 3.10).
 */
export function readEmbeddedKeys(record: WalkRecord): Reading[] {
  return record.jwts.flatMap(readOne)
}

function readOne(jwt: SeenJwt): Reading[] {
  const names = provided.has(kindOf(jwt)) ? ['jwk', 'jku', 'x5u'].filter(name => jwt.header[name] !== undefined) : []
  return only(
    names.length > 0
    && found(
      'key-in-header', 'weak', 'RFC 8725 3.10',
      { names, value: textHeader(jwt, 'jku') ?? textHeader(jwt, 'x5u') ?? '' }, { jwt },
    ),
  )
}
