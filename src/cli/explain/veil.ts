import type { Reading } from '../../explain/reading.ts'
import type { Pairs, Seen, SeenJwt, WalkRecord } from '../../explain/record.ts'
import { maskMembers } from '../../secrets/message.ts'
import { answerRule, credentialRule, sentRule, type Rule } from '../../secrets/names.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Purpose } from '../../wire.ts'
import { maskAddress, maskBody } from '../../secrets/text.ts'

const sent = sentRule({})

/** A SAML message signs in whoever brings it. */
const sentHere: Rule = name => /^SAML(?:Response|art)$/.test(name) ? 'saml' : sent(name)

/** Shows what may be shown of a record. */
export interface Veil {
  sent: (pairs: Pairs) => Pairs
  answered: (seen: Seen) => Pairs
  address: (url: string) => string
  claims: (jwt: SeenJwt) => Pairs
  header: (jwt: SeenJwt) => Pairs
  text: (text: string) => string
  reading: (reading: Reading) => Reading
}

/** Everything as it came, for whoever asked to see it. */
export const openVeil: Veil = {
  sent: pairs => pairs, answered: ({ response }) => [...fieldsOf(response), ...pairsIn(response?.members)], address: url => url,
  claims: ({ claims }) => pairsIn(claims), header: ({ header }) => pairsIn(header), text: text => text, reading: reading => reading,
}

/** Secrets by where they stand in the record, each by a short name; the same value has the same name. */
export function drawVeil(secrets: Secrets, record: WalkRecord): Veil {
  for (const [kind, value] of secretsOf(record)) secrets.remember(kind, value)
  const one = (name: string, value: unknown, rule: Rule): readonly [string, string] => {
    const [[shown, masked] = [name, '']] = Object.entries(maskMembers(secrets, { [name]: value }, rule))
    return [shown, write(masked)]
  }
  const hide = (value: string | number) => secrets.hide(hideAddress(secrets, String(value)))
  return {
    sent: pairs => pairs.map(([name, value]) => one(name, value, sentHere)),
    answered: ({ kind, response }) => [
      ...fieldsOf(response).map(([name, value]) => one(name, value, sentHere)),
      ...Object.entries(response?.members ?? {}).map(([name, value]) => one(name, value, answerRule(purposeOf(kind), {}))),
    ],
    address: url => maskAddress(secrets, url, sentHere),
    claims: ({ claims = {} }) => Object.entries(claims).map(([name, value]) => one(name, value, credentialRule)),
    header: ({ header }) => Object.entries(header).map(([name, value]) => one(name, value, credentialRule)),
    text: text => secrets.hide(maskBody(secrets, text, sentHere)),
    reading: reading => ({
      ...reading, details: Object.fromEntries(Object.entries(reading.details).map(([name, value]) => [name, typeof value === 'object' ? value.map(hide) : typeof value === 'number' ? value : hide(value)])),
    }),
  }
}

/** Header fields of an answer that belong to the protocol. */
function fieldsOf(response: Seen['response']): Pairs {
  return (response?.headers ?? []).filter(([name]) => ['dpop-nonce', 'www-authenticate', 'location'].includes(name))
}

function purposeOf(kind: Seen['kind']): Purpose {
  return kind === 'keys-request' ? 'jwks' : kind === 'userinfo-request' ? 'userinfo' : 'token'
}

function hideAddress(secrets: Secrets, value: string): string {
  return /^[a-z][\w+.-]*:\/\//i.test(value) ? maskAddress(secrets, value, sentHere) : value
}

/** More values of one record are hidden by their places alone. */
const mostRemembered = 500

/** What a program writes for a value that it does not have is nobody's secret; hidden, it could not be told. */
const nothing = /^(?:undefined|null|none|nan|true|false|\[object \w+\])$/i

function secretsOf({ seen, jwts }: WalkRecord): (readonly [kind: string, value: string])[] {
  const [sent, answered] = [sentHere, answerRule('token', {})]
  const named = (rule: Rule) => ([name, value]: readonly [string, string]) => {
    const kind = rule(name)
    return kind === undefined ? [] : [[kind, value] as const]
  }
  const found = seen.flatMap(({ request, response }) => [
    ...[request?.query, request?.fragment, request?.form].flatMap(pairs => pairs ?? []).flatMap(named(sent)),
    ...[...request?.headers ?? [], ...response?.headers ?? []].flatMap(credentialOf),
    ...pairsIn(response?.members).flatMap(named(answered)),
  ])
  return [...found.filter(([, value]) => !nothing.test(value)), ...jwts.filter(({ token }) => token !== '').map(({ role, token }) => [role === 'unknown' ? 'jwt' : role, token] as const)].slice(0, mostRemembered)
}

function credentialOf([name, value]: readonly [string, string]): (readonly [string, string])[] {
  if (name === 'authorization') {
    const [, scheme, credentials] = /^(\w+)\s+(.+)$/.exec(value) ?? []
    return credentials === undefined ? [] : [[scheme?.toLowerCase() === 'basic' ? 'basic_credentials' : 'access_token', credentials]]
  }
  if (name === 'dpop') return [['dpop_proof', value]]
  // Of each cookie the value alone: its name is what a reading is about.
  return name === 'cookie' || name === 'set-cookie' ? value.split(';', name === 'cookie' ? 50 : 1).map(one => ['cookie', one.split('=').slice(1).join('=').trim()]) : []
}

function pairsIn(members: Readonly<Record<string, unknown>> | undefined): Pairs {
  return Object.entries(members ?? {}).map(([name, value]) => [name, write(value)])
}

function write(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
