import { fillAll, type Values } from './values.ts'

/** Parameters of a message, in order. */
export type Fields = [name: string, value: string][]

/** How the parameters of a message are written. */
interface FieldRules {
  names?: Record<string, string>
  parameters?: Record<string, string>
  omit?: string[]
  order?: string[]
}

/**
 * Writes standard parameters as the provider wants them: adds its own, leaves out those that it does not take, renames
 * and sorts them.
 */
export function writeFields(standard: Fields, rules: FieldRules, values: Values): Fields {
  const { names = {}, omit = [], order = [] } = rules
  const given = new Set(standard.map(([name]) => name))
  const added = fillAll(rules.parameters, values).filter(([name]) => !given.has(name))
  const sent = [...standard.filter(([name]) => !omit.includes(name)), ...added]
  const written = sent.map(([name, value]): [string, string] => [
    Object.hasOwn(names, name) ? names[name] ?? name : name, value,
  ])
  const place = (name: string) => order.includes(name) ? order.indexOf(name) : order.length
  return order.length === 0 ? written : written.toSorted(([a], [b]) => place(a) - place(b))
}
