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

/** Writes milliseconds as such a length of time, in the greatest unit that leaves nothing over. */
export function formatDuration(length: number): string {
  const seconds = Math.round(length / 1000)
  const unit = seconds % 3600 === 0 ? 'h' : seconds % 60 === 0 ? 'm' : 's'
  return `${seconds * 1000 / milliseconds[unit]}${unit}`
}
