import * as oauth from 'oauth4webapi'
import { Failure } from '../codes/failure.ts'
import { describeAnswer, readJsonObject, wrongMember, type AnswerFault } from './answer/describe.ts'
import { parseJsonObject } from './answer/json.ts'
import { failureOf } from './answer/refusal.ts'
import { exchange } from './library.ts'
import type { TokenEndpointParty } from './token-request.ts'

/**
 * Pushes the authorization request over the back channel and gives the `request_uri` that stands for it, good for one
 * use (RFC 9126, sections 2.1 and 2.2). Raises `push-refused` with the provider's error, and `unreadable-answer` for
 * one that refuses nothing and brings no reference.
 */
export async function pushAuthorizationRequest(
  { send, server, client, authentication }: TokenEndpointParty, parameters: [name: string, value: string][],
): Promise<string> {
  const exchanged = await exchange(send, 'push', server.pushed_authorization_request_endpoint, options =>
    oauth.pushedAuthorizationRequest(
      server, client, authentication, new URLSearchParams(parameters), options,
    ))
  const { answer, url } = exchanged
  const body = parseJsonObject(answer.body)
  if (answer.status < 200 || answer.status > 299 || body?.['error'] !== undefined)
    throw await failureOf('push-refused', exchanged)
  const { request_uri: came } = body ?? readJsonObject(answer, url)
  if (typeof came !== 'string' || !printable.test(came))
    throw wrongMember(answer, url, 'request_uri', came, 'printable')
  if (answer.status === 201) return came
  throw new Failure('unreadable-answer', {
    ...describeAnswer(answer, url), fault: 'status' satisfies AnswerFault, wanted_status: 201,
  })
}

/**
 * The address to push requests to. Raises `push-endpoint-missing` where the metadata has none (RFC 9126, section 5).
 */
export function requirePushEndpoint(
  { pushed_authorization_request_endpoint: endpoint, issuer }: oauth.AuthorizationServer,
): string {
  if (endpoint === undefined) throw new Failure('push-endpoint-missing', { issuer })
  return endpoint
}

/** The characters of an address (RFC 3986, section 2). */
const printable = /^[\x21-\x7e]+$/
