import type { JwtRole, Pairs, Seen, SeenJwt, WalkRecord } from '../../explain/record.ts'
import { jwtsInText } from '../../explain/recognise/jwt.ts'
import {
  answerRule, comparedName, credentialRule, isOpenName, isPrivateMember, sentRule, type Rule,
} from '../../secrets/names.ts'
import { isUnfilled } from '../../secrets/unfilled.ts'
import { secretsNested } from '../../secrets/nested.ts'
import { saidPositions } from '../../secrets/said.ts'
import { secretsEncoded } from './encoded.ts'

const sent = sentRule({})

/** What opens an account, or goes on in a sign-in, by the names that servers of all kinds give it. */
const ofSignIn = new RegExp(`^(?:${[
  'SAML(?:Response|Request|art)', '(?:[jt]?_?)?(?:otp|totp|pin|pass|pwd|passcode|credentials?)', 'otp_?code',
  'mfa_?code', 'verification_?code', 'ticket', 'session_?code', 'flow', 'lt', 'execution',
  'session_?state', 'session_?id', 'login_?hint_?token', 'login_?challenge', 'consent_?challenge', 'login_?verifier',
  '(?:authorization|oauth)_?code', '(?:j|php|asp|wp)?_?sess(?:ion)?_?id(?:ss)?', 'asp\\.net_sessionid',
  '(?:connect|express)\\.sid',
  // Keycloak's events name a code by its first part, and its cookies the session.
  'code_?id', '(?:root_?)?auth_?session_?id(?:_legacy)?', 'keycloak_(?:identity|session)(?:_legacy)?',
  '(?:rack|laravel|ci|flask|symfony)[._]session',
].join('|')})$`, 'i')

/** What is sent, where a name tells that it is a secret; a SAML message signs in whoever brings it. */
export const sentHere: Rule = name =>
  sent(name) ?? (!isOpenName(name) && ofSignIn.test(comparedName(name)) ? kindOf(name) : undefined)

/** The claims of a message that is a JWT are its parameters (RFC 9101, section 2.1; JARM, section 2.1). */
export function ruleOfClaims(role: JwtRole): Rule {
  return role === 'authorization_response' || role === 'request_object' ? sentHere : credentialRule
}

function kindOf(name: string): string {
  return name.startsWith('SAML') ? 'saml' : comparedName(name).toLowerCase()
}

/** More values of one record are hidden by their places alone. */
const mostRemembered = 300

/** Of more text, a value is hidden where it stands alone. */
const mostOfText = 120_000

type Found = readonly [kind: string, value: string]

/** The secrets of a record by where they stand in it, those that are surest first. */
export function secretsOf({ seen, jwts, words }: WalkRecord): Found[] {
  const tokens = jwts.filter(({ token }) => token !== '').map(({ role, token }): Found => [
    role === 'unknown' ? 'jwt' : role, token,
  ])
  const open = new Set(seen.flatMap(openIn))
  const named = [...seen.flatMap(namedIn), ...seen.flatMap(nestedIn)].filter(([, value]) =>
    !isUnfilled(value) && !open.has(value))
  const found = [
    ...named, ...tokens, ...jwts.flatMap(signedIn),
    ...jwts.flatMap(({ header, claims }) => [...withinJwt(header), ...withinJwt(claims)]),
  ]
  const texts = [...seen.flatMap(shownOf), ...words]
  // Files that are written have the bodies too.
  const said = saidIn([...texts, ...seen.flatMap(bodiesOf)]).filter(([, value]) => !open.has(value))
  const first = [found, said].flatMap(some => some.slice(0, mostRemembered))
  return [...first, ...first.flatMap(beginningOf), ...secretsEncoded(texts, sentHere)]
}

/** What a message that is a JWT brings under a secret's name. */
function signedIn({ role, claims }: SeenJwt): Found[] {
  const rule = ruleOfClaims(role)
  return rule === sentHere
    ? Object.entries(claims ?? {}).flatMap(([name, value]): Found[] => {
        const kind = rule(name)
        return kind === undefined || typeof value !== 'string' || isUnfilled(value) ? [] : [[kind, value]]
      })
    : []
}

function namedIn({ request, response }: Seen): Found[] {
  const named = (rule: Rule) => ([name, value]: Pairs[number]): Found[] => {
    const kind = rule(name)
    return kind === undefined ? [] : [[kind, value]]
  }
  const parameters = pairsOf(request)
  return [
    ...parameters.flatMap(named(sentHere)), ...parameters.flatMap(pushedOf),
    ...[...request?.headers ?? [], ...response?.headers ?? []].flatMap(credentialOf),
    ...pairsIn(response?.members).flatMap(named(answerRule('token', {}))),
    ...pairsIn(response?.members).flatMap(pushedOf), ...codeOf(response?.members),
  ]
}

const openNames = ['client_id', 'redirect_uri', 'iss', 'response_type', 'response_mode', 'scope', 'prompt']

/**
 * Values that name the parties or what is asked for: where a secret is the same word, it is hidden in its own place
 * alone.
 */
function openIn({ request }: Seen): string[] {
  return pairsOf(request).flatMap(([name, value]) =>
    openNames.includes(name)
      ? [value, ...value.split(' ')]
      : [])
}

