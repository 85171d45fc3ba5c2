import { isObject, type JsonObject } from '../protocol/answer/json.ts'

/** A parameter of a tool that is sent as a header field too: its place among the arguments, and the field's name. */
export interface MirroredParameter {
  path: string[]
  header: string
}

const annotation = 'x-mcp-header'
const mirrored = new Set(['string', 'integer', 'boolean'])

/**
 * The parameters of a tool that its schema wants in `Mcp-Param-…` fields; nothing where an annotation breaks a rule,
 * which makes the tool unusable (MCP 2026-07-28, basic/transports/streamable-http, "Schema Extension").
 */
export function mirroredParameters(schema: unknown): MirroredParameter[] | undefined {
  const reachable = reach(schema, [])
  const names = reachable.map(({ header }) => String(header).toLowerCase())
  const isSound = reachable.every(({ header, type }) =>
    typeof header === 'string' && /^[\w!#$%&'*+.^`|~-]{1,100}$/.test(header) && mirrored.has(String(type)))
  if (!isSound || new Set(names).size < names.length || count(schema) > reachable.length) return undefined
  return reachable.map(({ path, header }) => ({ path, header: `mcp-param-${String(header).toLowerCase()}` }))
}

/** The header fields for these arguments; a value that is not there has none. */
export function parameterHeaders(parameters: readonly MirroredParameter[], given: unknown): Record<string, string> {
  return Object.fromEntries(parameters.flatMap(({ path, header }) => {
    const value = path.reduce<unknown>((within, name) => isObject(within) ? within[name] : undefined, given)
    return ['string', 'number', 'boolean'].includes(typeof value) ? [[header, encodeValue(String(value))]] : []
  }))
}

/** A value as a header field may hold it, in Base64 where it is more than plain ASCII ("Value Encoding"). */
export function encodeValue(value: string): string {
  const isPlain = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !/^=\?base64\?.*\?=$/.test(value)
  return isPlain ? value : `=?base64?${Buffer.from(value).toString('base64')}?=`
}

function reach(schema: unknown, path: string[]): { path: string[], header: unknown, type: unknown }[] {
  if (!isObject(schema)) return []
  const own = annotation in schema ? [{ path, header: schema[annotation], type: schema['type'] }] : []
  const properties: JsonObject = isObject(schema['properties']) ? schema['properties'] : {}
  return [...own, ...Object.entries(properties).flatMap(([name, inner]) => reach(inner, [...path, name]))]
}

function count(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const here = !Array.isArray(value) && annotation in value ? 1 : 0
  return here + Object.values(value).reduce<number>((sum, inner) => sum + count(inner), 0)
}
