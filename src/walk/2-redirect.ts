import { Failure } from '../failure.ts'
import { buildAuthorizationUrl, computeCodeChallenge, listParameters } from '../protocol/authorization-request.ts'
import { openListener, type Listener } from '../transport/listener.ts'
import type { Started } from './1-start.ts'
import { backChannel } from './back-channel.ts'
import type { Walk } from './context.ts'
import { extendAddress, extendRequest, namesIn, type Parameters } from './extension.ts'
import { emit, tell } from './observe.ts'

/** The browser is on its way, and the listener waits for it. */
export interface Redirected {
  listener: Listener
  /** The redirect URI with the port that is really listened on: step 5 must send the same. */
  redirectUri: string
  /** Why the browser did not open; never settles where it did. */
  browserFailure: Promise<string>
}

/**
 * Step 2, client → user: the listener is opened first, then the browser at the authorization endpoint with the authorization request
 * (RFC 6749 4.1.1, RFC 7636 4.3). Raises `port-in-use`, `endpoints-safe`, `parameter-protected`; a browser that does not open only leaves an
 * event, since the user can still open the printed address.
 */
export async function redirect(walk: Walk, started: Started): Promise<Redirected> {
  const { login } = walk
  const { redirectUri, ports, responseMode } = login
  const listener = await openListener({ redirectUri, ports, responseMode, latePage: walk.pages.ignored() })
  try {
    await emit(walk, { type: 'listening', redirect_uri: listener.redirectUri })
    const asked = await askFor(walk, started, listener.redirectUri)
    const parameters = await extendRequest(walk.extensions, asked, { ...started, send: backChannel(walk) })
    const url = extendAddress(walk.extensions, buildAuthorizationUrl(started.server.authorization_endpoint ?? '', parameters))
    const sent = Object.fromEntries(parameters)
    await tell(walk, {
      name: 'authorization-request', from: 'client', to: 'user', channel: 'front', method: 'GET', url, parameters: sent,
      ...namesIn(walk.extensions, sent),
    })
    await emit(walk, { type: 'authorization-url', url })
    return { listener, redirectUri: listener.redirectUri, browserFailure: failureOf(walk.openBrowser(url)) }
  } catch (error) {
    await listener.close()
    throw error
  }
}

async function askFor(walk: Walk, started: Started, redirectUri: string): Promise<Parameters> {
  return listParameters({
    clientId: walk.client.clientId,
    redirectUri,
    scope: started.scope,
    state: started.state.reveal(),
    nonce: started.nonce?.reveal(),
    codeChallenge: started.codeVerifier && await computeCodeChallenge(started.codeVerifier.reveal()),
    responseMode: walk.login.responseMode,
    extra: walk.login.parameters,
  })
}

async function failureOf(opening: Promise<void>): Promise<string> {
  return new Promise((resolve) => {
    opening.catch((error: unknown) => resolve(error instanceof Failure ? String(error.details['reason']) : String(error)))
  })
}
