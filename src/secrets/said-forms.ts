import { isPlaceholder } from './placeholder.ts'
import { knownPositions, likeKnown } from './known-tokens.ts'
import type { Position } from './position.ts'

type Held = Position & { isTelling: boolean }

/** A form by which a secret is known. One of the words in `needs` stands in every such text, and is soon found. */
interface Form {
  needs: readonly string[]
  pattern: RegExp
  kindOf: (value: string) => string
  /** Characters at the beginning that belong to something else. */
  skip?: (value: string) => number
}

/** Tokens by how those of well-known providers begin, and JWTs. */
const token: Form = {
  needs: [...likeKnown.needs, 'eyJ'],
  pattern: new RegExp(`(?<![\\w-])(?:${likeKnown.pattern}|eyJ[\\w-]{8,20000}\\.[\\w-]{2,100000}(?:\\.[\\w-]{0,100000}){0,3})`, 'g'),
  kindOf: value => value.startsWith('eyJ') ? 'jwt' : 'token',
}

/** User and password before the host of an address (RFC 3986, section 3.2.1). */
const userinfo: Form = {
  needs: ['@'],
  pattern: /(?<![a-z\d+.-])[a-z][a-z\d+.-]{0,20}:\/\/([^\s/?#@"'<>\\]{1,2000})@/gi,
  kindOf: value => value.includes(':') ? 'password' : 'userinfo',
  skip: value => value.indexOf(':') + 1,
}

/** The user of a command, with the password. */
const user: Form = {
  needs: ['-u', '-user'],
  pattern: /(?<![\w-])(?:-u|--user|--proxy-user)[ =]{1,2}["']?[^\s"':]{1,200}:([^\s"']{1,2000})/g,
  kindOf: () => 'password',
}

/** The same as one word, also behind other letters: `curl -uapp:…`, `curl -su app:…`. */
const joinedUser: Form = {
  needs: ['curl'],
  pattern: /(?<![\w-])-[a-zA-Z]{0,6}u ?["']?[\w.@%+-]{1,200}:([^\s"']{1,2000})/g,
  kindOf: () => 'password',
}

/** The user of an httpie command, with the password: `http -a app:…`. */
const httpieUser: Form = {
  needs: ['-a', '--auth'],
  pattern: new RegExp(
    '(?<![\\w/.-])https? (?:(?!https? )[^\\n]){0,300}?(?<![\\w-])(?:-a|--auth)[ =]{0,2}'
    + '["\']?[^\\s"\':]{1,200}:([^\\s"\']{1,2000})',
    'g',
  ),
  kindOf: () => 'password',
}

const privateKey: Form = {
  needs: ['PRIVATE KEY-----'],
  pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----([^-]{1,20000})/g,
  kindOf: () => 'private_key',
}

/** How libraries wrap a secret: Pydantic's `SecretStr('…')`, the secrecy crate's `SecretString("…")`. */
const wrapped: Form = {
  needs: ['Secret'],
  pattern: /\bSecret(?:Str|String|Value|Bytes|Box)(?:::new|::from|\.of)?\(\s{0,4}(?:[a-z]{1,12}=)?b?["'`]([^"'`]{1,2000})/g,
  kindOf: () => 'secret',
}

/** Finds secrets without a name: a token by its form, a password in an address or a command, a private key. */
export function heldByForm(text: string): Held[] {
  return [
    ...[token, userinfo, user, joinedUser, httpieUser, privateKey, wrapped].flatMap(form => heldIn(text, form)),
    ...comparedStates(text), ...knownPositions(text).map(one => ({ ...one, isTelling: true })),
  ]
}

function heldIn(text: string, { needs, pattern, kindOf, skip = () => 0 }: Form): Held[] {
  if (!needs.some(word => text.includes(word))) return []
  return [...text.matchAll(pattern)].flatMap(({ index, 0: whole, 1: part = whole }) => {
    const value = part.slice(skip(part))
    const end = index + whole.lastIndexOf(part) + part.length
    return value === '' || isPlaceholder(value)
      ? []
      : [{ start: end - value.length, end, kind: kindOf(part), value, isTelling: value.length >= 8 }]
  })
}

/** Libraries that complain of `state` quote both values. */
const compared = /\bstate\b[^\n]{0,40}?\bexpected:? ["'`]?([^\s"'`,]{1,2000})["'`]?,? (?:but )?(?:got|received|was|actual):? ["'`]?([^\s"'`,]{1,2000})/gi

function comparedStates(text: string): Held[] {
  if (!/state/i.test(text)) return []
  const held = [...text.matchAll(compared)].flatMap(({ 0: whole, 1: expected = '', 2: actual = '', index }) => [
    { start: index + whole.indexOf(expected, whole.search(/expected/i) + 8), value: expected },
    { start: index + whole.length - actual.length, value: actual },
  ])
  const isState = (value: string) => /\d/.test(value) && !isPlaceholder(value)
  return held.filter(({ value }) => isState(value)).map(({ start, value }) => ({
    start, end: start + value.length, kind: 'state', value, isTelling: value.length >= 8,
  }))
}
