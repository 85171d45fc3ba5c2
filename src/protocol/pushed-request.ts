import * as oauth from 'oauth4webapi'
import { Failure } from '../failure.ts'
import { describeAnswer, parseJsonObject } from './json-body.ts'
import { exchange } from './library.ts'
import type { TokenEndpointParty } from './token-request.ts'

/**
 * Pushes the authorization request over the back channel and gives the `request_uri` that stands for it, good for one use (RFC 9126, sections
 * 2.1 and 2.2). Raises `push-refused` with the provider's error.
 */
export async function pushAuthorizationRequest(
  { send, server, client, authentication }: TokenEndpointParty, parameters: [name: string, value: string][],
): Promise<string> {
  const { url, answer } = await exchange(send, 'push', server.pushed_authorization_request_endpoint, options => oauth.pushedAuthorizationRequest(
    server, client, authentication, new URLSearchParams(parameters), options,
  ))
  const body = parseJsonObject(answer.body)
  if (answer.status === 201 && typeof body?.['request_uri'] === 'string') return body['request_uri']
  const { error, error_description } = body ?? {}
  throw new Failure('push-refused', { ...describeAnswer(answer, url), provider: { error, error_description, status: answer.status } })
}
