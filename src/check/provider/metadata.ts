import type { SkipReason } from '../../codes/exam.ts'
import { isObject, parseJsonObject, type JsonObject } from '../../protocol/answer/json.ts'
import type { Evidence, Exchange, Outcome } from '../verdict.ts'
import type { Examinee } from './examinee.ts'
import { open, sight } from './outcomes.ts'

/** A member of the metadata that is a list of words; nothing where it is missing or of no use. */
export function listOf({ server }: Pick<Examinee, 'server'>, member: string): string[] | undefined {
  const value = server[member]
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : undefined
}

/**
 * A document of metadata, as a login reads it and as it is published, of whatever kind: a login's own reading leaves
 * out what is of no use. And the exchange that brought it.
 */
export interface Reading {
  server: Readonly<Record<string, unknown>>
  published: Readonly<Record<string, unknown>>
  exchange: Exchange | undefined
}

/** The one that a login reads. */
export function readingOf(examinee: Pick<Examinee, 'server' | 'notebook'>): Reading {
  const exchange = publishing(examinee)
  return { server: examinee.server, published: (exchange && documentIn(exchange)) ?? examinee.server, exchange }
}

/** A member as it is published. */
export function publishedMember({ published }: Pick<Reading, 'published'>, member: string): unknown {
  return Object.hasOwn(published, member) ? published[member] : undefined
}

/** A list as it is published: the words in it, and whether all of it could be read (RFC 8414, section 2). */
export interface Listed { words: string[], isWhole: boolean }

/** Reads one; nothing where the member is missing. */
export function listedIn(reading: Reading, member: string): Listed | undefined {
  const value = publishedMember(reading, member)
  if (value === undefined) return undefined
  const words = Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
  return { words, isWhole: Array.isArray(value) && words.length === value.length }
}

/** The evidence that a member is of the wrong kind. */
export function unreadable(reading: Reading, member: string, code: 'member-no-list' | 'member-no-text'): Evidence {
  return sight(code, { member, value: showValue(publishedMember(reading, member)) }, reading.exchange)
}

/** A value of any kind as it stands in JSON; nobody reads all of a long one. */
export function showValue(value: unknown): string {
  return JSON.stringify(value ?? null).slice(0, 200)
}

/** Nobody can say what is offered in a list that can't be read. */
export function judgeUnread(reading: Reading, members: readonly string[]): Outcome[] {
  return members.filter(member => listedIn(reading, member)?.isWhole === false)
    .map(member => open('unclear', unreadable(reading, member, 'member-no-list')))
}

/** Members of the metadata that are addresses of the provider's own, whoever goes there. */
export const addressNames = [
  'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'registration_endpoint',
  'revocation_endpoint', 'introspection_endpoint',
  'end_session_endpoint', 'pushed_authorization_request_endpoint', 'device_authorization_endpoint',
  'check_session_iframe', 'backchannel_authentication_endpoint',
]

/** Those that are there, with their addresses; those for clients with a certificate too (RFC 8705, section 5). */
export function addressesIn({ server }: Reading): [member: string, address: string][] {
  const { mtls_endpoint_aliases: aliases } = server
  return [
    ...textsIn(addressNames.map(name => [name, server[name]])),
    ...textsIn(Object.entries(isObject(aliases) ? aliases : {}).map(([name, value]) => [
      `${aliasMember}.${name}`, value,
    ])),
  ]
}

const aliasMember = 'mtls_endpoint_aliases'

function textsIn(members: [string, unknown][]): [string, string][] {
  return members.flatMap(([name, value]): [string, string][] => typeof value === 'string' ? [[name, value]] : [])
}

/** Those that are there and are no text: nobody can say where they lead. One that is null leads nowhere. */
export function addressesUnread(reading: Reading): string[] {
  return addressNames.filter((member) => {
    const value = publishedMember(reading, member) ?? undefined
    return value !== undefined && typeof value !== 'string'
  })
}

/** The provider publishes metadata: what is given by hand instead says nothing of it. */
export function isPublished(examinee: Pick<Examinee, 'notebook'>): boolean {
  return publishing(examinee) !== undefined
}

/** The exchange that brought it: a page that answers every address is none. */
export function publishing({ notebook }: Pick<Examinee, 'notebook'>): Exchange | undefined {
  return notebook.exchanges().find(exchange =>
    exchange.purpose === 'discovery' && exchange.response.status === 200 && documentIn(exchange) !== undefined)
}

const read = new WeakMap<Exchange, { document: JsonObject | undefined }>()

/** The document that an exchange brought, read once: each rule about the metadata looks at several of its members. */
function documentIn(exchange: Exchange): JsonObject | undefined {
  const before = read.get(exchange) ?? { document: parseJsonObject(exchange.response.body) }
  read.set(exchange, before)
  return before.document
}

/** Where nothing is published, a rule about it can't be judged. */
export function needsMetadata(examinee: Pick<Examinee, 'notebook'>): SkipReason | undefined {
  return isPublished(examinee) ? undefined : 'no-provider-metadata'
}
