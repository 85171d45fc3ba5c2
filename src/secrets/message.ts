import { limits } from '../limits.ts'
import { takeUnits } from '../text/printable.ts'
import { takeValues } from './first-values.ts'
import { atResource, granting, type Purpose, type WireRequest, type WireResponse } from '../wire.ts'
import { credentialsWithin, isJwt } from './jwt.ts'
import { isLabelled, kindOfPair, labelOf } from './labels.ts'
import {
  answerRule, bringsSecrets, credentialRule, isNameSecret, isOrdinaryName, isSecretName, openParameters, sentRule,
  withinSecret, type Rule,
} from './names.ts'
import { isSchemaName, maskSchema } from './schema.ts'
import { maskPage, secretsOfPage } from './page.ts'
import { maskAddress, maskBody, maskClaim, maskEchoes, maskOwn, secretsIn } from './text.ts'
import type { Secrets } from './secrets.ts'
import { spokenPositions } from './spoken.ts'
import { randomIn, unnamedIn } from './unnamed.ts'

type Names = Readonly<Record<string, string>>
type Headers = Readonly<Record<string, string>>

/** A request as it may be shown. */
export function maskRequest(secrets: Secrets, request: WireRequest, names: Names): WireRequest {
  const rule = sentRule(names)
  const { bytes: _bytes, until: _until, ...rest } = request
  const mask = atResource.has(request.purpose) ? maskAddress : maskOwn
  return {
    ...rest, url: mask(secrets, request.url, rule), headers: maskHeaders(secrets, request.headers, names),
    ...request.body === undefined ? {} : { body: (isForm(request) ? maskOwn : maskBody)(secrets, request.body, rule) },
  }
}

const isForm = ({ headers }: WireRequest) =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')

/** The parts of a request that are no secret: its address, its names and its open values. */
export function openIn(request: WireRequest): string[] {
  const { url, headers, body = '' } = request
  const pairs = [...new URL(url).searchParams, ...isForm(request) ? new URLSearchParams(body) : []]
  const said = pairs.flatMap(([name, value]) => openParameters.has(name) ? [name, value] : [name])
  const user = userOf(headers['authorization'] ?? '')
  return [url.split('?', 1)[0] ?? '', headers['accept'] ?? '', headers['content-type'] ?? '', ...user, ...said]
}

/** The client id in Basic credentials, form-encoded there (RFC 6749, section 2.3.1). */
function userOf(authorization: string): string[] {
  const credentials = /^basic +(\S+)$/i.exec(authorization)?.[1]
  const user = Buffer.from(credentials ?? '', 'base64').toString().split(':', 1)[0] ?? ''
  return user === '' ? [] : [new URLSearchParams(`=${user.replaceAll('&', '%26')}`).get('') ?? user]
}

/** An answer as it may be shown. */
export function maskAnswer(
  secrets: Secrets, { purpose }: Pick<WireRequest, 'purpose'>, answer: WireResponse, names: Names,
): WireResponse {
  const { bytes: _bytes, ...rest } = answer
  return {
    ...rest, headers: maskHeaders(secrets, answer.headers, names, purpose === 'front'),
    body: purpose === 'front'
      ? maskPage(secrets, answer.body, sentRule(names))
      : maskAnswerBody(secrets, answer.body, answerRule(purpose, names)),
    ...answer.body.length > limits.shown && { left_out: takeUnits(answer.body, limits.shown).left },
    ...answer.findings
    && { findings: answer.findings.map(({ code, details }) => ({ code, details: maskForeign(secrets, details) })) },
  }
}

/** Hides a signed answer whole where it holds credentials, which no position shows; its claims are shown beside it. */
function maskAnswerBody(secrets: Secrets, body: string, rule: Rule): string {
  return credentialsWithin(body).length === 0 ? maskBody(secrets, body, rule) : secrets.placeholder('jwt', body.trim())
}

const addresses = new Set(['location', 'content-location', 'referer', 'refresh', 'link', 'origin'])

/** Header fields as they may be shown. */
export function maskHeaders(secrets: Secrets, headers: Headers, names: Names, isFront = false): Record<string, string> {
  const rule = sentRule(names)
  return Object.fromEntries(Object.entries(headers).map(([name, value]) =>
    [maskName(secrets, name), maskHeader(secrets, name, value, rule, isFront)]))
}

function maskHeader(secrets: Secrets, name: string, value: string, rule: Rule, isFront: boolean): string {
  if (name === 'authorization' || name === 'proxy-authorization') return maskCredentials(secrets, value)
  if (name === 'cookie' || name === 'set-cookie' || isSecretHeader(name))
    return secrets.placeholder(name === 'set-cookie' ? 'cookie' : name, value)
  if (isFront) return maskPage(secrets, value, rule)
  return maskAddress(secrets, value, addresses.has(name) ? rule : credentialRule)
}

