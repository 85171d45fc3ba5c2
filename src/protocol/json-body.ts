import { Failure } from '../failure.ts'
import type { WireResponse } from '../wire.ts'

/** Levels of nesting, at most: whoever writes or copies the value later does so by recursion. No message of this protocol needs ten. */
const mostLevels = 100

/**
 * Parses a body as a JSON object whatever its content type says; nothing where it is not one, or nested too deep. A byte order mark is allowed
 * (RFC 8259 8.1).
 */
export function parseJsonObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.replace(/^\uFEFF/, ''))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !isNestedTooDeep(value) ? value as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
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
  return { url, status: response.status, content_type: response.headers['content-type'] ?? '', ...title ? { title: title.slice(0, 100) } : {} }
}
