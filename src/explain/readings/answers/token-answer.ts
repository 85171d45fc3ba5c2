import { isAtTokenEndpoint, tokenAnswers } from '../../facts/answers.ts'
import { headerOf } from '../../facts/messages.ts'
import { spanOf } from '../../facts/jwt.ts'
import { looksMade } from '../../facts/token-form.ts'
import { isProven, isUsableType } from '../../facts/token-type.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

const rule = 'RFC 6749 5.1'
const day = 86_400
/** Usual lengths of life in milliseconds, which as seconds would be odd. */
const usualMilliseconds = new Set([300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 28_800_000, 86_400_000])

/** A token answer against its form (RFC 6749, section 5.1). */
export function readTokenAnswers(record: WalkRecord): Reading[] {
  return tokenAnswers(record).filter(isAtTokenEndpoint).flatMap(seen => [
    ...accessToken(seen), ...type(seen), ...lifetime(seen), ...caching(seen),
  ])
}

function accessToken(seen: Seen): Reading[] {
  const members = seen.response?.members ?? {}
  const token = members['access_token']
  if (token === undefined) return [found('access-token-missing', 'broken', rule, {}, { in: seen })]
  // An empty one is the reading of the message.
  if (token === '' || token === null) return []
  if (typeof token !== 'string')
    return [
      found(
        'access-token-not-text', 'broken', rule, { kind: Array.isArray(token) ? 'array' : typeof token }, { in: seen },
      ),
    ]
  return only(
    token === members['id_token']
    && looksMade(token)
    && !isWithheld(token)
    && found('tokens-the-same', 'weak', 'OIDC Core 2; RFC 9068 2.2', {}, { in: seen }),
  )
}

function type(seen: Seen): Reading[] {
  const type = seen.response?.members?.['token_type']
  if (type === undefined)
    return isKnownWithout(seen)
      ? []
      : [
          found(
            'token-type-missing', seen.response?.body?.trimStart().startsWith('{') ? 'weak' : 'note', rule, {},
            { in: seen },
          ),
        ]
  if (isUsableType(seen)) return []
  return typeof type === 'string' && type.toLowerCase() === 'dpop' && isProven(seen) === false
    ? [found('token-type-unproven', 'broken', 'RFC 9449 5', {}, { in: seen })]
    : [found('token-type-unknown', 'broken', 'RFC 6749 7.1', { type: JSON.stringify(type) }, { in: seen })]
}

/** WeChat and its kin answer without it; every client of theirs knows. */
function isKnownWithout({ response }: Seen): boolean {
  return ['openid', 'errcode', 'uid', 'ok', 'unionid', 'open_id'].some(name => response?.members?.[name] !== undefined)
}

function lifetime(seen: Seen): Reading[] {
  const value = seen.response?.members?.['expires_in']
  if (value === undefined || value === null)
    return only(!isKnownWithout(seen) && found('lifetime-unsaid', 'note', rule, {}, { in: seen }))
  if (typeof value === 'string') return [found('lifetime-text', 'note', 'RFC 6749 A.14', { value }, { in: seen })]
  if (typeof value !== 'number')
    return [found('lifetime-not-number', 'weak', 'RFC 6749 A.14', { value: JSON.stringify(value) }, { in: seen })]
  if (value <= 0) return [found('lifetime-over', 'weak', rule, { value }, { in: seen })]
  if (value > 1e9) return [found('lifetime-is-time', 'broken', rule, { value }, { in: seen })]
  if (usualMilliseconds.has(value))
    return [found('lifetime-milliseconds', 'weak', rule, { value, seconds: value / 1000 }, { in: seen })]
  return only(
    value > day
    && found(
      'lifetime-long', value >= 180 * day ? 'weak' : 'note', 'RFC 9700 2.2', { lives: spanOf(value) }, { in: seen },
    ),
  )
}

/** Caches on the way may keep what may be kept. */
function caching(seen: Seen): Reading[] {
  const headers = seen.response?.headers ?? []
  const control = headerOf(seen.response, 'cache-control') ?? ''
  const isKept = headers.length > 3 && /\bpublic\b|max-age=[1-9]/.test(control) && !/no-store/.test(control)
  return only(isKept && found('tokens-cached', 'weak', rule, { control }, { in: seen }))
}
