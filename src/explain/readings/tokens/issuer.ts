import { differenceOf, isInternalHost } from '../../facts/addresses.ts'
import { complaintOf } from '../../facts/complaints.ts'
import { entraVersion } from '../../facts/graph.ts'
import { textClaim } from '../../facts/jwt.ts'
import { valueOf } from '../../facts/messages.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

const issued = new Set(['id_token', 'access_token', 'logout_token', 'authorization_response', 'unknown'])

/**
 * The issuer of a token against the one that is expected: character by character (OpenID Connect Core 1.0, section
 * 3.1.3.7, rule 2).
 */
export function readIssuers(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt => jwt.claims !== undefined && issued.has(kindOf(jwt))).flatMap(jwt =>
    readOne(jwt, record))
}

function readOne(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const issuer = textClaim(jwt, 'iss')
  const expected = expectedIssuers(record, jwt)
  if (issuer === undefined)
    return kindOf(jwt) === 'id_token' ? [found('issuer-missing', 'broken', 'OIDC Core 2', {}, { jwt })] : []
  const [first] = expected
  if (first === undefined || expected.includes(issuer) || fitsTemplate(issuer, expected)) return []
  // Google's ID tokens may name it with or without the scheme; a token of Entra's version 1.0 has a reading of its own.
  if (/^(?:https:\/\/)?accounts\.google\.com$/.test(issuer)
    && expected.some(one => one.includes('accounts.google.com'))) return []
  if (entraVersion(jwt) === '1.0' && kindOf(jwt) !== 'id_token') return []
  // Whoever corrected the client by it would trust the provider of the attack.
  if (kindOf(jwt) === 'authorization_response')
    return [found('issuer-of-another', 'broken', 'JARM 2.4', { iss: issuer, expected: first }, { jwt })]
  return [issuerDiffers(issuer, first, jwt)]
}

function issuerDiffers(issuer: string, expected: string, jwt: SeenJwt): Reading {
  const difference = differenceOf(expected, issuer) ?? 'other'
  const inside = isInternalHost(issuer) || isInternalHost(expected) ? 'yes' : ''
  return found('issuer-differs', 'broken', 'OIDC Core 3.1.3.7(2)', { issuer, expected, difference, inside }, { jwt })
}

/** Which issuers would do: the one a person named, that of a complaint, those of the metadata, that of the callback. */
function expectedIssuers(record: WalkRecord, jwt: SeenJwt): string[] {
  const complained = complaintOf(record, 'issuer')?.expected
  if (complained !== undefined) return [complained]
  if (record.issuer !== undefined) return [record.issuer]
  const published = record.metadata.filter(({ content }) => content['authorization_endpoint'] !== undefined)
    .map(({ content }) => content['issuer']).filter(issuer => typeof issuer === 'string')
  if (published.length > 0) return published
  const ofCallback = record.seen.filter(({ kind }) => kind === 'authorization-response' && jwt.in !== undefined)
    .map(({ request }) => valueOf(request?.query, 'iss'))
  return ofCallback.filter(issuer => issuer !== undefined)
}

/** Entra's issuers hold a tenant in the place of a placeholder. */
function fitsTemplate(issuer: string, expected: readonly string[]): boolean {
  const segments = issuer.split('/')
  return expected.some((one) => {
    const wanted = one.split('/')
    return /\{[\w-]+\}/.test(one)
      && wanted.length === segments.length
      && wanted.every((segment, place) => fitsSegment(segments[place] ?? '', segment))
  })
}

/**
 * A placeholder stands for one character or more; each piece between two of them is looked for behind the one before,
 * and never again.
 */
function fitsSegment(segment: string, template: string): boolean {
  const [first = '', ...pieces] = template.split(/\{[\w-]+\}/)
  const last = pieces.pop()
  if (last === undefined) return segment === template
  let at = first.length
  for (const piece of pieces) {
    const found = segment.indexOf(piece, at + 1)
    if (found < 0) return false
    at = found + piece.length
  }
  return segment.startsWith(first) && segment.endsWith(last) && segment.length - last.length > at
}
