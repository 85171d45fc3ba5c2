import * as oauth from 'oauth4webapi'
import { exchange, type Exchange } from './library.ts'
import type { TokenEndpointParty } from './token-request.ts'

/** A signed answer where the client may have one (RFC 9701, section 4), plain JSON otherwise. */
const accepted = 'application/token-introspection+jwt, application/json'

/**
 * Asks the provider about one token: a POST, its answer unjudged (RFC 7662, section 2.1). Raises what `exchange`
 * raises.
 */
export async function requestIntrospection(
  { send, server, client, authentication }: TokenEndpointParty, token: string, hint: 'access_token' | 'refresh_token',
): Promise<Exchange> {
  // The library asks for one form only.
  const sendAccepting: typeof send = async request =>
    send({ ...request, headers: { ...request.headers, accept: accepted } })
  return exchange(sendAccepting, 'introspection', server.introspection_endpoint, options => oauth.introspectionRequest(
    server, client, authentication, token, { additionalParameters: { token_type_hint: hint }, ...options },
  ))
}
