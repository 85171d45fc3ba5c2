const hoursAhead = 8

/**
 * The time in China as its gateways want it, `2026-11-22 08:30:00`, whatever this machine's time zone is; `now` is in
 * milliseconds since 1970.
 */
export function formatChinaTime(now: number): string {
  return new Date(now + hoursAhead * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