function isSecretHeader(name: string): boolean {
  // With the id of a session and a token, anybody can go on in it.
  return name === 'mcp-session-id'
    || /^(?:oauth-client-attestation(?:-pop)?|x-(?:[\w-]{1,40}-)?(?:refresh|session|auth))$/.test(name)
    || isSecretName(name.replace(/^x-/, ''))
}

/** Hides the credentials and keeps the scheme, which a reader must see (RFC 9110, section 11.4). */
function maskCredentials(secrets: Secrets, value: string): string {
  const [, scheme = '', credentials = ''] = /^(\S{1,40}) +(.*)$/s.exec(value) ?? ['', '', value]
  const kind = scheme.toLowerCase() === 'basic' ? 'basic_credentials' : 'access_token'
  return `${scheme}${scheme && ' '}${secrets.placeholder(kind, credentials)}`
}

/** The first members of a message, masked: secrets by their names, at any depth, and echoes in the others. */
export function maskMembers(
  secrets: Secrets, members: Readonly<Record<string, unknown>>, rule: Rule,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(takeValues(members, limits.values)).map(([name, value]) => {
    if (name === 'authorization' && typeof value === 'string') return [name, maskCredentials(secrets, value)]
    return [maskName(secrets, name), maskValue(secrets, value, rule, rule(name))]
  }))
}

function maskValue(secrets: Secrets, value: unknown, rule: Rule, kind: string | undefined): unknown {
  if (Array.isArray(value)) return maskList(secrets, value, rule, kind)
  if (typeof value === 'object' && value !== null) {
    const label = kind === undefined ? labelOf(value, rule) : undefined
    const inside = (name: string) =>
      kind !== undefined ? withinSecret(name, kind, rule) : isLabelled(name) && label ? label : rule(name)
    const mask = (name: string, member: unknown) => kind === undefined && isSchemaName(name)
      ? maskSchema(secrets, member, rule, text => maskText(secrets, text, rule))
      : maskValue(secrets, member, rule, inside(name))
    const members = Object.entries(value) as [string, unknown][]
    return Object.fromEntries(
      members.map(([name, member]) => [maskNameWithin(secrets, name, kind), mask(name, member)]),
    )
  }
  if (kind !== undefined && value !== '' && ['string', 'number'].includes(typeof value))
    return secrets.placeholder(kind, String(value))
  return typeof value === 'string' ? maskText(secrets, value, rule) : value
}

function maskList(
  secrets: Secrets, items: unknown[], rule: Rule, kind: string | undefined, isInner = false,
): unknown[] {
  const paired = kind === undefined ? kindOfPair(items, rule, isInner) : undefined
  if (paired !== undefined) return [items[0], secrets.placeholder(paired, String(items[1]))]
  return items.map((item: unknown) =>
    Array.isArray(item) ? maskList(secrets, item, rule, kind, true) : maskValue(secrets, item, rule, kind))
}

/** Hides echoes in the name of a member: in a message of others a name may be anything. */
function maskName(secrets: Secrets, name: string): string {
  return isOrdinaryName(name) ? name : secrets.hide(name)
}

function maskNameWithin(secrets: Secrets, name: string, kind: string | undefined): string {
  return isNameSecret(name, kind) ? secrets.placeholder(kind, name) : maskName(secrets, name)
}

/** Masks a text that may be an address, hold a body or a parameter, or be a JWT with credentials. */
function maskText(secrets: Secrets, value: string, rule: Rule): string {
  if (credentialsWithin(value).length > 0) return secrets.placeholder('jwt', value)
  if (/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(value)) return maskAddress(secrets, value, rule)
  return /[={<]/.test(value.slice(0, limits.shown)) ? maskBody(secrets, value, rule) : maskEchoes(secrets, value)
}

/** Masks any value of others: echoes, and members with the name of a credential. */
export function maskForeign<Value>(secrets: Secrets, value: Value, rule: Rule = credentialRule): Value {
  return maskValue(secrets, takeValues(value, limits.values), rule, undefined) as Value
}

/**
 * Masks the claims of a result, which are given as they came. It replaces only members with the name of a credential (a
 * list of tokens), whatever opens the claims of another provider, and long secrets wherever they are repeated.
 */
export function maskClaims<Value>(secrets: Secrets, value: Value, kind?: string): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => maskClaims(secrets, item, kind)) as Value
  if (typeof value === 'object' && value !== null) {
    const mask = (name: string, member: unknown) =>
      maskMemberOfClaims(secrets, member, name, withinSecret(name, kind, credentialRule))
    const members = Object.entries(value) as [string, unknown][]
    const named = (name: string) => isNameSecret(name, kind) ? secrets.placeholder(kind, name) : secrets.hideLong(name)
    return Object.fromEntries(members.map(([name, member]) => [named(name), mask(name, member)])) as Value
  }
  if (kind !== undefined && ['string', 'number'].includes(typeof value) && value !== '')
    return secrets.placeholder(kind, String(value)) as Value
  return typeof value === 'string' ? maskClaim(secrets, value, credentialRule) as Value : value
}

