import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'

const milliseconds = { s: 1000, m: 60_000, h: 3_600_000 } as const

/**
 * Reads a length of time (`90`, `90s`, `10m`, `2h`; without a unit, seconds) as milliseconds; raises `setting-invalid`
 * with the flag's name.
 */
export function readDuration(flag: string, text: string): number {
  const [, digits, unit = 's'] = /^(\d{1,8})([smh]?)$/.exec(text) ?? []
  if (digits === undefined)
    throw new Failure('setting-invalid', { setting: flag, value: text, expected: describeBy('duration') })
  return Number(digits) * milliseconds[(unit || 's') as keyof typeof milliseconds]
}
