/**
 * When a server wants to be asked again: after so many seconds, or at an hour (ISO 8601) where we do not know its time.
 */
export interface RetryAfter {
  seconds?: number
  until?: string
}

/**
 * Reads Retry-After (RFC 9110, section 10.2.3), seconds or a date. A date is compared with the Date of the answer, or
 * else with `ours`, our own time in milliseconds since 1970. Empty where the field is missing or names a time that is
 * over.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, ours?: number): RetryAfter {
  const field = (headers['retry-after'] ?? '').slice(0, 100).trim()
  if (/^\d{1,9}$/.test(field)) return Number(field) > 0 ? { seconds: Number(field) } : {}
  const until = readDate(field)
  if (until === undefined) return {}
  const now = readDate((headers['date'] ?? '').slice(0, 100)) ?? ours
  if (now === undefined) return { until: new Date(until).toISOString() }
  return until > now ? { seconds: Math.ceil((until - now) / 1000) } : {}
}

/** Milliseconds since 1970 of an HTTP date, in one of its three forms (RFC 9110, section 5.6.7). */
function readDate(text: string): number | undefined {
  const time = /^[A-Z][a-z]+day|^[A-Z][a-z]{2}[ ,]/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(time) ? undefined : time
}
