import { limits } from '../limits.ts'
import { takeUnits } from '../text/printable.ts'
import { takeValues } from './first-values.ts'
import { atResource, type WireRequest, type WireResponse } from '../wire.ts'
import { credentialsWithin } from './jwt.ts'
import { isLabelled, kindOfPair, labelOf } from './labels.ts'
import {
  answerRule, credentialRule, isNameSecret, isOrdinaryName, isSecretName, openParameters, sentRule,
  withinSecret, type Rule,
} from './names.ts'
import { isSchemaName, maskSchema } from './schema.ts'
import { maskPage } from './page.ts'
import { maskAddress, maskBody, maskClaim, maskEchoes, maskOwn } from './text.ts'
import type { Secrets } from './secrets.ts'

type Names = Readonly<Record<string, string>>
type Headers = Readonly<Record<string, string>>

/** A request as it may be shown. */
export function maskRequest(secrets: Secrets, request: WireRequest, names: Names): WireRequest {
  const rule = sentRule(names)
  const { bytes: _bytes, until: _until, isUrgent: _isUrgent, ...rest } = request
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
      label !== undefined && isLabelled(name) ? label : withinSecret(name, kind, rule)
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
