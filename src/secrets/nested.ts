import { addressPositions } from './positions.ts'
import { encodedPlaceholder } from './placeholder.ts'
import type { Position } from './position.ts'
import type { Rule } from './names.ts'
import { replaceRanges, type Range } from './ranges.ts'
import type { Secrets } from './secrets.ts'

/** Levels of addresses within addresses: logins have three at most; what is encoded more often is read all the same. */
const mostLevels = 16

/** Longer values are not taken apart. */
const longest = 20_000

/** Tells whether a value may be an address, or have parameters. */
const holdsMore = /[=@]|%(?:25)*(?:3D|40)/i

/**
 * The secrets of an address, and of the addresses in its values, encoded once or more
 * (`continue=https%3A%2F%2F…%3Fcode%3D…`).
 */
export function secretsNested(text: string, rule: Rule, level = 0): Position[] {
  if (level > mostLevels || text.length > longest || !holdsMore.test(text)) return []
  // A text with parameters of its own is decoded value by value, so that no text is read twice.
  const decoded = text.includes('=') ? text : decode(text)
  return [
    ...addressPositions(text, rule), ...decoded === text ? [] : secretsNested(decoded, rule, level + 1),
    ...valuesOf(text).flatMap(({ value }) => secretsNested(value, rule, level + 1)),
  ]
}

/**
 * Replaces the secrets of addresses that are values of a text. Its own secrets stay: the caller masks them by their
 * places.
 */
export function maskNested(secrets: Secrets, text: string, rule: Rule): string {
  if (text.length > longest || !holdsMore.test(text)) return text
  return replaceRanges(text, nestedRanges(secrets, text, rule, 1))
}

/** The values of a text that hold secrets, each with its masked form. */
function nestedRanges(secrets: Secrets, text: string, rule: Rule, level: number): Range[] {
  return valuesOf(text).flatMap(({ start, end, value }) => {
    const masked = maskWhole(secrets, value, rule, level)
    return masked === value ? [] : [{ start, end, by: encode(masked) }]
  })
}

function maskWhole(secrets: Secrets, text: string, rule: Rule, level: number): string {
  if (level > mostLevels || !holdsMore.test(text)) return text
  const placed = addressPositions(text, rule).map(({ start, end, kind, value }) => ({
    start, end, by: secrets.placeholder(kind, value),
  }))
  const nested = nestedRanges(secrets, text, rule, level + 1).filter(range =>
    !placed.some(({ start }) => start === range.start))
  const shown = replaceRanges(text, [...placed, ...nested])
  if (shown !== text) return shown
  const decoded = text.includes('=') ? text : decode(text)
  const masked = decoded === text ? text : maskWhole(secrets, decoded, rule, level + 1)
  return masked === decoded ? text : encode(masked)
}

/** The values of a text that has parameters, decoded once. */
function valuesOf(text: string): { start: number, end: number, value: string }[] {
  return [...text.matchAll(/=([^&;#"'<> \t\r\n=][^&;#"'<> \t\r\n]*)/g)]
    .map(({ index, 1: raw = '' }) => ({ start: index + 1, end: index + 1 + raw.length, value: decode(raw) }))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Encodes a masked text again, but leaves its placeholders readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(encodedPlaceholder, (_, kind: string, number: string) =>
    `<${kind}#${decode(number)}>`)
}
