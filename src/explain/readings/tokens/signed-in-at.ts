import { answeredAt } from '../../facts/answered-at.ts'
import { dateOf, secondsClaim, spanOf } from '../../facts/jwt.ts'
import { authorizationRequests, sentAs } from '../../facts/messages.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { usedAs } from '../../facts/use.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/** An ID token that comes with a sign-in is new; older than this, in seconds, somebody kept it. */
const oldest = 600
const tolerated = 30

/** When an ID token was made, and when the user signed in for it (OpenID Connect Core 1.0, sections 2 and 3.1.3.7). */
export function readSignedInAt(record: WalkRecord): Reading[] {
  const tokens = record.jwts.filter(jwt => jwt.claims !== undefined && kindOf(jwt) === 'id_token')
  return [
    ...tokens.filter(jwt => usedAs(jwt) === 'id_token' || isAlone(jwt)).flatMap(issuedAt),
    ...tokens.filter(jwt => usedAs(jwt) === 'id_token').flatMap(jwt => signedIn(jwt, record)),
  ]
}

/** Of claims that somebody took apart, some may have been left out. */
function isAlone(jwt: SeenJwt): boolean {
  return usedAs(jwt) === undefined && jwt.token !== ''
}

function issuedAt(jwt: SeenJwt): Reading[] {
  if (jwt.claims?.['iat'] === undefined) return [found('issued-at-missing', 'broken', 'OIDC Core 2', {}, { jwt })]
  // Where nothing says when it came, it may have been new then.
  const [iat, at] = [secondsClaim(jwt, 'iat'), jwt.in && answeredAt(jwt.in)]
  if (iat === undefined || at === undefined || jwt.in?.kind === 'refresh-request') return []
  const age = at / 1000 - iat
  return only(
    age > oldest
    && found(
      'id-token-old', 'broken', 'OIDC Core 3.1.3.7(10)',
      { iat: dateOf(iat), at: dateOf(at / 1000), age: spanOf(age) }, { jwt },
    ),
  )
}

/** The user signed in longer ago than the one request allowed (max_age), or nobody says when (rule 13). */
function signedIn(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const requests = authorizationRequests(record)
  const asked = requests.length === 1 ? sentAs(requests[0]?.request, 'max_age') : undefined
  const at = jwt.in && (answeredAt(jwt.in) ?? record.now)
  if (asked === undefined || !/^\d{1,9}$/.test(asked) || at === undefined) return []
  const [time, clause] = [secondsClaim(jwt, 'auth_time'), 'OIDC Core 3.1.3.7(13)']
  if (time === undefined)
    return only(
      jwt.claims?.['auth_time'] === undefined
      && found('auth-time-missing', 'broken', clause, { max_age: asked }, { jwt }),
    )
  const age = at / 1000 - time
  return only(
    age > Number(asked) + tolerated
    && found('auth-time-old', 'broken', clause, { max_age: asked, age: spanOf(age), at: dateOf(time) }, { jwt }),
  )
}