/** The address of another party's claims may hold a token too. */
function maskMemberOfClaims(secrets: Secrets, member: unknown, name: string, kind: string | undefined): unknown {
  if (kind === undefined && isSchemaName(name))
    return maskSchema(secrets, member, credentialRule, text => secrets.hideLong(text))
  return name === '_claim_sources'
    ? maskValue(secrets, member, credentialRule, kind)
    : maskClaims(secrets, member, kind)
}

/** The secrets in a request: they are ours. */
export function secretsOfRequest({ url, headers, body }: WireRequest, names: Names): [kind: string, value: string][] {
  const rule = sentRule(names)
  const query = [...URL.canParse(url) ? new URL(url).searchParams : []].flatMap(([name, value]): [string, string][] => {
    const kind = rule(name)
    return kind === undefined ? [] : [[kind, value]]
  })
  const basic = /^basic +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
  const given = Object.entries({ basic_credentials: basic, dpop: headers['dpop'] })
    .flatMap(([kind, value]): [string, string][] => value === undefined ? [] : [[kind, value]])
  return [...given, ...query, ...secretsIn(body ?? '', rule)]
}

const rankOf = (kind: string) => /^(?:access_token|refresh_token|id_token|device_code)$/.test(kind) ? 0 : 1

/** The secrets in an answer, if it may bring any: those of the token endpoint and its kin that grant something. */
export function secretsOfAnswer(
  { purpose }: Pick<WireRequest, 'purpose'>, { status, body, headers }: WireResponse, names: Names,
): [kind: string, value: string][] {
  // A redirect brings them in its address.
  if (purpose === 'front')
    return [headers['location'], headers['refresh'], body].flatMap(text => secretsOfPage(text ?? '', sentRule(names)))
  if (status < 200 || status > 299) return []
  // A signed answer about the user may hold tokens of other parties; whatever its claims repeat of ours is known
  // already.
  if (purpose === 'userinfo') return credentialsWithin(body)
  if (!bringsSecrets.has(purpose)) return []
  const cookie = headers['set-cookie']
  // The standard's own secrets first: only so many of one message are remembered.
  const found = secretsIn(body, answerRule(purpose, names)).sort(([one], [other]) => rankOf(one) - rankOf(other))
  return [
    ...found, ...spokenPositions(body).map(({ kind, value }): [string, string] => [kind, value]),
    ...cookie === undefined ? [] : [['cookie', cookie] as [string, string]],
  ]
}

/** Answers that give tokens and nothing else that looks random, but what stands beside a token. */
const givesTokens: ReadonlySet<Purpose> = new Set<Purpose>([...granting, 'exchange', 'workload'])

/** What may be a token under no name of the standards: in a JSON object, or in the address of a redirect. */
export function secretsWithoutName(
  { purpose }: Pick<WireRequest, 'purpose'>, { status, body, headers }: WireResponse,
  object: Readonly<Record<string, unknown>> | undefined, names: Names,
): [kind: string, value: string][] {
  if (!givesTokens.has(purpose) || status < 200 || status > 399) return []
  const hasToken = () => secretsIn(body, answerRule(purpose, names)).some(([kind]) => !standsBeside.has(kind))
  const inBody = () => object === undefined ? [] : unnamedIn(object, hasToken())
  return (status < 300 ? inBody() : randomIn(headers['location'] ?? '')).map(value => ['secret', value])
}

/** Secrets of our own that a provider may repeat: beside one, a token may have any name. */
const standsBeside = new Set(['state', 'nonce', 'code', 'request', 'response', 'session'])

/** Answers in which a token may stand alone: none of them has claims of a user but in JSON or a JWT. */
const alone: ReadonlySet<Purpose> = new Set<Purpose>([...bringsSecrets, 'introspection', 'revocation'])

/** The same of an answer whose body is no JSON object, and that holds none in another form of the standards. */
export async function secretsInNoForm(
  { purpose }: Pick<WireRequest, 'purpose'>, { status, body }: WireResponse, names: Names,
): Promise<[kind: string, value: string][]> {
  if (status < 200 || status > 299 || !alone.has(purpose)) return []
  // Its claims are shown beside it.
  if (purpose === 'introspection' && isJwt(body)) return []
  const rule = answerRule(purpose, names)
  if (secretsIn(body, rule).length > 0) return []
  return (await import('./unplaced.ts')).unplacedIn(takeUnits(body, limits.shown).text, rule)
}
