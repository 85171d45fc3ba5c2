import { isObject, parseJson, type JsonObject } from '../../protocol/answer/json.ts'

/** A text as a JSON object, also one that is wrapped as JSONP; nothing where it is none. */
export function parseObject(text: string): JsonObject | undefined {
  // Xiaomi writes a mark before it.
  const value = parseJson(text.replace(/^\s*&&&START&&&/, ''))
  if (isObject(value)) return value
  const [, wrapped] = /^\s*(?:\/\*\*\/)?\s*[\w$.]{1,80}\s*\(\s*(\{[^]*\})\s*\)\s*;?\s*$/.exec(text) ?? []
  const inner = wrapped === undefined ? undefined : parseJson(wrapped)
  return isObject(inner) ? inner : undefined
}

const [quote, backslash] = [34, 92]

/** The place behind the JSON object or list that begins here; nothing where it does not end. It looks at each character once. */
export function endOfJson(text: string, start: number): number | undefined {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === quote) at = endOfString(text, at)
    else if (unit === 0x7b || unit === 0x5b) depth += 1
    else if ((unit === 0x7d || unit === 0x5d) && --depth === 0) return at + 1
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1
  return at
}
