import { describeBy } from '../codes/described.ts'
import { stateMatches } from './authorization-response.ts'
import { holds, type Check } from './checks.ts'

/**
 * The parameters that the browser takes to the end-session endpoint (OpenID Connect RP-Initiated Logout 1.0, section
 * 2).
 */
export interface SignOutRequest {
  clientId: string
  idTokenHint?: string | undefined
  postLogoutRedirectUri?: string
  state?: string
}

/**
 * The address that ends the user's session at the provider (OpenID Connect RP-Initiated Logout 1.0, section 2). With an
 * `id_token_hint` it holds a token: then it is for the browser's eyes only.
 */
export function buildEndSessionUrl(
  endpoint: string, { clientId, idTokenHint, postLogoutRedirectUri, state }: SignOutRequest,
): string {
  const url = new URL(endpoint)
  const parameters = {
    client_id: clientId, id_token_hint: idTokenHint, post_logout_redirect_uri: postLogoutRedirectUri, state,
  }
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

/**
 * Checks that the browser comes back with the state that it was sent with (OpenID Connect RP-Initiated Logout 1.0,
 * section 3).
 */
export function checkSignedOut(state: string, parameters: URLSearchParams): Check {
  const came = parameters.get('state')
  return holds(
    'state', 'RP-Initiated Logout 3', describeBy('characters', state.length),
    came === null ? describeBy('missing') : describeBy('characters', came.length), stateMatches(state, parameters),
  )
}
