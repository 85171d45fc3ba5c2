import type { MessageWords } from '../messages/catalogue.ts'

/**
 * Claims that are a time, in seconds since 1970 (RFC 7519, section 4.1; OpenID Connect Core 1.0, sections 2 and 5.1).
 */
const timeClaims = ['exp', 'iat', 'nbf', 'auth_time', 'updated_at']

/** A time for a person, in UTC to the second: `2026-01-31 09:30:00 UTC`. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
}

/**
 * What a number of seconds under this name means, at that time: a date with how far away it is, or a lifetime with its
 * end.
 */
export function explainTime(
  name: string, value: unknown, at: string, { telling }: Pick<MessageWords, 'telling'>,
): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 1e11) return undefined
  const now = Date.parse(at)
  if (timeClaims.includes(name))
    return `${formatTime(value * 1000)}${telling.comma}${telling.fromNow(value - Math.round(now / 1000))}`
  return name === 'expires_in' ? `${telling.lasts(value)}${telling.comma}${formatTime(now + value * 1000)}` : undefined
}
