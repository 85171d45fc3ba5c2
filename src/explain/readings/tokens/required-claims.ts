import { kindOf, typeOf } from '../../facts/token-kind.ts'
import { found } from '../../found.ts'
import type { Gravity, Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

interface Rule { names: readonly string[], gravity: Gravity, clause: string }

/** What clients must refuse where it is missing is a fault; what a resource server may do without is not. */
const answer: Rule = { names: ['iss', 'aud', 'exp'], gravity: 'broken', clause: 'JARM 2.1' }
const introspection: Rule = {
  names: ['iss', 'aud', 'iat', 'token_introspection'], gravity: 'weak', clause: 'RFC 9701 5',
}
const accessToken: Rule = {
  names: ['iss', 'aud', 'sub', 'client_id', 'iat', 'jti'], gravity: 'note', clause: 'RFC 9068 2.2',
}

/** Claims that a JWT must have by the standard of its kind, as far as no other reading is about them. */
export function readRequiredClaims(record: WalkRecord): Reading[] {
  return record.jwts.filter(isWhole).flatMap((jwt) => {
    const rule = ruleFor(jwt)
    const missing = rule?.names.filter(name => jwt.claims?.[name] === undefined) ?? []
    return rule === undefined || missing.length === 0
      ? []
      : [found('claims-missing', rule.gravity, rule.clause, { kind: kindOf(jwt), names: missing }, { jwt })]
  })
}

/** Of claims that somebody took apart, some may have been left out. */
function isWhole({ token, claims }: SeenJwt): boolean {
  return claims !== undefined && token !== ''
}

/** Others have a parameter `response` too. */
function isAnswer({ claims = {} }: SeenJwt): boolean {
  return ['code', 'error', 'id_token', 'access_token'].some(name => claims[name] !== undefined)
}

function ruleFor(jwt: SeenJwt): Rule | undefined {
  if (jwt.role === 'authorization_response') return isAnswer(jwt) ? answer : undefined
  if (typeOf(jwt) === 'token-introspection+jwt') return introspection
  return typeOf(jwt) === 'at+jwt' ? accessToken : undefined
}
