import * as oauth from 'oauth4webapi'
import { parseJsonObject } from './answer/json.ts'
import { failureOf } from './answer/refusal.ts'
import { exchange } from './library.ts'
import type { TokenEndpointParty } from './token-request.ts'

/**
 * Pushes the authorization request over the back channel and gives the `request_uri` that stands for it, good for one use (RFC 9126, sections
 * 2.1 and 2.2). Raises `push-refused` with the provider's error.
 */
export async function pushAuthorizationRequest(
  { send, server, client, authentication }: TokenEndpointParty, parameters: [name: string, value: string][],
): Promise<string> {
  const exchanged = await exchange(send, 'push', server.pushed_authorization_request_endpoint, options => oauth.pushedAuthorizationRequest(
    server, client, authentication, new URLSearchParams(parameters), options,
  ))
  const body = parseJsonObject(exchanged.answer.body)
  if (exchanged.answer.status === 201 && typeof body?.['request_uri'] === 'string' && body['request_uri'] !== '') return body['request_uri']
  throw await failureOf('push-refused', exchanged)
}
