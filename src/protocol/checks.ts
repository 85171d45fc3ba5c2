import { nameCodePoint } from '../codes/code-point.ts'
import { describeBy, type Cause } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import { kindOf } from './answer/kind.ts'
import type { WireCheck } from '../wire.ts'

/**
 * One verification: the expected and the actual value, each as it is or as a description in parentheses, and the rule
 * that demands it.
 */
export type Check = WireCheck

/** A check that two values are the same string. */
export function same(name: CheckName, rule: string, expected: string, actual: unknown): Check {
  const because = whyDifferent(expected, actual)
  return { name, rule, expected, actual: shown(actual), ok: actual === expected, ...because && { because } }
}

/** As `same`, for a claim that must be there: that it is missing is another fault than that it names somebody else. */
export function sameClaim(name: CheckName, rule: string, expected: string, claim: string, actual: unknown): Check {
  const check = same(name, rule, expected, actual)
  return actual === undefined ? { ...check, because: claimMissing(claim) } : check
}

/** The cause of a check whose claim is not there. */
export function claimMissing(claim: string): Cause {
  return { code: 'claim-missing', facts: [claim] }
}

/** A check whose outcome was computed by the caller; with the cause where it failed and more is known. */
export function holds(
  name: CheckName, rule: string, expected: string, actual: unknown, ok: boolean, because?: Cause,
): Check {
  return { name, rule, expected, actual: shown(actual), ok, ...!ok && because ? { because } : {} }
}

/** Why two values differ that look alike: one is no text, or holds characters that nobody sees. */
function whyDifferent(expected: string, actual: unknown): Cause | undefined {
  if (actual === undefined || actual === expected) return undefined
  if (typeof actual !== 'string') return { code: 'other-type', facts: [kindOf(actual)] }
  return withoutInvisible(actual) === withoutInvisible(expected)
    ? { code: 'invisible-characters', facts: [] }
    : undefined
}

/** The first character that is no printable ASCII, as `U+001B` (RFC 6749, appendix A); undefined where all are. */
export function unprintableIn(text: string): string | undefined {
  return nameCharacter(/[^\x20-\x7e]/u.exec(text)?.[0])
}

/** A character by its number in Unicode, since it may be one that nobody sees; with itself where it is plain ASCII. */
export function nameCharacter(character: string | undefined): string | undefined {
  return character && `${nameCodePoint(character)}${/[!-~]/.test(character) ? ` (${character})` : ''}`
}

/**
 * Why a member is no text of 1 to so many printable ASCII characters: it is missing, empty, no text, too long, or holds
 * another character. Undefined where it is one.
 */
export function whyNotPrintable(name: string, value: unknown, most: number): Cause | undefined {
  if (typeof value !== 'string' || value === '')
    return { code: 'member-no-text', facts: [name, value === '' ? 'empty' : kindOf(value)] }
  if (value.length > most) return { code: 'member-too-long', facts: [name, value.length, most] }
  const character = unprintableIn(value)
  return character === undefined ? undefined : { code: 'member-not-printable', facts: [name, character] }
}

/**
 * A text without what nobody sees at its place: characters that are ignored in display, and blanks of every kind around
 * it.
 */
function withoutInvisible(text: string): string {
  return text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '').trim()
}

/**
 * Writes a value for a reader: texts as they are, numbers, words and lists of texts as JSON. Anything else by its kind
 * only, since nobody knows what is in it.
 */
function shown(value: unknown): string {
  if (value === undefined) return describeBy('missing')
  if (typeof value === 'string') return value
  const isTold = typeof value !== 'object'
    || value === null
    || (Array.isArray(value) && value.every(item => typeof item === 'string'))
  return isTold ? JSON.stringify(value) : describeBy('of-kind', kindOf(value))
}
