import { complaintOf } from '../../facts/complaints.ts'
import { dateOf, isMilliseconds, judgedAt, numberClaim, secondsClaim, spanOf } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found, only } from '../../found.ts'
import { parameterOf } from '../../parameters.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/** Clocks may differ by this much, in seconds, before anybody should complain (RFC 7519, sections 4.1.4 and 4.1.5). */
const [tolerated, ahead] = [30, 60]
const times = ['exp', 'iat', 'nbf', 'auth_time'] as const

/** What the times of a token say against the clock. */
export function readTimes(record: WalkRecord): Reading[] {
  const readable = record.jwts.filter(({ claims }) => claims !== undefined)
  return readable.flatMap(jwt =>
    [inMilliseconds, notNumbers, reversed, early, expired].flatMap(read => read(jwt, record)))
}

function inMilliseconds(jwt: SeenJwt): Reading[] {
  const names = times.filter(name => isMilliseconds(numberClaim(jwt, name) ?? 0))
  const [first = 'exp'] = names
  const value = numberClaim(jwt, first) ?? 0
  return only(
    names.length > 0
    && found(
      'time-in-milliseconds', 'broken', 'RFC 7519 2',
      { names, value, seconds: Math.floor(value / 1000), year: yearOf(value) }, { jwt },
    ),
  )
}

/** The year that a number of seconds reaches, also where no date does. */
function yearOf(seconds: number): number {
  return Math.floor(1970 + seconds / 31_556_952)
}

function notNumbers(jwt: SeenJwt): Reading[] {
  const names = times.filter(name => jwt.claims?.[name] !== undefined && typeof jwt.claims[name] !== 'number')
  return only(
    names.length > 0
    && found(
      'time-not-number', 'broken', 'RFC 7519 2', { names, value: JSON.stringify(jwt.claims?.[names[0] ?? '']) },
      { jwt },
    ),
  )
}

function reversed(jwt: SeenJwt): Reading[] {
  const [exp, iat] = [secondsClaim(jwt, 'exp'), secondsClaim(jwt, 'iat')]
  const isReversed = exp !== undefined && iat !== undefined && exp <= iat
  return only(
    isReversed && found('times-reversed', 'broken', 'RFC 7519 4.1.4', { exp: dateOf(exp), iat: dateOf(iat) }, { jwt }),
  )
}

/** Made or good only later than now: the clocks of two machines differ. Keycloak writes 0 for "no nbf". */
function early(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const now = judgedAt(jwt, record)
  const [iat, nbf] = [secondsClaim(jwt, 'iat') ?? 0, secondsClaim(jwt, 'nbf') ?? 0]
  const claim = nbf > now + tolerated ? 'nbf' : iat > now + ahead ? 'iat' : undefined
  const at = claim === 'nbf' ? nbf : iat
  const details = {
    claim: claim ?? '', at: dateOf(at), now: dateOf(now), by: spanOf(at - now), hours: wholeHours(at - now),
  }
  return only(
    claim !== undefined
    && found('token-early', 'broken', claim === 'nbf' ? 'RFC 7519 4.1.5' : 'OIDC Core 3.1.3.7(10)', details, { jwt }),
  )
}

/**
 * By how many whole hours a time is off, within a minute: then it is a time zone, not a clock. Zero where it is not so.
 */
function wholeHours(seconds: number): number {
  const hours = Math.round(seconds / 3600)
  return hours > 0 && hours <= 14 && Math.abs(seconds - hours * 3600) <= 90 ? hours : 0
}

/** An ID token that has expired is still a hint of who the user is (OIDC RP-Initiated Logout 1.0, section 2). */
function isHint({ token, in: seen }: SeenJwt): boolean {
  return seen !== undefined && parameterOf(seen, 'id_token_hint') === token
}

function expired(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const now = judgedAt(jwt, record)
  const exp = secondsClaim(jwt, 'exp')
  const iat = secondsClaim(jwt, 'iat')
  if (exp === undefined || exp > now - tolerated || (iat !== undefined && exp <= iat) || isHint(jwt)) return []
  const lived = iat === undefined ? '' : spanOf(exp - iat)
  return [
    found(
      'token-expired', 'broken', 'RFC 7519 4.1.4',
      {
        kind: kindOf(jwt), exp: dateOf(exp), now: dateOf(now), ago: spanOf(now - exp), lived,
        complained: complaintOf(record, 'expired') ? 'yes' : '',
      },
      { jwt },
    ),
  ]
}
