import { numberClaim, secondsClaim, spanOf } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { JwtRole, SeenJwt, WalkRecord } from '../../record.ts'
import { isForApple } from './client-assertion.ts'

const day = 86_400
/** Beyond which length of life a token is worth a word, and beyond which it is a weakness, in seconds. */
const bounds: Partial<Record<JwtRole, readonly [note: number, weak: number]>> = {
  access_token: [day, 7 * day], id_token: [day, 7 * day], unknown: [7 * day, 30 * day], logout_token: [600, day],
}

/** Tokens that live too long, or for ever (RFC 9700, section 2.2; RFC 9068, section 2.2). */
export function readLifetimes(record: WalkRecord): Reading[] {
  return record.jwts.filter(({ claims }) => claims !== undefined).flatMap(jwt => [...endless(jwt), ...long(jwt)])
}

function endless(jwt: SeenJwt): Reading[] {
  const isMissing = (kindOf(jwt) === 'id_token' || kindOf(jwt) === 'access_token') && jwt.claims?.['exp'] === undefined
  return only(
    isMissing
    && found(
      'expiry-missing', kindOf(jwt) === 'id_token' ? 'broken' : 'weak',
      kindOf(jwt) === 'id_token' ? 'OIDC Core 2' : 'RFC 9068 2.2', { kind: kindOf(jwt) }, { jwt },
    ),
  )
}

function long(jwt: SeenJwt): Reading[] {
  // Apple's client secret has a length of life of its own.
  const [note, weak] = isForApple(jwt) ? [Infinity, Infinity] : bounds[kindOf(jwt)] ?? [Infinity, Infinity]
  const [exp, iat] = [numberClaim(jwt, 'exp'), secondsClaim(jwt, 'iat')]
  // In milliseconds it is another fault, and its own reading.
  if (exp === undefined || iat === undefined || exp > 1e11 || exp - iat <= note) return []
  return [
    found(
      'token-long-lived', exp - iat > weak ? 'weak' : 'note', 'RFC 9700 2.2',
      { kind: kindOf(jwt), lives: spanOf(exp - iat) }, { jwt },
    ),
  ]
}
