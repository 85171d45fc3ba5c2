import type { JWTPayload } from 'jose'
import { describeBy, type Cause } from '../codes/described.ts'
import { holds, type Check } from './checks.ts'
import type { IdTokenExpectation } from './id-token.ts'

/** A clock that is off by so many seconds is forgiven. */
export const toleranceSeconds = 30
const futureSeconds = 60
const oldestSeconds = 600
/** The end of the year 9999, in seconds: what is later is no date that anybody reads. */
const lastYear = 253_402_300_799

/** What a claim's time must be, seen at an hour; all in seconds since 1970. */
const fits = {
  exp: (time: number, here: number) => time > here - toleranceSeconds,
  iat: (time: number, here: number) => time <= here + futureSeconds && time >= here - oldestSeconds,
  nbf: (time: number, here: number) => time <= here + toleranceSeconds,
}

function fitsAt(claim: keyof typeof fits, value: unknown, here: number): boolean {
  return isTime(value) && fits[claim](value, here)
}

/** The check that fails of a token that is made now, where this clock is so many seconds ahead; undefined for none. */
export function checkMadeNow(now: number, ahead: number): Check | undefined {
  const made = now - ahead
  return checkTimes({ iat: made, exp: made + oldestSeconds + 1 }, { now, ahead }).find(({ ok }) => !ok)
}

/** Tells whether the unit is to blame: some providers write milliseconds, which are a time far away. */
function blameUnit(claim: keyof typeof fits, value: unknown, now: number): Cause | undefined {
  const isFarAway = isTime(value) && value > lastYear
  return isFarAway && fits[claim](value / 1000, now) ? { code: 'milliseconds', facts: [claim] } : undefined
}

/** The checks of `exp`, `iat` and `nbf` at sign-in (OpenID Connect Core 1.0, section 3.1.3.7, rules 9 and 10). */
export function checkTimes(
  { exp, iat, nbf }: JWTPayload, { now, ahead }: Pick<IdTokenExpectation, 'now' | 'ahead'>,
): Check[] {
  const ok = (claim: keyof typeof fits) => fitsAt(claim, { exp, iat, nbf }[claim], now)
  const because = (claim: keyof typeof fits) =>
    blameClaim(claim, { exp, iat, nbf }[claim])
    ?? (claim === 'exp' && isTime(iat) && Number(exp) <= iat ? { code: 'expires-before-issued', facts: [] } : undefined)
    ?? blameUnit(claim, { exp, iat, nbf }[claim], now)
    ?? blameClock(here => fitsAt(claim, { exp, iat, nbf }[claim], here), now, ahead)
  return [
    holds(
      'id-token-expiry', 'OIDC Core 3.1.3.7(9)', describeBy('after', toDate(now)), toDate(exp), ok('exp'),
      because('exp'),
    ),
    holds(
      'id-token-issued-at', 'OIDC Core 3.1.3.7(10)', describeBy('within-minutes', oldestSeconds / 60, toDate(now)),
      toDate(iat), ok('iat'), because('iat'),
    ),
    ...nbf === undefined
      ? []
      : [
          holds(
            'id-token-not-before', 'RFC 7519 4.1.5', describeBy('before', toDate(now)), toDate(nbf), ok('nbf'),
            because('nbf'),
          ),
        ],
  ]
}

/**
 * Checks that a token is still good; `now` is in seconds since 1970, and half a minute is forgiven (RFC 7519, section
 * 4.1.4).
 */
export function checkExpiry(
  name: 'id-token-expiry' | 'id-jag-expiry' | 'assertion-expiry' | 'workload-token-expiry', rule: string, exp: unknown,
  now: number,
): Check {
  return holds(
    name, rule, describeBy('after', toDate(Math.floor(now))), toDate(exp), isTime(exp) && exp > now - toleranceSeconds,
  )
}

/** Why a check of a time fails where the claim is missing or no time: no clock is to blame. */
export function blameClaim(name: string, value: unknown): Cause | undefined {
  return isTime(value) ? undefined : { code: 'no-time', facts: [name] }
}

/**
 * Tells whether the clocks are to blame: they are where the time would do by the provider's clock. Undefined where that
 * is not known.
 */
function blameClock(fits: (here: number) => boolean, now: number, ahead: number | undefined): Cause | undefined {
  if (ahead === undefined || fits(now)) return undefined
  if (Math.abs(ahead) <= toleranceSeconds) return { code: 'clocks-agree', facts: [Math.abs(ahead)] }
  return fits(now - ahead) ? { code: ahead > 0 ? 'clock-ahead' : 'clock-behind', facts: [Math.abs(ahead)] } : undefined
}

/** Tells whether a claim is a NumericDate (RFC 7519, section 2); JSON may hold 1e999, which is no time. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function toDate(seconds: unknown): string {
  if (!isTime(seconds) || Math.abs(seconds) > lastYear)
    return seconds === undefined ? describeBy('missing') : JSON.stringify(seconds)
  return new Date(seconds * 1000).toISOString()
}

/**
 * The user signed in recently enough, where `max_age` was asked for (OpenID Connect Core 1.0, section 3.1.3.7, rule
 * 13).
 */
export function checkAuthTime(claims: JWTPayload, { maxAge, now }: IdTokenExpectation): Check[] {
  if (maxAge === undefined) return []
  const authTime = claims['auth_time']
  const ok = isTime(authTime) && authTime + maxAge >= now - toleranceSeconds
  return [
    holds(
      'id-token-auth-time', 'OIDC Core 3.1.3.7(13)', describeBy('at-most-seconds-before', maxAge, toDate(now)),
      toDate(authTime), ok, blameClaim('auth_time', authTime),
    ),
  ]
}
