import { once } from './once.ts'

/** Several readers get the same object. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Levels of nesting, at most, since values are written and copied by recursion. No message of this protocol needs ten.
 */
const mostLevels = 100

/**
 * Parses a body as a JSON object whatever its content type says; nothing where it is not one, or nested too deep. A
 * byte order mark is allowed (RFC 8259 8.1).
 */
export function parseJsonObject(body: string): JsonObject | undefined {
  const value = parseJson(body)
  return isObject(value) ? value : undefined
}

/** Tells whether a JSON value is an object, and not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Parses any JSON value; integers that a number can't hold exactly become texts. Gives undefined for anything else, or
 * nested too deep.
 */
export const parseJson = once((body: string): unknown => {
  const text = body.startsWith('\uFEFF') ? body.slice(1) : body
  if (nestsTooDeep(text)) return undefined
  try {
    return JSON.parse(hasLongNumber(text) ? quoteLongIntegers(text) : text) as unknown
  } catch {
    return undefined
  }
})

const [quote, backslash] = [0x22, 0x5c]
const [listOpens, listCloses, objectOpens, objectCloses] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Tells whether a JSON text has more levels than any message needs, without making half a million nested lists of it.
 */
export function nestsTooDeep(text: string): boolean {
  if (countOf('[', text) + countOf('{', text) <= mostLevels) return false
  for (let at = 0, depth = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) at = endOfString(text, at)
    else if (unit === listOpens || unit === objectOpens) depth++
    else if (unit === listCloses || unit === objectCloses) depth--
    if (depth > mostLevels) return true
  }
  return false
}

/** How often a sign stands in a text, counted no further than needed. */
function countOf(sign: string, text: string): number {
  let count = 0
  for (let at = text.indexOf(sign); at >= 0 && count <= mostLevels; at = text.indexOf(sign, at + 1)) count += 1
  return count
}

/** The place of the quote that ends a string of JSON which begins at `start`, or of the text's end. */
export function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1
  return at
}

/** The text of a string of JSON, quotes included, which is known to be one. */
export function readString(quoted: string): string {
  return JSON.parse(quoted) as string
}

/** Tells whether a body may hold an integer beyond 2^53, which became a text. */
export function hasLongNumber(body: string): boolean {
  return /[:,[]\s*-?\d{16,}\s*[,}\]]/.test(body)
}

/** The strings of JSON, also one that never ends, and its numbers: digits within a string are no number. */
const stringsAndNumbers = /"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Quotes integers that a number can't hold exactly. RFC 8259, section 6, allows to round them, but a rounded id would
 * be another user's.
 */
function quoteLongIntegers(text: string): string {
  return text.replace(stringsAndNumbers, found =>
    /^-?[1-9]\d{15,}$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found)
}

/** Tells whether a JSON value has more levels than any message needs (RFC 8259, section 9, allows the limit). */
export function isNestedTooDeep(value: unknown): boolean {
  let level = [value].filter(isBranch)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= mostLevels) return level.some(item => Object.keys(item).length > 0)
    level = branchesOf(level)
  }
  return false
}

/** The lists and objects in these; a loop, since a list of many numbers takes no more than a look at each. */
function branchesOf(level: object[]): object[] {
  const next: object[] = []
  for (const item of level) {
    for (const member of Object.values(item) as unknown[]) if (isBranch(member)) next.push(member)
  }
  return next
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
