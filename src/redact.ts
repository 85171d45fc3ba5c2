import { isSecretName, type Secrets } from './secrets.ts'

/** Names that nothing but a credential has. Others (`code`, `state`) may also be a claim about a user, or an event's own member. */
const ambiguous = new Set(['code', 'state', 'nonce', 'token'])
const isCredential = (name: string) => isSecretName(name) && !ambiguous.has(name.toLowerCase())

type Members = Record<string, unknown>

/**
 * A copy of an event, or of anything else that is to be kept or written, without its secrets: those that the registry knows wherever and however
 * they are written, and those that only their name gives away.
 */
export function redact<Value extends object>(secrets: Secrets, value: Value): Value {
  rememberByName(secrets, value as Members, isCredential)
  const { parameters, name } = value as Members
  if (isMembers(parameters) && name !== 'userinfo-response') rememberByName(secrets, parameters, isSecretName)
  return secrets.hideIn(value)
}

function rememberByName(secrets: Secrets, members: Members, isSecret: (name: string) => boolean): void {
  for (const [name, value] of Object.entries(members)) {
    if (isMembers(value)) rememberByName(secrets, value, isSecret)
    else if (typeof value !== 'string') continue
    else if (isSecret(name)) rememberValue(secrets, name, value)
    else if (name === 'body' || name === 'url') pairsIn(name, value).forEach(pairs => rememberByName(secrets, pairs, isSecret))
  }
}

/** A placeholder is no secret any more. */
function rememberValue(secrets: Secrets, name: string, value: string): void {
  if (!/^<[\w-]+#[0-9a-f]{4}>$/.test(value)) secrets.remember(name.toLowerCase(), value)
}

/** What stands in a body or in the query of an address, by name; also a name that is repeated. */
function pairsIn(name: string, text: string): Members[] {
  if (name === 'body' && /^\s*[[{]/.test(text)) return membersOf(text)
  const query = name === 'url' ? text.slice(text.indexOf('?') + 1) : text
  return [...new URLSearchParams(query)].map(([key, value]) => ({ [key]: value }))
}

function membersOf(text: string): Members[] {
  try {
    return [{ json: JSON.parse(text) as unknown }]
  } catch {
    return []
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null
}
