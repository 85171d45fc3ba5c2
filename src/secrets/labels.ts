import type { Rule } from './names.ts'
import { hasContent, isLikeWords, isSecret } from './said-judged.ts'

/** Words for a name that has its value beside it, and for that value. */
const names = ['name', 'key', 'k', 'field', 'param', 'parameter', 'header', 'property', 'variable', 'attribute', 'id']
const values = ['value', 'values', 'val', 'v']
/** `fieldName`, `envKey`. */
const ofNames = '[a-z]{1,12}(?:Name|Key)'

/** The same as parts of a pattern for a text in any notation; small, capitalised and in capitals. */
export const [namePattern, valuePattern] = [`${spelt(names)}|${ofNames}`, spelt(values)]

function spelt(words: readonly string[]): string {
  return words.flatMap(word => [word, word.slice(0, 1).toUpperCase() + word.slice(1), word.toUpperCase()]).join('|')
}

const [label, labelled] = [new RegExp(`^(?:${namePattern})$`), new RegExp(`^(?:${valuePattern}|stringvalue)$`, 'i')]

/** Tells whether a member says what its object is about: `{"name":"client_secret","value":"…"}`. */
export function isLabel(name: string): boolean {
  return label.test(name)
}

/** Tells whether a member has the value for the name that stands beside it. */
export function isLabelled(name: string): boolean {
  return labelled.test(name)
}

/** The kind of secret that a label names; a value of any length may stand there, but a name is short. */
export function kindOfLabel(label: string, rule: Rule): string | undefined {
  return label.length > 64 ? undefined : rule(label)
}

/** Tells whether a list of two texts is a name with its value, and not a list of words. */
export function isPair(name: string, value: string, isOfPairs: boolean): boolean {
  return hasContent(value)
    && isSecret(name, value, { isGiven: false, isMember: false, rest: '' })
    && !isLikeWords(name, value, isOfPairs)
}

/** The kind of secret in a list of a name and its value. */
export function kindOfPair([name, value, ...others]: unknown[], rule: Rule, isOfPairs: boolean): string | undefined {
  if (others.length > 0 || typeof name !== 'string' || typeof value !== 'string') return undefined
  const kind = kindOfLabel(name, rule)
  return kind !== undefined && isPair(name, value, isOfPairs) ? kind : undefined
}

/** The kind of secret that one member of an object names, and another one has. */
export function labelOf(value: object, rule: Rule): string | undefined {
  for (const [name, said] of Object.entries(value)) {
    const kind = isLabel(name) && typeof said === 'string' ? kindOfLabel(said, rule) : undefined
    if (kind !== undefined) return kind
  }
  return undefined
}