function pairsOf(request: Seen['request']): Pairs {
  return [request?.query, request?.fragment, request?.form].flatMap(pairs => pairs ?? [])
}

/** Addresses are values of parameters, of members and of fields; each may have secrets of its own. */
function nestedIn({ request, response }: Seen): Found[] {
  const location = [...request?.headers ?? [], ...response?.headers ?? []].filter(([name]) =>
    ['location', 'referer', 'refresh', 'content-location'].includes(name))
  const texts = [
    request?.url ?? '', ...[...pairsOf(request), ...pairsIn(response?.members), ...location].map(([, value]) => value),
  ]
  return texts.flatMap(text => secretsNested(text, sentHere)).map(({ kind, value }): Found => [kind, value])
}

/** Whoever has the reference to a pushed request can begin its login (RFC 9126, section 2.2). */
function pushedOf([name, value]: Pairs[number]): Found[] {
  return name === 'request_uri' && value.startsWith('urn:') ? [['request_uri', value]] : []
}

/** Error codes are short, or words; anything else that is called `code` is an authorization code. */
const errorCode = /^(?:.{0,11}|[A-Za-z]+(?:[_. -][A-Za-z]+)*[_-]?\d{0,6}|\d+)$/

/** A member named `code` of an answer is mostly the number of an error. */
function codeOf(members: Readonly<Record<string, unknown>> | undefined): Found[] {
  const code = members?.['code']
  return typeof code === 'string' && isCode(code) ? [['code', code]] : []
}

/** Tells whether what an answer calls `code` is no error's number or name. */
export function isCode(value: string): boolean {
  return !errorCode.test(value)
}

/** JWTs that stand in a JWT, and what is private in a key that does (RFC 7518, section 6). */
function withinJwt(members: Readonly<Record<string, unknown>> | undefined): Found[] {
  const tokens = (JSON.stringify(members ?? {}).match(jwtsInText) ?? []).map((token): Found => ['jwt', token])
  return [...tokens, ...privateIn(members, 0)]
}

function privateIn(value: unknown, level: number): Found[] {
  if (typeof value !== 'object' || value === null || level > 8) return []
  const members = Object.entries(value) as [string, unknown][]
  const isKey = members.some(([name]) => name === 'kty')
  return members.flatMap(([name, member]): Found[] =>
    isKey && isPrivateMember(name) && typeof member === 'string'
      ? [['private_key', member]]
      : privateIn(member, level + 1))
}

/** Servers cut what they echo: so many characters of a longer value are no accident. */
const beginning = 20

function beginningOf([kind, value]: Found): Found[] {
  return value.length < beginning + 8 || /^(?:eyJ|urn:|https?:)/.test(value) || /\s/.test(value)
    ? []
    : [[kind, value.slice(0, beginning)]]
}

/** Values of others, which are shown where their names tell nothing. */
function shownOf({ request, response }: Seen): string[] {
  const fields = response?.headers.filter(([name]) => name === 'www-authenticate' || name === 'location') ?? []
  return [
    ...[...pairsOf(request), ...pairsIn(response?.members), ...fields].map(([, value]) => value),
    response?.text?.slice(0, 4000) ?? '',
  ]
}

/** Bodies that are no form: in JSON, a list may have names beside values, and a page scripts. */
function bodiesOf({ request, response }: Seen): string[] {
  return [request?.form.length === 0 ? request.body : undefined, response?.body].flatMap(body => body ?? [])
}

/**
 * What stands under a secret's name in words, wherever a program or a server wrote it. Each text is read by itself: the
 * value of one parameter is no name of the next one's.
 */
function saidIn(texts: readonly string[]): Found[] {
  let left = mostOfText
  const said = texts.flatMap((text) => {
    const seen = text.slice(0, Math.max(left, 0))
    left -= text.length
    return saidPositions(seen, sentHere)
  })
  return said.flatMap(({ kind, value, isTelling }): Found[] => isTelling ? [[kind, value]] : [])
    .slice(0, mostRemembered)
}

function credentialOf([name, value]: Pairs[number]): Found[] {
  if (name === 'authorization') {
    const [, scheme, credentials] = /^(\w+)\s+(\S[^]*)$/.exec(value) ?? []
    return credentials === undefined
      ? []
      : [[scheme?.toLowerCase() === 'basic' ? 'basic_credentials' : 'access_token', credentials]]
  }
  if (name === 'dpop') return [['dpop_proof', value]]
  if (/^oauth-client-attestation|^x-(?:.*-)?(?:refresh|access|auth|session|token|api-key)/.test(name))
    return [['token', value]]
  // Of each cookie the value alone: its name is what a reading is about.
  return name === 'cookie' || name === 'set-cookie'
    ? value.split(';', name === 'cookie' ? 50 : 1).map(one => ['cookie', one.split('=').slice(1).join('=').trim()])
    : []
}

/** Members as names with values. */
export function pairsIn(members: Readonly<Record<string, unknown>> | undefined): Pairs {
  return Object.entries(members ?? {}).map(([name, value]) => [name, write(value)])
}

/** A value as a text. */
export function write(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
