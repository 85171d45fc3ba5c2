import type { JsonObject } from './json.ts'
import type { Refusal } from './refusal.ts'

/** Error codes that name their member (RFC 7591, section 3.2.2). */
const membersOfErrors: Readonly<Record<string, string>> = {
  invalid_redirect_uri: 'redirect_uris', invalid_scope: 'scope', invalid_software_statement: 'software_statement',
}

/**
 * The member that a refusal is about: by its code, by a name in its words, or by a value in them. Nothing where it
 * tells of none.
 */
export function memberRefused(
  { error = '', error_description = '' }: Refusal, metadata: JsonObject,
): string | undefined {
  const named = membersOfErrors[error]
  if (named !== undefined) return named
  const words = error_description.toLowerCase()
  const names = Object.keys(metadata).sort((one, other) => other.length - one.length)
  const spelt = (name: string) =>
    words.includes(name) || words.includes(name.replace(/s$/, '')) || words.includes(name.replaceAll('_', ' '))
  const valued = (name: string) => [metadata[name]].flat().some(value =>
    typeof value === 'string' && value.length > 3 && words.includes(value.toLowerCase()))
  return names.find(spelt) ?? names.find(valued)
}
