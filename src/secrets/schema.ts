import type { Rule } from './names.ts'
import type { Secrets } from './secrets.ts'

/** Tells whether a JSON Schema stands under this name: that of a tool's arguments. */
export function isSchemaName(name: string): boolean {
  return name === 'input_schema'
}

/**
 * Hides echoes in a JSON Schema. The description of an argument called `password` is no password, so objects and lists
 * under such a name are only looked through; a text or a number right under it is no schema, and is replaced.
 */
export function maskSchema(secrets: Secrets, schema: unknown, rule: Rule, hide: (text: string) => string): unknown {
  const mask = (value: unknown, kind?: string): unknown => {
    if (Array.isArray(value)) return value.map(item => mask(item))
    if (typeof value === 'object' && value !== null) {
      const members = Object.entries(value) as [string, unknown][]
      return Object.fromEntries(members.map(([name, member]) => [hide(name), mask(member, rule(name))]))
    }
    if (kind !== undefined && value !== '' && ['string', 'number'].includes(typeof value))
      return secrets.placeholder(kind, String(value))
    return typeof value === 'string' ? hide(value) : value
  }
  return mask(schema)
}
