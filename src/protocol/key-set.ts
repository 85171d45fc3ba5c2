import { isObject, type JsonObject } from './answer/json.ts'

/**
 * The keys of a key set (RFC 7517, section 5), wherever it comes from. What is no object is no key, and is left out, as
 * that section has it for keys that can't be understood. Undefined where the document has no list of keys.
 */
export function keysOf(document: JsonObject | undefined): JsonObject[] | undefined {
  const keys = document?.['keys']
  return Array.isArray(keys) ? keys.filter(isObject) : undefined
}
