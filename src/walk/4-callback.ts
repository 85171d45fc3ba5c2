import {
  acceptAuthorizationResponse, checkAuthorizationResponse, refuseAuthorizationError, type CheckedParameters,
} from '../protocol/authorization-response.ts'
import { holds } from '../protocol/checks.ts'
import type { Started } from './1-start.ts'
import type { Redirected } from './2-redirect.ts'
import type { Returned } from './3-consent.ts'
import type { Walk } from './context.ts'
import { namesIn } from './extension.ts'
import { report, tell, verify } from './observe.ts'

/**
 * Step 4, authorization server → browser → client: the provider has sent the browser back with a code and the state (RFC 6749 4.1.2). Checks
 * the response before the code is used. Raises the failed check's name, `access-denied` or `authorization-refused`.
 */
export async function receiveCallback(walk: Walk, started: Started, redirected: Redirected, returned: Returned): Promise<CheckedParameters> {
  const { parameters, request } = returned
  const came = Object.fromEntries(request.parameters)
  const said = { channel: 'front' as const, parameters: came, ...namesIn(walk.extensions, came) }
  await tell(walk, { name: 'authorization-response', from: 'authorization_server', to: 'user', ...said, url: redirected.redirectUri })
  await tell(walk, { name: 'callback', from: 'user', to: 'client', ...said, ...request.method === undefined ? {} : { method: request.method }, url: redirected.redirectUri })
  if (!parameters.has('state')) await report(walk, [{ code: 'state-missing', details: {} }])
  await verify(walk, [
    ...parameters.has('state') ? [holds('state', 'RFC 6749 10.12', started.state.reveal(), parameters.get('state'), true)] : [],
    ...checkAuthorizationResponse(started.server, parameters),
  ])
  refuseAuthorizationError(parameters)
  return acceptAuthorizationResponse(started.server, started.client, parameters, parameters.has('state') ? started.state.reveal() : undefined)
}
