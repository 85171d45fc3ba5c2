import type { Finding } from '../../codes/finding.ts'
import { cutText, limits } from '../../limits.ts'
import type { Purpose } from '../../wire.ts'
import { endOfString, parseJson, parseJsonObject, readString } from './json.ts'

/** Names that are told, at most. */
const mostNames = 5

/**
 * Notes members that stand twice in one object of a JSON text: of such two readers may take one each, and one of them
 * is not the one that was checked (RFC 8259, section 4). Nothing for what is no JSON.
 */
export function noteRepeated(text: string): Finding[] {
  const members = repeatedMembers(text)
  return members.length === 0 ? [] : [{ code: 'member-repeated', details: { members } }]
}

/** Their names, the first few; none for what is no JSON. */
export function repeatedMembers(text: string): string[] {
  const value = parseJson(text)
  if (value === undefined || countNames(value) === text.split('":').length - 1) return []
  return [...new Set(repeatedIn(text))].slice(0, mostNames)
}

/** Of a compact JWS: in its header, or among its claims, where none may stand twice (RFC 7515 4, RFC 7519 4). */
export function repeatedInJwt(jwt: string): string[] {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(jwt)) return []
  const parts = jwt.split('.', 2).map(part => Buffer.from(part, 'base64url').toString('utf8'))
  return [...new Set(parts.flatMap(repeatedMembers))].slice(0, mostNames)
}

/** Notes the same of a JWT that came, by the standards' name for it. */
export function noteRepeatedInJwt(jwt: string, name: string): Finding[] {
  const members = repeatedInJwt(jwt)
  return members.length === 0 ? [] : [{ code: 'member-repeated', details: { members, jwt: name } }]
}

/** Notes it of what an answer brings as a JWT: an ID token, or claims about the user that are signed. */
export function noteRepeatedWithin(purpose: Purpose, body: string): Finding[] {
  if (purpose === 'userinfo') return noteRepeatedInJwt(body.trim(), 'userinfo')
  const idToken = body.includes('"id_token"') ? parseJsonObject(body)?.['id_token'] : undefined
  return typeof idToken === 'string' ? noteRepeatedInJwt(idToken, 'id_token') : []
}

/** Of a text that has as many names as its value has, none stands twice: most need no closer look. */
function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value)
  return (Array.isArray(value) ? 0 : inner.length) + inner.reduce((sum: number, one) => sum + countNames(one), 0)
}

/** The names, in one pass over a text that is JSON. */
function repeatedIn(text: string): string[] {
  const [open, repeated]: [Set<string>[], string[]] = [[], []]
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '{' || sign === '[') open.push(new Set())
    else if (sign === '}' || sign === ']') open.pop()
    if (sign !== '"') continue
    const end = endOfString(text, at)
    if (isName(text, end)) note(nameAt(text, at, end), open.at(-1), repeated)
    at = end
  }
  return repeated
}

/** Only behind the name of a member stands a colon. */
function isName(text: string, end: number): boolean {
  let after = end + 1
  while (/\s/.test(text[after] ?? '')) after++
  return text[after] === ':'
}

/** Two spellings of one name are one name, such as an escaped letter. */
function nameAt(text: string, start: number, end: number): string {
  return readString(text.slice(start, end + 1))
}

function note(name: string, names: Set<string> | undefined, repeated: string[]): void {
  if (names?.has(name)) repeated.push(cutText(name, limits.error))
  names?.add(name)
}
