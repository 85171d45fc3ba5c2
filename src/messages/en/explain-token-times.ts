import type { ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'
import { enTokenKind } from './explain-token-kinds.ts'

/** How to come by a new one of those that no refresh token brings. */
const fixesOfExpired: Record<string, string> = {
  client_assertion: 'Make a new assertion for each request, right before it is sent.',
  assertion: 'Make a new assertion for each request, right before it is sent.',
  request_object: 'Make a new request object for each login, right before it is sent.',
  authorization_response: 'Start the login again, and take its response at once. Compare the clocks (NTP) if it was new.',
  refresh_token: 'Sign in again: no refresh brings a new one. Compare the clocks (NTP) if it was new.',
  logout_token: 'Have the provider send a new one for each logout. Compare the clocks (NTP) if it was new.',
  userinfo: 'Ask the userinfo endpoint again. Compare the clocks (NTP) if it was new.',
  introspection: 'Ask the introspection endpoint again. Compare the clocks (NTP) if it was new.',
  sd_jwt: 'Have the issuer issue a new one. Compare the clocks (NTP) if it was new.',
}

/** The sentences about the times of a JWT. */
export const enTokenTimeReadings = {
  'time-in-milliseconds': {
    said: d => `${text(d['names'])} of the token is in milliseconds (${text(d['value'])}), not in seconds`,
    why: d => `A NumericDate counts seconds since 1970. Read so, ${text(d['value'])} is in the year ${text(d['year'])}: iat and nbf lie in the future, and exp never comes.`,
    fix: d => `Divide the clock’s milliseconds by 1000 where the token is made, and drop the fraction: here ${text(d['seconds'])}.`,
  },
  'time-not-number': {
    said: d => `${text(d['names'])} of the token is not a number (${text(d['value'])})`,
    why: () => 'A NumericDate is a JSON number of seconds since 1970. A text such as a date or "1700000000" is refused.',
    fix: () => 'Write the time as a number of seconds, without quotes.',
  },
  'times-reversed': {
    said: d => d['exp'] === d['iat'] ? `The token expires in the second in which it is issued: exp and iat are both ${text(d['iat'])}` : `The token expired before it was issued: exp ${text(d['exp'])}, iat ${text(d['iat'])}`,
    why: () => 'It is never valid, at no time. Usually the lifetime is zero or negative, or exp was computed in another unit or time zone.',
    fix: () => 'Compute exp as iat plus the lifetime in seconds, both in UTC.',
  },
  'token-early': {
    said: d => `The token is from the future: its ${text(d['claim'])} is ${text(d['at'])}, and the clock says ${text(d['now'])}, ${text(d['by'])} earlier`,
    why: d => `${d['claim'] === 'nbf' ? 'It is not valid yet (nbf, not before).' : 'A verifier refuses what was issued in the future (iat).'} The clocks of the two machines differ (clock skew)${d['hours'] ? `; by whole hours, so local time was taken for UTC in one place` : ''}.`,
    fix: d => d['hours'] ? 'Compute the times in UTC. Set both clocks by network time (NTP).' : 'Set both clocks by network time (NTP); virtual machines and containers drift after a pause. Allow a small leeway of a minute or so in the verifier.',
  },
  'token-expired': {
    said: d => `The ${enTokenKind(d['kind'])} has expired: exp ${text(d['exp'])}, ${text(d['ago'])} before ${text(d['now'])}`,
    why: d => `No verifier accepts it any more${d['lived'] ? `; it was good for ${text(d['lived'])}` : ''}. If it was new when it was sent, the clocks of the two machines differ.`,
    fix: d => pick(fixesOfExpired, d['kind']) ?? 'Get a new one: refresh it before exp (refresh token), or sign in again. Compare the clocks (NTP) if it was new.',
  },
  'issued-at-missing': {
    said: () => 'The ID token has no iat: it does not say when it was made',
    why: () => 'iat is required. Clients refuse an ID token without it, since nobody can tell a new one from an old one.',
    fix: () => 'Have the provider write iat, in seconds since 1970.',
  },
  'claims-missing': {
    said: d => `${text(d['names'])} is missing in the ${enTokenKind(d['kind'])}`,
    why: () => 'The standard for JWTs of this kind requires it. Whoever checks strictly refuses the token without.',
    fix: d => `Have the server write ${text(d['names'])}.`,
  },
  'id-token-old': {
    said: d => `The ID token was made long before it came: iat ${text(d['iat'])}, ${text(d['age'])} before ${text(d['at'])}`,
    why: () => 'A sign-in brings a new ID token. An old one was kept somewhere, or the clocks of the two machines differ; clients refuse it.',
    fix: () => 'Look for a cache between the provider and the client. Set both clocks by network time (NTP).',
  },
  'auth-time-missing': {
    said: d => `max_age=${text(d['max_age'])} was asked for, and the ID token does not say when the user signed in (auth_time)`,
    why: () => 'With max_age, auth_time must come. A client can’t tell otherwise whether somebody has just signed in.',
    fix: () => 'Have the provider write auth_time, or leave max_age out of the request.',
  },
  'auth-time-old': {
    said: d => `The user signed in ${text(d['age'])} before (auth_time ${text(d['at'])}), and max_age=${text(d['max_age'])} was asked for`,
    why: () => 'max_age says how many seconds ago the last sign-in may be at most. The provider did not ask the user to sign in anew.',
    fix: () => 'Have the provider obey max_age. prompt=login asks for a sign-in in any case.',
  },
  'expiry-missing': {
    said: d => `The ${enTokenKind(d['kind'])} has no exp: it never expires`,
    why: () => 'Whoever finds it in a log or steals it can use it for ever. Verifiers that want exp refuse it.',
    fix: () => 'Have the provider set exp, minutes to an hour ahead.',
  },
  'token-long-lived': {
    said: d => `The ${enTokenKind(d['kind'])} lives long: ${text(d['lives'])}`,
    why: () => 'A bearer token is good for whoever has it, and can’t be taken back before it expires. A leak stays open that long.',
    fix: () => 'Set the lifetime of access tokens to minutes or an hour, and use a refresh token that is rotated.',
  },
} satisfies Record<string, ReadingSentences>
