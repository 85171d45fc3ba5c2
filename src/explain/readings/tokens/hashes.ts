import { createHash } from 'node:crypto'
import { textClaim, textHeader } from '../../facts/jwt.ts'
import { memberOf, sentAs } from '../../facts/messages.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

const hashed = [['at_hash', 'access_token'], ['c_hash', 'code'], ['s_hash', 'state']] as const

/**
 * The hashes by which an ID token names what came with it (OpenID Connect Core 1.0, sections 3.1.3.6, 3.2.2.9 and
 * 3.3.2.10).
 */
export function readHashes(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt => kindOf(jwt) === 'id_token' && jwt.claims !== undefined).flatMap(jwt =>
    hashed.flatMap(([claim, of]) => readOne(jwt, claim, of)))
}

function readOne(jwt: SeenJwt, claim: string, of: string): Reading[] {
  const given = textClaim(jwt, claim)
  const value = memberOf(jwt.in, of) ?? sentAs(jwt.in?.request, of)
  if (value === undefined || isWithheld(value)) return []
  if (given === undefined) return missing(jwt, claim, of)
  const alg = textHeader(jwt, 'alg') ?? ''
  const expected = leftHalf(alg, value)
  if (given === expected) return []
  return [
    found(
      'hash-differs', 'broken', claim === 'c_hash' ? 'OIDC Core 3.3.2.10' : 'OIDC Core 3.1.3.8',
      { claim, of, given, expected, alg, mistake: mistakeOf(given, alg, value) }, { jwt },
    ),
  ]
}

/** An ID token that came through the browser must name what came with it; from the token endpoint it need not. */
function missing(jwt: SeenJwt, claim: string, of: string): Reading[] {
  const isFront = sentAs(jwt.in?.request, 'id_token') === jwt.token && sentAs(jwt.in?.request, of) !== undefined
  if (!isFront || of === 'state') return []
  return [
    found(
      'hash-missing', 'weak', claim === 'c_hash' ? 'OIDC Core 3.3.2.11' : 'OIDC Core 3.2.2.10', { claim, of }, { jwt },
    ),
  ]
}

function digest(bits: string, value: string): Buffer {
  return createHash(`sha${bits}`).update(value, 'ascii').digest()
}

function bitsOf(alg: string): string {
  return /(?:256|384|512)$/.exec(alg)?.[0] ?? '512'
}

function leftHalf(alg: string, value: string, bits = bitsOf(alg)): string {
  const whole = digest(bits, value)
  return whole.subarray(0, whole.length / 2).toString('base64url')
}

/** How a hash was computed that is not the right one, where that is seen. */
function mistakeOf(given: string, alg: string, value: string): string {
  const bits = bitsOf(alg)
  const whole = digest(bits, value)
  if (given === whole.toString('base64url')) return 'whole'
  if (given === whole.toString('hex') || given === whole.toString('hex').slice(0, whole.length)) return 'hex'
  if (given === Buffer.from(whole.toString('hex').slice(0, whole.length), 'ascii').toString('base64url')) return 'hex'
  if (given.replace(/(?<!=)=+$/, '').replace(/\+/g, '-').replace(/\//g, '_') === leftHalf(alg, value)) return 'base64'
  const other = ['256', '384', '512'].find(size => size !== bits && given === leftHalf(alg, value, size))
  return other === undefined ? '' : `SHA-${other}`
}
