import { isInteger, isSafeNumber, parse } from 'lossless-json'
import { Failure } from '../failure.ts'
import type { WireResponse } from '../wire.ts'

/** Levels of nesting, at most: whoever writes or copies the value later does so by recursion. No message of this protocol needs ten. */
const mostLevels = 100

/**
 * Parses a body as a JSON object whatever its content type says; nothing where it is not one, or nested too deep. A byte order mark is allowed
 * (RFC 8259 8.1).
 */
export function parseJsonObject(body: string): Record<string, unknown> | undefined {
  const value = parseJson(body)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? value as Record<string, unknown> : undefined
}

/** Parses any JSON value; integers that a number can't hold exactly become texts. Gives undefined for anything else, or nested too deep. */
export function parseJson(body: string): unknown {
  try {
    const text = body.replace(/^\uFEFF/, '')
    const value: unknown = hasLongNumber(text) ? parse(text, undefined, exactly) : JSON.parse(text)
    return isNestedTooDeep(value) ? undefined : value
  } catch {
    return undefined
  }
}

/** Tells whether a body may hold an integer beyond 2^53, which became a text. */
export function hasLongNumber(body: string): boolean {
  return /[:,[]\s*-?\d{16,}\s*[,}\]]/.test(body)
}

/** A repeated member counts as `JSON.parse` has it: the last one. */
const exactly = { parseNumber: parseExactly, onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue }

function parseExactly(number: string): number | string {
  return isInteger(number) && !isSafeNumber(number) ? number : Number(number)
}

/** Tells whether a JSON value has more levels than any message needs (RFC 8259, section 9, allows the limit). */
export function isNestedTooDeep(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostLevels) return true
    level = level.flatMap(item => typeof item === 'object' && item !== null ? Object.values(item) as unknown[] : [])
  }
  return false
}

/** The JSON object of an answer; raises `unreadable-answer` with status, content type and, for a web page, its title. */
export function readJsonObject(response: WireResponse, url: string): Record<string, unknown> {
  const value = parseJsonObject(response.body)
  if (!value) throw new Failure('unreadable-answer', describeAnswer(response, url))
  return value
}

/** Facts about an answer that was not understood: `{url, status, content_type, title?}`. */
export function describeAnswer(response: WireResponse, url: string): Record<string, unknown> {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(response.body.slice(0, 20_000))?.[1]?.trim()
  return { url, status: response.cameAs ?? response.status, content_type: response.headers['content-type'] ?? '', ...title ? { title: title.slice(0, 100) } : {} }
}
