import type { Session } from './session-record.ts'

/** Milliseconds that an access token should still live when it is handed out. */
export const usualLifetimeMs = 30_000

/** A token that was only just obtained is not refreshed for its short life alone: that would never end. */
const justObtainedMs = 10_000
/** The same where no token of this provider lives as long as is asked. */
const notLongAgoMs = 60_000
/** How far in the future a token may have been obtained: clocks of two hosts differ a little. */
const clockToleranceMs = 10_000

/**
 * Tells whether the access token lives for at least this long yet (milliseconds). Obtained in the future, by a clock
 * that has been set back since, its end is unknown and it counts as expired; without a stated end it lives.
 */
export function isFresh(session: Session, now: number, minimumLifetimeMs: number): boolean {
  const age = now - session.obtained_at
  if (age < -clockToleranceMs) return false
  if (session.expires_at === null) return true
  const left = session.expires_at - now
  return left > (age < patienceFor(session, minimumLifetimeMs) ? 0 : minimumLifetimeMs)
}

/** The age in milliseconds until which another refresh would bring nothing. */
function patienceFor(session: Session, minimumLifetimeMs: number): number {
  const lifetime = shortLifetime(session, minimumLifetimeMs)
  return lifetime === undefined ? justObtainedMs : Math.max(justObtainedMs, Math.min(notLongAgoMs, lifetime / 2))
}

/** How long the token lived in all, in milliseconds, if that was no longer than what is asked. */
export function shortLifetime(
  { obtained_at: from, expires_at: to }: Session, minimumLifetimeMs: number,
): number | undefined {
  return to !== null && to - from <= minimumLifetimeMs ? to - from : undefined
}

/** What is left of a token that ends too soon, and what is asked, in seconds; nothing where it has ended or lasts. */
export function leftOf(
  end: number | null | undefined, now: number, minimumLifetimeMs: number,
): { ends_in?: number, least?: number } {
  const left = (end ?? Infinity) - now
  if (left <= 0 || left > minimumLifetimeMs) return {}
  return { ends_in: Math.floor(left / 1000), least: minimumLifetimeMs / 1000 }
}
