import * as oauth from 'oauth4webapi'
import { parseAddress } from '../../addresses/loopback.ts'
import { Failure } from '../../codes/failure.ts'
import type { Send } from '../../wire.ts'
import { namesError } from '../answer/error-beside.ts'
import { parseJsonObject, type JsonObject } from '../answer/json.ts'
import { inOneLine, readRefusal } from '../answer/refusal.ts'
import { exchange, type Exchange } from '../library.ts'
import { isSafeEndpoint } from '../metadata.ts'
import type { ClientMetadata } from './client-metadata.ts'
import type { RegisteredClient } from './registered-client.ts'
import { readRegistration, type Registration } from './register.ts'

/** A registered client, as far as it says where it is managed. */
export type Managing = Pick<RegisteredClient, 'issuer' | 'registration' | 'registered_at'>

/** Where a registered client is read, changed and deleted, and by which token (RFC 7592, section 3). */
export interface Management {
  uri: string
  token: string
}

/**
 * What a registration says of its management; nothing where it has none, where its address is neither https nor on this
 * machine, or where it is not where the client was registered: nobody else gets the token.
 */
export function managementOf(client: Managing): Management | undefined {
  const { registration_client_uri: uri, registration_access_token: token } = client.registration
  return typeof uri === 'string'
    && typeof token === 'string'
    && token !== ''
    && isSafeEndpoint(uri)
    && managedElsewhere(client) === undefined
    ? { uri, token }
    : undefined
}

/** The address at which a client would be managed, where that is on another origin than it was registered at. */
export function managedElsewhere({ registration, registered_at: place, issuer }: Managing): string | undefined {
  const { registration_client_uri: uri } = registration
  return typeof uri !== 'string' || parseAddress(uri)?.origin === parseAddress(place ?? issuer)?.origin
    ? undefined
    : uri
}

/** The provider's answer: the registered client, that it knows no such client, or anything else in one line. */
export type Managed = Registration | 'forgotten' | { refused: string }

/**
 * Reads the client as it is registered now (RFC 7592, section 2.1). Raises what sending raises, and
 * `unreadable-answer`.
 */
export async function readClient(send: Send, management: Management): Promise<Managed> {
  return judge(await ask(send, management, 'GET'))
}

/** Members of a registration that only the provider sets (RFC 7592, section 2.2). */
const ofProvider = [
  'registration_access_token', 'registration_client_uri', 'client_secret_expires_at', 'client_id_issued_at',
]

/**
 * Has the client registered otherwise: all of its metadata replaces what was there (RFC 7592, section 2.2). Raises what
 * sending raises, and `unreadable-answer`.
 */
export async function changeClient(
  send: Send, management: Management, before: JsonObject, metadata: ClientMetadata,
): Promise<Managed> {
  const kept = Object.fromEntries(
    Object.entries(before).filter(([name]) => name === 'client_id' || name === 'client_secret'),
  )
  const wanted = Object.fromEntries(Object.entries(metadata).filter(([name]) => !ofProvider.includes(name)))
  return judge(await ask(send, management, 'PUT', { ...wanted, ...kept }))
}

/**
 * Deletes the client (RFC 7592, section 2.3): nothing where the provider confirmed it, otherwise what it said, in a
 * line. Raises what sending raises.
 */
export async function deleteClient(send: Send, management: Management): Promise<string | undefined> {
  const exchanged = await ask(send, management, 'DELETE')
  const { status } = exchanged.answer
  return status === 204 || status === 200 ? undefined : inOneLine(await readRefusal(exchanged.answer))
}

async function ask(
  send: Send, { uri, token }: Management, method: 'GET' | 'PUT' | 'DELETE', body?: object,
): Promise<Exchange> {
  const headers = {
    accept: 'application/json', authorization: `Bearer ${token}`,
    ...body === undefined ? {} : { 'content-type': 'application/json' },
  }
  return exchange(send, 'registration', uri, async options => options[oauth.customFetch](uri, {
    method, headers, ...body === undefined ? {} : { body: JSON.stringify(body) },
  }))
}

/** An unknown client and an unknown token are answered alike (RFC 7592, section 2.1). */
async function judge(exchanged: Exchange): Promise<Managed> {
  const { status } = exchanged.answer
  if (status === 200 && !namesError(parseJsonObject(exchanged.answer.body) ?? {}))
    return readRegistration(exchanged, 200)
  if (status === 401 || status === 404 || status === 410) return 'forgotten'
  return { refused: inOneLine(await readRefusal(exchanged.answer)) }
}

/**
 * The registration after it was read or changed; members that the provider did not repeat stay as they were (RFC 7592,
 * section 3).
 */
export function renewed(before: JsonObject, { registered }: Registration): JsonObject & { client_id: string } {
  if (registered.client_id !== before['client_id'])
    throw new Failure('registration-unusable', {
      member: 'client_id', asked: before['client_id'], came: registered.client_id,
    })
  const own = ['client_secret', 'client_secret_expires_at', 'registration_access_token', 'registration_client_uri']
  const left = Object.fromEntries(own.flatMap(name => before[name] === undefined ? [] : [[name, before[name]]]))
  return { ...left, ...registered }
}
