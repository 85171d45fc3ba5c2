import { kindOf } from '../../facts/token-kind.ts'
import { complaintOf } from '../../facts/complaints.ts'
import { isEncrypted } from '../../facts/encrypted.ts'
import { textHeader } from '../../facts/jwt.ts'
import { usedAs } from '../../facts/use.ts'
import { usualAlgorithms } from '../../facts/algorithms.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

const signed = new Set([
  'id_token', 'access_token', 'logout_token', 'client_assertion', 'authorization_response', 'assertion', 'unknown',
])

/**
 * A JWT that anybody could have made: no signature, or one with a key that is public (RFC 8725, sections 2.1, 3.1 and
 * 3.2).
 */
export function readAlgorithms(record: WalkRecord): Reading[] {
  return record.jwts.flatMap(jwt =>
    [...isEncrypted(jwt.token) ? [] : ofSignature, critical].flatMap(read => read(jwt, record)))
}

/** What `alg` says of a signature. That of an encrypted token names how its key comes (RFC 7516, section 4.1.1). */
const ofSignature = [unsigned, unsaid, strange, emptySignature, symmetric, notOffered]

function unsigned(jwt: SeenJwt): Reading[] {
  return only(
    /^none$/i.test(textHeader(jwt, 'alg') ?? '')
    && found(
      'algorithm-none', kindOf(jwt) === 'request_object' ? 'weak' : 'broken', 'RFC 8725 3.2', { kind: kindOf(jwt) },
      { jwt },
    ),
  )
}

/** Without `alg` there is no JWT (RFC 7515, section 4.1.1). */
function unsaid(jwt: SeenJwt): Reading[] {
  return only(
    jwt.claims !== undefined
    && jwt.in !== undefined
    && textHeader(jwt, 'alg') === undefined
    && usedAs(jwt) === 'id_token'
    && found('algorithm-missing', 'broken', 'RFC 7515 4.1.1', {}, { jwt }),
  )
}

/** An algorithm that clients of OpenID Connect have not, and which nobody says that this one has. */
function strange(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const alg = textHeader(jwt, 'alg') ?? ''
  const isOffered = record.metadata.some(({ content }) =>
    Array.isArray(content['id_token_signing_alg_values_supported']))
  return only(
    jwt.claims !== undefined
    && usedAs(jwt) === 'id_token'
    && alg !== ''
    && !/^none$/i.test(alg)
    && !isOffered
    && !usualAlgorithms.includes(alg)
    && found('algorithm-unusual', 'weak', 'RFC 7518 3.1', { alg }, { jwt }),
  )
}

function emptySignature(jwt: SeenJwt): Reading[] {
  const parts = jwt.token.replace(/~.*$/s, '').split('.')
  const isEmpty = parts.length === 3
    && parts[2] === ''
    && jwt.header['alg'] !== undefined
    && !/^none$/i.test(textHeader(jwt, 'alg') ?? '')
  return only(
    isEmpty && found('signature-empty', 'broken', 'RFC 7515 5.2', { alg: textHeader(jwt, 'alg') ?? '' }, { jwt }),
  )
}

/**
 * HS256 where the provider has key pairs: whoever takes the public key for a secret accepts what anybody signs with it.
 */
function symmetric(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const alg = textHeader(jwt, 'alg') ?? ''
  if (!/^HS\d+$/.test(alg) || !signed.has(kindOf(jwt)) || kindOf(jwt) === 'client_assertion') return []
  const offered = record.metadata.flatMap(({ content }) =>
    [content['id_token_signing_alg_values_supported'] ?? []].flat())
  const hasPairs = record.keySets.some(({ content }) =>
    content.keys.some(({ kty }) => kty === 'RSA' || kty === 'EC' || kty === 'OKP'))
  const complaint = complaintOf(record, 'algorithm')
  const isAgainst = hasPairs
    || (offered.length > 0 && !offered.includes(alg))
    || complaint !== undefined
    || jwt.header['x5t'] !== undefined
    || jwt.header['x5c'] !== undefined
  return only(found(
    isAgainst ? 'algorithm-symmetric' : 'algorithm-shared', isAgainst ? 'broken' : 'note', 'RFC 8725 2.1',
    { alg, expected: complaint?.expected ?? '' }, { jwt },
  ))
}

function notOffered(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const alg = textHeader(jwt, 'alg') ?? ''
  const lists = record.metadata.map(({ content }) => content['id_token_signing_alg_values_supported']).filter(list =>
    Array.isArray(list))
  const isForeign = kindOf(jwt) === 'id_token'
    && lists.length > 0
    && alg !== ''
    && !/^(?:none|HS\d+)$/i.test(alg)
    && !lists.some(list => list.includes(alg))
  return only(
    isForeign
    && found(
      'algorithm-not-offered', 'weak', 'OIDC Core 3.1.3.7(7)', { alg, offered: lists.flat().map(String) }, { jwt },
    ),
  )
}

function critical(jwt: SeenJwt): Reading[] {
  const names = [jwt.header['crit'] ?? []].flat().filter(name => name !== 'b64')
  return only(
    names.length > 0 && found('header-critical', 'broken', 'RFC 7515 4.1.11', { names: names.map(String) }, { jwt }),
  )
}
