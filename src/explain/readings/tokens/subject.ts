import { textClaim } from '../../facts/jwt.ts'
import { memberOf } from '../../facts/messages.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/**
 * Who the ID token says it is, and who the userinfo endpoint says it is (OpenID Connect Core 1.0, sections 2 and
 * 5.3.2).
 */
export function readSubjects(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt => jwt.claims !== undefined && kindOf(jwt) === 'id_token').flatMap(jwt => [
    ...ofIdToken(jwt), ...atUserinfo(jwt, record),
  ])
}

function ofIdToken(jwt: SeenJwt): Reading[] {
  const sub = jwt.claims?.['sub']
  if (sub === undefined || sub === '') return [found('subject-missing', 'broken', 'OIDC Core 2', {}, { jwt })]
  if (typeof sub !== 'string')
    return [found('subject-not-text', 'broken', 'OIDC Core 2', { kind: typeof sub }, { jwt })]
  return /^[\x20-\x7e]{1,255}$/.test(sub)
    ? []
    : [found('subject-form', 'broken', 'OIDC Core 2', { length: sub.length }, { jwt })]
}

/** Only where one ID token and one userinfo answer are there: otherwise they may be those of two logins. */
function atUserinfo(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const answers = record.seen.filter(({ kind, response }) => kind === 'userinfo-request' && response?.members)
  const others = record.jwts.filter(other => kindOf(other) === 'id_token')
  const sub = memberOf(answers[0], 'sub')
  const own = textClaim(jwt, 'sub')
  if (answers.length !== 1 || others.length !== 1 || sub === undefined || own === undefined || sub === own) return []
  return [
    found(
      'subject-differs', 'broken', 'OIDC Core 5.3.2', { token: own, userinfo: sub },
      { in: answers[0], step: 'userinfo' },
    ),
  ]
}
