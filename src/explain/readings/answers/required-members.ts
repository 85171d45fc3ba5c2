import { isReadable } from '../../addresses.ts'
import { memberOf, sentAs } from '../../facts/messages.ts'
import { found } from '../../found.ts'
import type { Gravity, Reading } from '../../reading.ts'
import type { Seen, SeenKind, SeenRequest, WalkRecord } from '../../record.ts'

interface Rule {
  kind: string
  names: readonly string[]
  clause: string
  /** Where the answer stands by itself: what only this endpoint gives. */
  has: readonly string[]
  /** What only a request to this endpoint has: paths alone are those of many sites. */
  asks?: RegExp
  /** What other programs take in place of a name. */
  instead?: Readonly<Record<string, string>>
  /** Those that a client can do without. */
  spare?: readonly string[]
}

const token: Rule = {
  kind: 'token', names: ['access_token'], clause: 'RFC 6749 5.1', has: ['refresh_token', 'token_type', 'expires_in'],
}
const exchanged: Rule = { kind: 'token', names: ['issued_token_type'], clause: 'RFC 8693 2.2.1', has: ['access_token'] }

/** What the answers of the other endpoints must have (RFC 8628 3.2, RFC 9126 2.2, RFC 7591 3.2.1, RFC 7662 2.2). */
const rules: Partial<Record<SeenKind, Rule>> = {
  'device-request': {
    kind: 'device', names: ['device_code', 'user_code', 'verification_uri', 'expires_in'], clause: 'RFC 8628 3.2',
    has: ['device_code', 'user_code'], instead: { verification_uri: 'verification_url', device_code: 'code' },
    spare: ['expires_in'],
  },
  'pushed-request': {
    kind: 'pushed', names: ['request_uri', 'expires_in'], clause: 'RFC 9126 2.2', has: ['request_uri'],
    asks: /(?:^|&)(?:response_type|request)=/, spare: ['expires_in'],
  },
  'introspection-request': {
    kind: 'introspection', names: ['active'], clause: 'RFC 7662 2.2', has: [], asks: /(?:^|&)token=/,
  },
}
const registration: Rule = {
  kind: 'registration', names: ['client_id'], clause: 'RFC 7591 3.2.1',
  has: ['client_id_issued_at', 'registration_access_token'], asks: /"redirect_uris"/,
}
/** Nothing says how long the secret is good. */
const registeredSecret: Rule = {
  ...registration, names: ['client_id', 'client_secret_expires_at'], spare: ['client_secret_expires_at'],
}

/** Members that an answer must have by the standard of its endpoint, and has not. */
export function readRequiredMembers(record: WalkRecord): Reading[] {
  return record.seen.filter(isGood).flatMap((seen) => {
    const rule = ruleFor(seen)
    const missing = rule && isOf(rule, seen) ? rule.names.filter(name => isMissing(seen, name, rule)) : []
    return rule === undefined || missing.length === 0 ? [] : [sayMissing(rule, missing, seen)]
  })
}

const addresses = ['verification_uri', 'verification_uri_complete', 'registration_client_uri', 'verification_url']

/** Addresses in an answer to which a person or a client is to go, over http. */
export function readAnswerAddresses({ seen }: WalkRecord): Reading[] {
  return seen.filter(({ kind }) => kind === 'device-request' || kind === 'registration-request').flatMap((each) => {
    const readable = addresses.map(name => [name, memberOf(each, name) ?? ''] as const).find(([, url]) =>
      isReadable(url))
    return readable ? [sayOverHttp(readable, each)] : []
  })
}

function sayOverHttp([name, address]: readonly [string, string], seen: Seen): Reading {
  return found('answer-address-http', 'weak', 'RFC 9700 2.6', { name, address }, { in: seen })
}

function sayMissing(rule: Rule, names: readonly string[], seen: Seen): Reading {
  if (rule === token) return found('access-token-missing', 'broken', rule.clause, {}, { in: seen })
  const gravity: Gravity = rule === exchanged || names.every(name => rule.spare?.includes(name)) ? 'weak' : 'broken'
  return found('answer-members-missing', gravity, rule.clause, { kind: rule.kind, names: [...names] }, { in: seen })
}

/** An answer with JSON that says of no error, in whatever words. */
function isGood({ response }: Seen): boolean {
  const { members, status } = response ?? {}
  const isRefusal = Object.keys(members ?? {}).some(name =>
    /err|^(?:code|ok|success|msg|message|data|result|ret)$/i.test(name))
  return members !== undefined && !isRefusal && (status === undefined || (status >= 200 && status < 300))
}

function ruleFor(seen: Seen): Rule | undefined {
  const { kind, request } = seen
  if (kind === 'registration-request') return seen.response?.members?.['client_secret'] === undefined
    ? registration
    : registeredSecret
  if (!['token-request', 'refresh-request', 'device-poll'].includes(kind)) return rules[kind]
  const isExchange = /token-exchange$/.test(sentAs(request, 'grant_type') ?? '')
  return isExchange && seen.response?.members?.['access_token'] !== undefined ? exchanged : token
}

/** A request says to what this is the answer, otherwise its members do. Tokens by other names are another dialect. */
function isOf(rule: Rule, { request, response }: Seen): boolean {
  const members = Object.keys(response?.members ?? {})
  const hasOwn = rule.has.some(name => members.includes(name))
  if (rule === token) return hasOwn && !members.some(name => /token$/i.test(name) && !/refresh/i.test(name))
  return hasOwn || (request?.method === 'POST' && rule.asks?.test(sentIn(request)) === true && !isOlder(request))
}

function sentIn({ body, form }: SeenRequest): string {
  return body ?? form.map(([name]) => `${name}=`).join('&')
}

/** Spring had such an endpoint before there was a standard. */
const isOlder = ({ url = '' }: SeenRequest) => /\/check_token\b/.test(url)

function isMissing({ response }: Seen, name: string, { instead }: Rule): boolean {
  const has = (one: string | undefined) => one !== undefined && response?.members?.[one] !== undefined
  return !has(name) && !has(instead?.[name])
}
