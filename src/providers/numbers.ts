import type { Failure } from '../codes/failure.ts'

type Refuse = (expected: string) => Failure

/** Seconds: `90`, `90s`, `10m`, `2h`; raises what `refuse` makes. */
export function parseSeconds(text: string, expected: string, most: number, refuse: Refuse): number {
  const [, digits = '', unit] = /^(\d+)([smh])?$/.exec(text) ?? []
  return parseNumber(
    digits === '' ? '' : String(Number(digits) * (unit === 'm' ? 60 : unit === 'h' ? 3600 : 1)), expected, most, refuse,
  )
}

/** A whole number; raises what `refuse` makes. */
export function parseNumber(text: string, expected: string, most: number, refuse: Refuse): number {
  if (!/^\d+$/.test(text) || Number(text) > most) throw refuse(expected)
  return Number(text)
}
