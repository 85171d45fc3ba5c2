import { knownPositions } from './known-tokens.ts'
import type { Position } from './position.ts'
import { isLong, isUnbroken, withSwitches } from './said-judged.ts'

/**
 * A scheme with its credentials, as a header field has them (RFC 9110, section 11.4), or the word token with one behind
 * it; also in an address, and with the slashes that JSON may escape.
 */
const credentials = new RegExp(
  '(?:(?<![\\w-])|(?<=%(?:25){0,3}(?:20|22|2b|3a|3d)))(bearer|dpop|basic|(?:access_|refresh_|id_)?token)(?:[ \\t]{1,4}|%(?:25){0,3}20|\\+|:[ \\t]{0,2})(?:\\\\?["\'`])?'
  + '((?:[\\w.~+/=-]|\\\\{1,4}(?:u(?!00(?:0[9ad]|2[027]|60))[\\da-f]{4}|x(?!0[9ad]|2[027])[\\da-f]{2})|\\\\/|%(?:25){0,3}(?:2[bf]|3d)){8,})',
  'gi',
)

/** Most texts have no such word with anything behind it: making the pattern that minds no case takes a millisecond. */
const spoken = /(?:bearer|dpop|basic|token)[ \t%+:]/

/**
 * Finds credentials behind the name of their scheme, wherever somebody repeats them, and tokens known by their
 * beginning. Words behind a scheme are none.
 */
export function spokenPositions(text: string): Position[] {
  return [...behindScheme(text), ...knownPositions(text)]
}

function behindScheme(text: string): Position[] {
  if (!spoken.test(text.toLowerCase())) return []
  return [...text.matchAll(credentials)].flatMap(({ index, 0: whole, 1: scheme = '', 2: said = '' }) => {
    const written = said.replace(/\.+$/, '')
    const value = written.replaceAll('\\/', '/')
    const kind = kindOf(scheme.toLowerCase(), value)
    const start = index + whole.length - said.length
    return kind === undefined ? [] : [{ start, end: start + written.length, kind, value }]
  })
}

function kindOf(scheme: string, value: string): string | undefined {
  const isRandom = isUnbroken(value) || withSwitches(value)
  if (scheme === 'basic') return namesUser(value) ? 'basic_credentials' : undefined
  if (scheme.endsWith('token')) return value.length >= 16 && isRandom ? scheme : undefined
  return isRandom || isLong(value) ? 'access_token' : undefined
}

/** Tells whether a value is a name and a password (RFC 7617, section 2). */
function namesUser(value: string): boolean {
  return /^[\x20-\x7e]{1,1000}:[\x20-\x7e]{0,1000}$/.test(Buffer.from(value, 'base64').toString('latin1'))
}
