import { describeBy, type Cause } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import { kindOf } from './answer/kind.ts'
import type { WireCheck } from '../wire.ts'

/**
 * One verification that was made: what had to be and what was there, each the value itself or a description in
 * parentheses, and the rule that asks for it.
 */
export type Check = WireCheck

/** A check that two values are the same string. */
export function same(name: CheckName, rule: string, expected: string, actual: unknown): Check {
  const because = whyDifferent(expected, actual)
  return { name, rule, expected, actual: shown(actual), ok: actual === expected, ...because && { because } }
}

/** A check whose outcome was computed by the caller; with the cause where it failed and more is known. */
export function holds(
  name: CheckName, rule: string, expected: string, actual: unknown, ok: boolean, because?: Cause,
): Check {
  return { name, rule, expected, actual: shown(actual), ok, ...!ok && because ? { because } : {} }
}

/** Why two values differ that look alike: one is no text, or holds characters that nobody sees. */
function whyDifferent(expected: string, actual: unknown): Cause | undefined {
  if (typeof actual === 'number' || typeof actual === 'boolean') return { code: 'other-type', facts: [typeof actual] }
  if (typeof actual !== 'string' || actual === expected) return undefined
  return withoutInvisible(actual) === withoutInvisible(expected)
    ? { code: 'invisible-characters', facts: [] }
    : undefined
}

/**
 * A text without what nobody sees at its place: characters that are ignored in display, and blanks of every kind around
 * it.
 */
function withoutInvisible(text: string): string {
  return text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '').trim()
}

/**
 * A text as it is, and what JSON writes in a word or a list of texts; of anything else its kind, since nobody knows
 * what stands in it.
 */
function shown(value: unknown): string {
  if (value === undefined) return describeBy('missing')
  if (typeof value === 'string') return value
  const isTold = typeof value !== 'object'
    || value === null
    || (Array.isArray(value) && value.every(item => typeof item === 'string'))
  return isTold ? JSON.stringify(value) : describeBy('of-kind', kindOf(value))
}
