import { isObject, parseJson, type JsonObject } from '../../protocol/answer/json.ts'

/** A text as a JSON object, also one that is wrapped as JSONP; nothing where it is none. */
export function parseObject(text: string): JsonObject | undefined {
  // Xiaomi writes a mark before it.
  const value = parseJson(text.replace(/^\s*&&&START&&&/, ''))
  if (isObject(value)) return value
  const [, wrapped] = /^(?:\/\*\*\/)?\s*[\w$.]{1,80}\s*\(\s*(\{[^]*\})\s*\)\s*;?$/.exec(text.trim()) ?? []
  const inner = wrapped === undefined ? undefined : parseJson(wrapped)
  return isObject(inner) ? inner : undefined
}
