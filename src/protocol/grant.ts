import * as oauth from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { holds, type Check } from './checks.ts'
import { exchange, libraryRefusal, toLibraryResponse, type Exchange } from './library.ts'
import { parseJsonObject } from './answer/json.ts'
import type { TokenEndpointParty } from './token-request.ts'
import { checkTokenResponse, withoutIdToken, type TokenResponse } from './token-response.ts'

/** The grants that need no browser, by the `grant_type` that they send. */
export const grantTypes = {
  exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  'jwt-bearer': 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'client-credentials': 'client_credentials',
} as const
export type GrantName = keyof typeof grantTypes

/** The types of token that RFC 8693, section 3, has names for, by the word that stands at their end. */
export const tokenTypeNames: readonly string[] = ['access_token', 'refresh_token', 'id_token', 'jwt', 'saml1', 'saml2']

/** The identifier of a type of token: one of RFC 8693, section 3, by its last word, and any other as it is. */
export function tokenTypeIdentifier(type: string): string {
  return tokenTypeNames.includes(type) ? `urn:ietf:params:oauth:token-type:${type}` : type
}

/**
 * Sends the token request of one of these grants: one POST, never repeated (RFC 6749, section 4.4.2; RFC 7523, section
 * 2.1; RFC 8693, section 2.1). Its purpose is an exchange where what it brings is no access token. Raises what
 * `exchange` raises.
 */
export async function requestGrant(
  { send, server, client, authentication }: TokenEndpointParty, grant: GrantName,
  parameters: readonly [name: string, value: string][],
  purpose: 'grant' | 'exchange' = 'grant',
): Promise<Exchange> {
  return exchange(send, purpose, server.token_endpoint, options => oauth.genericTokenEndpointRequest(
    server, client, authentication, grantTypes[grant], new URLSearchParams([...parameters]), options,
  ))
}

/**
 * For `catch`: raises the error again, a refusal with the grant that was refused, the scope that was asked for, and
 * whether a token for somebody was: nothing is blamed that was not sent.
 */
export function namingGrant(
  grant: GrantName, parameters: readonly [name: string, value: string][],
): (error: unknown) => never {
  return (error) => {
    const isRefusal = error instanceof Failure && error.code === 'grant-refused'
    throw isRefusal
      ? error.with(undefined, {
          grant, grant_type: grantTypes[grant], scope_sent: parameters.find(([name]) => name === 'scope')?.[1] ?? '',
          names_target: parameters.some(([name]) => name === 'audience' || name === 'resource'),
        })
      : error
  }
}

/** What kind of token an exchange brought; nothing where the answer does not say (RFC 8693, section 2.2.1). */
export function issuedTokenType({ answer }: Exchange): string | undefined {
  const said = parseJsonObject(answer.body)?.['issued_token_type']
  return typeof said === 'string' && said !== '' ? said : undefined
}

/**
 * The checks of an exchanged token: it says what it is, and its characters and type are usable. What is no access token
 * has the type `N_A` (RFC 8693, section 2.2.1).
 */
export function checkExchangedToken(tokens: TokenResponse, issued: string | undefined, types: string[]): Check[] {
  const isOther = tokens.token_type.toUpperCase() === 'N_A'
  const usual = checkTokenResponse(tokens, types).filter(({ name }) => !isOther || name !== 'token-type')
  return [...usual, holds('issued-token-type', 'RFC 8693 2.2.1', describeBy('present'), issued, issued !== undefined)]
}

/**
 * Has oauth4webapi judge the answer of one of these grants as well, without an ID token, which nobody asked for; raises
 * `library-refused`.
 */
export async function acceptGranted({ server, client }: TokenEndpointParty, tokens: TokenResponse): Promise<void> {
  try {
    const recognizedTokenTypes = { n_a: () => undefined }
    await oauth.processGenericTokenEndpointResponse(
      server, client, toLibraryResponse(withoutIdToken(tokens).mended), { recognizedTokenTypes },
    )
  } catch (error) {
    throw libraryRefusal(error)
  }
}
