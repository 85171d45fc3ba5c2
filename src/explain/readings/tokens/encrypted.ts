import { textHeader } from '../../facts/jwt.ts'
import { isAtResource } from '../../facts/messages.ts'
import { complaintOf } from '../../facts/complaints.ts'
import { usedAs } from '../../facts/use.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/** A token of five parts: encrypted, for its recipient alone (RFC 7516, section 3). */
export function readEncrypted(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt =>
    jwt.claims === undefined && jwt.token.split('.').length === 5 && isToken(jwt)).flatMap(
    jwt => readOne(jwt, record),
  )
}

/**
 * A signed JWT whose claims are no JSON object (RFC 7519, section 7.2). What is behind its first two dots may be cut
 * off, and is nobody's claims.
 */
export function readUnreadable(record: WalkRecord): Reading[] {
  const isSigned = ({ token }: SeenJwt) => token.split('~', 1)[0]?.split('.').length === 3
  const isWhole = (jwt: SeenJwt) => isSigned(jwt) && !isWithheld(jwt.token)
  return record.jwts.filter(jwt => jwt.claims === undefined && isWhole(jwt) && isToken(jwt)).map(jwt =>
    found('claims-unreadable', 'broken', 'RFC 7519 7.2', {}, { jwt }))
}

/** A JWT of which parts are missing (RFC 7519, section 3): whoever copied it may have left them out. */
export function readCutTokens(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt => jwt.token !== '' && isToken(jwt) && !isWithheld(jwt.token)).flatMap((jwt) => {
    const parts = (jwt.token.split('~', 1)[0] ?? '').split('.').length
    const details = { parts, claims: jwt.claims === undefined ? '' : 'yes' }
    return parts === 2 ? [found('token-cut', 'note', 'RFC 7519 3', details, { jwt })] : []
  })
}

/** A client may encrypt its state, which is nobody's token. */
function isToken({ role, in: seen }: SeenJwt): boolean {
  return seen === undefined || role !== 'unknown'
}

function readOne(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const [alg, enc] = [textHeader(jwt, 'alg') ?? '', textHeader(jwt, 'enc') ?? '']
  const isRefused = complaintOf(record, 'malformed') !== undefined
    || (jwt.in !== undefined && isAtResource(jwt.in) && (jwt.in.response?.status ?? 0) >= 400)
  // With `dir` and no party to encrypt to, it is the provider's own: Auth0's access token for its userinfo endpoint.
  const isOwn = alg === 'dir' && usedAs(jwt) !== 'id_token'
  const auth0 = /\.auth0\.com/.test(textHeader(jwt, 'iss') ?? '') ? 'yes' : ''
  return [
    found(
      isOwn ? 'token-encrypted-to-provider' : 'token-encrypted', isRefused ? 'broken' : 'note', 'RFC 7516 3',
      { alg, enc, auth0 }, { jwt },
    ),
  ]
}
