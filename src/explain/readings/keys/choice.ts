import { complaintOf } from '../../facts/complaints.ts'
import { textClaim, textHeader } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'
import { kidsOf, kinds, nameOf, textOf, type Key } from './key.ts'

const byProvider
  = new Set(['id_token', 'access_token', 'logout_token', 'authorization_response', 'userinfo', 'unknown'])

/**
 * Which key of the set a token names, and whether that key can have signed it (RFC 7515, section 4.1.4; OpenID Connect
 * Core 1.0, section 10.1).
 */
export function readKeyChoices(record: WalkRecord): Reading[] {
  if (record.keySets.length === 0) return []
  return record.jwts.filter(jwt => byProvider.has(kindOf(jwt)) && kinds.has(textHeader(jwt, 'alg') ?? ''))
    .flatMap(jwt => readOne(jwt, record))
}

function readOne(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const keys = record.keySets.flatMap(({ content }) => content.keys)
  const [kid, alg] = [textHeader(jwt, 'kid'), textHeader(jwt, 'alg') ?? '']
  if (keys.length === 0) return []
  if (kid === undefined) return withoutKid(jwt, keys, alg)
  const named = keys.filter(key => key['kid'] === kid)
  if (named.length === 0) return [unknown(jwt, kid, record)]
  const fitting = named.filter(key => misfit(key, alg) === undefined)
  const [key] = named
  if (fitting.length === 0 && key)
    return [
      found('key-of-another-kind', 'broken', 'RFC 7518 3.1', { kid, alg, because: misfit(key, alg) ?? '' }, { jwt }),
    ]
  return only(
    fitting.length > 1 && found('kid-ambiguous', 'broken', 'RFC 7517 4.5', { kid, count: fitting.length }, { jwt }),
  )
}

function unknown(jwt: SeenJwt, kid: string, record: WalkRecord): Reading {
  const kids = kidsOf(record)
  const near = kids.find(other =>
    other.toLowerCase() === kid.toLowerCase() || other.startsWith(kid) || kid.startsWith(other))
  ?? ''
  const url = record.keySets.find(({ url }) => url !== undefined)?.url ?? ''
  const isThumbprint = record.keySets.some(({ content }) => content.keys.some(key => key['x5t'] === kid)) ? 'yes' : ''
  return found(
    'kid-unknown', 'broken', 'OIDC Core 10.1.1; RFC 7515 4.1.4',
    {
      kid, kids, near, url, issuer: textClaim(jwt, 'iss') ?? '', isThumbprint,
      complained: complaintOf(record, 'key') ? 'yes' : '',
    },
    { jwt },
  )
}

function withoutKid(jwt: SeenJwt, keys: readonly Key[], alg: string): Reading[] {
  const fitting = keys.filter(key => misfit(key, alg) === undefined)
  if (fitting.length === 0)
    return [found('no-key-fits', 'broken', 'OIDC Core 10.1', { alg, keys: keys.map(nameOf) }, { jwt })]
  return only(
    fitting.length > 1 && found('kid-missing', 'broken', 'OIDC Core 10.1', { count: fitting.length, alg }, { jwt }),
  )
}

/** The member by which a key is not one for this algorithm; undefined where it is one. */
function misfit(key: Key, alg: string): string | undefined {
  const { kty, crv } = kinds.get(alg) ?? {}
  if (key['kty'] !== kty) return `kty=${textOf(key, 'kty') ?? ''}`
  if (crv !== undefined && key['crv'] !== crv) return `crv=${textOf(key, 'crv') ?? ''}`
  if (key['alg'] !== undefined && key['alg'] !== alg) return `alg=${textOf(key, 'alg') ?? ''}`
  if (key['use'] !== undefined && key['use'] !== 'sig') return `use=${textOf(key, 'use') ?? ''}`
  const operations = key['key_ops']
  return Array.isArray(operations) && !operations.includes('verify')
    ? `key_ops=${operations.map(String).join(',')}`
    : undefined
}
