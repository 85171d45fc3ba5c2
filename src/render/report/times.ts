import type { ReportWords } from '../../messages/report-words.ts'

/** A time as people write it, in UTC: `2026-11-22 17:01:58 UTC`. */
export function dateText(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime())
    ? String(milliseconds)
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** How long something took: milliseconds, or seconds with one decimal from one second on. */
export function durationText(ms: number, words: ReportWords): string {
  return ms < 1000 ? words.milliseconds(Math.round(ms)) : words.seconds(Math.round(ms / 100) / 10)
}

const timeClaims = new Set(['exp', 'iat', 'nbf', 'auth_time', 'updated_at'])

/** What a number among claims or parameters says to a person: a date, or a lifetime. */
export function explainNumber(
  name: string, value: unknown, members: Readonly<Record<string, unknown>>, words: ReportWords,
): string | undefined {
  if (typeof value !== 'number') return undefined
  if (name === 'expires_in') return words.validFor(Math.floor(value / 60))
  if (!timeClaims.has(name)) return undefined
  const issued = members['iat']
  const lifetime = name === 'exp' && typeof issued === 'number'
    ? `, ${words.validFor(Math.floor((value - issued) / 60))}`
    : ''
  return `${dateText(value * 1000)}${lifetime}`
}
