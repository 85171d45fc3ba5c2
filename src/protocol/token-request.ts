import * as oauth from 'oauth4webapi'
import type { Send } from '../wire.ts'
import type { CheckedParameters } from './authorization-response.ts'
import type { Check } from './checks.ts'
import { exchange, libraryRefusal, toLibraryResponse, type Exchange } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'
import { verifySignature } from './signature.ts'
import { withoutIdToken, type TokenResponse } from './token-response.ts'

/** Who asks whom over the back channel, and how the client proves who it is. */
export interface TokenEndpointParty {
  send: Send
  server: AuthorizationServer
  client: oauth.Client
  authentication: oauth.ClientAuth
}

/**
 * Sends the token request of the code grant: one POST, never repeated, since a code is good for one use (RFC 6749
 * 4.1.3, RFC 7636 4.5).
 */
export async function requestTokens(
  { send, server, client, authentication }: TokenEndpointParty,
  parameters: CheckedParameters, redirectUri: string, codeVerifier: string | undefined, extra: [string, string][],
): Promise<Exchange> {
  return exchange(send, 'token', server.token_endpoint, options => oauth.authorizationCodeGrantRequest(
    server, client, authentication, parameters, redirectUri, codeVerifier ?? oauth.nopkce,
    { additionalParameters: extra, ...options },
  ))
}

/**
 * Has oauth4webapi judge the token response as well, then verifies the ID token's signature with the provider's keys,
 * which it leaves to the caller (OpenID Connect Core 1.0, section 3.1.3.7, rule 6). Gives the signature's check; raises
 * `library-refused` for anything else.
 */
export async function verifyIdToken(
  { send, server, client }: TokenEndpointParty, tokens: TokenResponse, nonce: string | undefined,
  maxAge: number | undefined,
): Promise<Check> {
  const response = toLibraryResponse(tokens.mended)
  try {
    await oauth.processAuthorizationCodeResponse(server, client, response, {
      requireIdToken: true, expectedNonce: nonce ?? oauth.expectNoNonce, maxAge: maxAge ?? oauth.skipAuthTimeCheck,
    })
  } catch (error) {
    throw libraryRefusal(error)
  }
  return verifySignature('id-token-signature', send, server, response, tokens.id_token ?? '')
}

/** Has oauth4webapi judge a token response that needs no ID token (RFC 6749, section 5.1); raises `library-refused`. */
export async function acceptPlainTokens({ server, client }: TokenEndpointParty, tokens: TokenResponse): Promise<void> {
  try {
    await oauth.processAuthorizationCodeResponse(server, client, toLibraryResponse(withoutIdToken(tokens).mended))
  } catch (error) {
    throw libraryRefusal(error)
  }
}
