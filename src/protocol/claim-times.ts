import type { JWTPayload } from 'jose'
import { describeBy, type Cause } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import { holds, type Check } from './checks.ts'
import type { IdTokenExpectation } from './id-token.ts'

/** A clock that is off by so many seconds is forgiven. */
export const toleranceSeconds = 30
const futureSeconds = 60
const oldestSeconds = 600
const yearSeconds = 365 * 24 * 3600
/** The end of the year 9999, in seconds: what is later is no date that anybody reads. */
const lastYear = 253_402_300_799

/** What a claim's time must be, seen at an hour; all in seconds since 1970. `oldest`: how long ago `iat` may be. */
const fits = {
  exp: (time: number, here: number) => time > here - toleranceSeconds,
  iat: (time: number, here: number, oldest: number) => time <= here + futureSeconds && time >= here - oldest,
  nbf: (time: number, here: number) => time <= here + toleranceSeconds,
}

type TimeClaim = keyof typeof fits

function fitsAt(claim: TimeClaim, value: unknown, here: number, oldest: number): boolean {
  return isTime(value) && fits[claim](value, here, oldest)
}

/** The check that fails of a token that is made now, where this clock is so many seconds ahead; undefined for none. */
export function checkMadeNow(now: number, ahead: number): Check | undefined {
  const made = now - ahead
  return checkTimes({ iat: made, exp: made + oldestSeconds + 1 }, { now, ahead }).find(({ ok }) => !ok)
}

/** Tells whether the unit is to blame: some providers write milliseconds, which are a time far away. */
function blameUnit(claim: string, value: unknown, fitsHere: (time: number) => boolean): Cause | undefined {
  const isFarAway = isTime(value) && value > lastYear
  return isFarAway && fitsHere(value / 1000) ? { code: 'milliseconds', facts: [claim] } : undefined
}

/** The clock that times are compared with. */
type Clock = Pick<IdTokenExpectation, 'now' | 'ahead'>

/** The checks of `exp`, `iat` and `nbf` at sign-in (OpenID Connect Core 1.0, section 3.1.3.7, rules 9 and 10). */
export function checkTimes(claims: JWTPayload, clock: Clock): Check[] {
  const moment = toDate(clock.now)
  return [
    checkTime('id-token-expiry', 'OIDC Core 3.1.3.7(9)', describeBy('after', moment), 'exp', claims, clock),
    checkTime(
      'id-token-issued-at', 'OIDC Core 3.1.3.7(10)', describeBy('within-minutes', oldestSeconds / 60, moment), 'iat',
      claims, clock,
    ),
    ...checkBeginning(claims, clock),
  ]
}

/**
 * The checks of `exp`, `iat` and `nbf` of a refreshed ID token: `iat` must be there and not lie ahead (OpenID Connect
 * Core 1.0, section 12.2). How long ago it was made is no check: the window of minutes is one of the sign-in.
 */
export function checkRefreshedTimes(claims: JWTPayload, clock: Clock): Check[] {
  const moment = toDate(clock.now)
  return [
    checkTime('id-token-expiry', 'OIDC Core 3.1.3.7(9)', describeBy('after', moment), 'exp', claims, clock),
    checkTime(
      'id-token-issued-at', 'OIDC Core 12.2', describeBy('before', moment), 'iat', claims, clock, Number.MAX_VALUE,
    ),
    ...checkBeginning(claims, clock),
  ]
}

/** Notes a token that ends more than a year from now: no sign-in is meant to be vouched for so long. */
export function noteLongLife({ exp }: JWTPayload, now: number): Finding[] {
  return isTime(exp) && exp > now + yearSeconds
    ? [{ code: 'id-token-long-lived', details: { expires_at: toDate(exp) } }]
    : []
}

/** Notes a refreshed ID token that was not made for this refresh (OpenID Connect Core 1.0, section 12.2, of `iat`). */
export function noteKeptBack({ iat }: JWTPayload, now: number): Finding[] {
  return isTime(iat) && iat < now - oldestSeconds
    ? [{ code: 'id-token-kept-back', details: { issued_at: toDate(iat) } }]
    : []
}

/** The checks of `exp` and `nbf` of a JWT that may leave out either (RFC 7519, sections 4.1.4 and 4.1.5). */
export function checkGoodNow(name: CheckName, rule: string, claims: JWTPayload, now: number): Check[] {
  const clock = { now, ahead: undefined }
  return [
    ...claims.exp === undefined
      ? []
      : [checkTime(name, rule, describeBy('after', toDate(now)), 'exp', claims, clock)],
    ...claims.nbf === undefined
      ? []
      : [checkTime(name, rule, describeBy('before', toDate(now)), 'nbf', claims, clock)],
  ]
}

function checkBeginning(claims: JWTPayload, clock: Clock): Check[] {
  const expected = describeBy('before', toDate(clock.now))
  return claims.nbf === undefined
    ? []
    : [checkTime('id-token-not-before', 'RFC 7519 4.1.5', expected, 'nbf', claims, clock)]
}

function checkTime(
  name: CheckName, rule: string, expected: string, claim: TimeClaim, claims: JWTPayload, { now, ahead }: Clock,
  oldest = oldestSeconds,
): Check {
  const value: unknown = claims[claim]
  const fitsHere = (here: number) => fitsAt(claim, value, here, oldest)
  const because = blameClaim(claim, value)
    ?? (claim === 'exp' ? blameOwnTimes(claims) : undefined)
    ?? blameUnit(claim, value, time => fits[claim](time, now, oldest))
    ?? blameClock(fitsHere, now, ahead)
  return holds(name, rule, expected, toDate(value), fitsHere(now), because)
}

function blameOwnTimes({ exp, iat }: JWTPayload): Cause | undefined {
  return isTime(iat) && Number(exp) <= iat ? { code: 'expires-before-issued', facts: [] } : undefined
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
export function checkAuthTime(claims: JWTPayload, { maxAge, now, ahead }: IdTokenExpectation): Check[] {
  if (maxAge === undefined) return []
  const authTime: unknown = claims['auth_time']
  const fitsTo = (time: number, here: number) =>
    time + maxAge >= here - toleranceSeconds && time <= here + futureSeconds
  const fitsHere = (here: number) => isTime(authTime) && fitsTo(authTime, here)
  const because = blameClaim('auth_time', authTime)
    ?? blameUnit('auth_time', authTime, time => fitsTo(time, now))
    ?? (isTime(authTime) && authTime > now + futureSeconds
      ? blameClock(fitsHere, now, ahead) ?? { code: 'sign-in-ahead', facts: [] }
      : undefined)
  return [
    holds(
      'id-token-auth-time', 'OIDC Core 3.1.3.7(13)', describeBy('at-most-seconds-before', maxAge, toDate(now)),
      toDate(authTime), fitsHere(now), because,
    ),
  ]
}
