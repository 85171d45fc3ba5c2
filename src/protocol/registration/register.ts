import * as oauth from 'oauth4webapi'
import { readJsonObject, wrongMember } from '../answer/describe.ts'
import { namesError } from '../answer/error-beside.ts'
import { parseJsonObject, type JsonObject } from '../answer/json.ts'
import { memberRefused } from '../answer/member.ts'
import { failureOf, type Refusal } from '../answer/refusal.ts'
import type { Finding } from '../../codes/finding.ts'
import { Failure } from '../../codes/failure.ts'
import type { Send } from '../../wire.ts'
import { exchange, type Exchange } from '../library.ts'
import type { AuthorizationServer } from '../metadata.ts'
import type { ClientMetadata } from './client-metadata.ts'

/** What the provider answered: the client as it is registered, and what was odd about the answer. */
export interface Registration {
  registered: JsonObject & { client_id: string }
  findings: Finding[]
}

/**
 * Asks the provider to register this client: one POST (RFC 7591, section 3.1), with the initial access token where one
 * is given. Raises `registration-refused` with the member that the refusal is about, `unreadable-answer`, and what
 * sending raises.
 */
export async function requestRegistration(
  send: Send, server: AuthorizationServer, metadata: ClientMetadata, initialAccessToken: string | undefined,
): Promise<Registration> {
  const exchanged = await exchange(send, 'register', server.registration_endpoint, options =>
    oauth.dynamicClientRegistrationRequest(
      server, metadata as never, { ...options, ...initialAccessToken === undefined ? {} : { initialAccessToken } },
    ))
  const { status, body } = exchanged.answer
  if ((status === 200 || status === 201) && !namesError(parseJsonObject(body) ?? {}))
    return readRegistration(exchanged, 201)
  const failure = await failureOf('registration-refused', exchanged)
  const member = memberRefused(failure.details['provider'] as Refusal, metadata)
  throw failure.with(undefined, {
    has_token: initialAccessToken !== undefined,
    ...member === undefined ? {} : { member, sent: metadata[member] },
  })
}

/**
 * What a client id may be made of (RFC 6749, appendix A.1). One with anything else could be sent, and never be given by
 * hand again.
 */
const printable = /^[\x20-\x7E]+$/

/**
 * The client in an answer (RFC 7591, section 3.2.1; RFC 7592, section 3); `status` is what the standard wants. Raises
 * `unreadable-answer`.
 */
export function readRegistration(exchanged: Exchange, status: number): Registration {
  const { answer, url } = exchanged
  const registered = readJsonObject(answer, url)
  if (typeof registered['client_id'] !== 'string' || !printable.test(registered['client_id']))
    throw wrongMember(answer, url, 'client_id', registered['client_id'], 'printable')
  const secret = registered['client_secret']
  if (secret !== undefined && typeof secret !== 'string')
    throw wrongMember(answer, url, 'client_secret', secret, 'string')
  return {
    registered: { ...registered, client_id: registered['client_id'] },
    findings: [
      ...answer.status === status
        ? []
        : [{ code: 'registration-status' as const, details: { status: answer.status, expected: status } }],
      ...secret !== undefined && typeof registered['client_secret_expires_at'] !== 'number'
        ? [{ code: 'registration-expiry-missing' as const, details: {} }]
        : [],
    ],
  }
}

/** Tells whether a refusal is about the scope: without it, another try makes sense. */
export function isAboutScope(failure: unknown): boolean {
  return failure instanceof Failure && failure.code === 'registration-refused' && failure.details['member'] === 'scope'
}
