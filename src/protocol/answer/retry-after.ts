/**
 * When a server wants to be asked again: after so many seconds, or at an hour (ISO 8601) where we do not know its time.
 */
export interface RetryAfter {
  seconds?: number
  until?: string
}

/** Nobody counts the seconds of more than a day. */
const mostSeconds = 86_400

/**
 * Reads Retry-After (RFC 9110, section 10.2.3), seconds or a date. A date is compared with the Date of the answer, or
 * else with `ours`, our own time in milliseconds since 1970. Beyond a day the date is told, where it is known. Empty
 * where the field is missing or names a time that is over.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, ours?: number): RetryAfter {
  const { seconds, until } = asGiven(headers, ours)
  if (seconds !== undefined && seconds <= mostSeconds) return { seconds }
  if (until === undefined || Math.abs(until) > latest) return {}
  return { until: new Date(until).toISOString() }
}

/** The last millisecond that has a date. */
const latest = 8.64e15

/** The seconds to wait, however many; undefined where no time is named that is to come, or none to compare it with. */
export function secondsToWait(headers: Readonly<Record<string, string>>, ours: number): number | undefined {
  return asGiven(headers, ours).seconds
}

function asGiven(headers: Readonly<Record<string, string>>, ours?: number): { seconds?: number, until?: number } {
  const field = (headers['retry-after'] ?? '').slice(0, 100).trim()
  const now = readDate((headers['date'] ?? '').slice(0, 100)) ?? ours
  if (/^\d{1,9}$/.test(field)) {
    const seconds = Number(field)
    return seconds > 0 ? { seconds, ...now !== undefined && { until: now + seconds * 1000 } } : {}
  }
  const until = readDate(field)
  if (until === undefined) return {}
  if (now === undefined) return { until }
  return until > now ? { seconds: Math.ceil((until - now) / 1000), until } : {}
}

/** Milliseconds since 1970 of an HTTP date, in one of its three forms (RFC 9110, section 5.6.7). */
function readDate(text: string): number | undefined {
  const time = /^[A-Z][a-z]+day|^[A-Z][a-z]{2}[ ,]/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(time) ? undefined : time
}
