import { describeBy } from '../described.ts'
import type { CheckName } from '../failure.ts'

/**
 * One verification that was made: what had to be and what was there, each the value itself or a description in parentheses, and the rule that
 * asks for it.
 */
export interface Check {
  name: CheckName
  rule: string
  expected: string
  actual: string
  ok: boolean
}

/** A check that two values are the same string. */
export function same(name: CheckName, rule: string, expected: string, actual: unknown): Check {
  return { name, rule, expected, actual: shown(actual), ok: actual === expected }
}

/** A check whose outcome was computed by the caller. */
export function holds(name: CheckName, rule: string, expected: string, actual: unknown, ok: boolean): Check {
  return { name, rule, expected, actual: shown(actual), ok }
}

/** A deviation that was tolerated: a stable code and the facts for its sentence. */
export interface Finding {
  code: string
  details: Record<string, unknown>
}

function shown(value: unknown): string {
  if (value === undefined) return describeBy('missing')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
