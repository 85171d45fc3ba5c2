import { Failure } from '../codes/failure.ts'
import { isLocalhostName, isLoopbackHost } from '../addresses/loopback.ts'
import { buildAuthorizationUrl, computeCodeChallenge, listParameters } from '../protocol/authorization-request.ts'
import type { Finding } from '../codes/finding.ts'
import type { CallbackRequest } from '../transport/callback-request.ts'
import { openCallbackSource, type CallbackSource } from '../transport/callback-source.ts'
import type { Send } from '../wire.ts'
import type { Started } from './1-start.ts'
import { awaitAnswer, type AwaitedAnswer } from './awaited-answer.ts'
import type { Walk } from './context.ts'
import { isExposed, noteExposure } from './exposure.ts'
import { extendAddress, extendRequest, namesIn, type Parameters } from './extension.ts'
import { fetchKeysAhead } from './keys-ahead.ts'
import { emit, report, tell } from './observe.ts'
import { partyOf } from './party.ts'

/** The browser is on its way, and its answer is waited for. */
export interface Redirected {
  source: CallbackSource
  /** What came to it so far is judged already. */
  answer: AwaitedAnswer
  /** The redirect URI with the port that is really listened on: step 5 must send the same. */
  redirectUri: string
  /** Why the browser did not open; never settles where it did. */
  browserFailure: Promise<string>
  /**
   * The same request could have been pushed: the provider then says to the client what is wrong with it, and not to the
   * browser alone.
   */
  couldPush: boolean
  /** The bare wire, on which the provider's keys may be under way. */
  send: Send
}

/**
 * Step 2, client → user: the listener is opened first, then the browser at the authorization endpoint with the
 * authorization request (RFC 6749 4.1.1, RFC 7636 4.3), straight there or by way of an address of the listener's own.
 * Raises `port-in-use`, `endpoints-safe`, `parameter-protected`; a browser that does not open only leaves an event,
 * since the user can still open the printed address.
 */
export async function redirect(walk: Walk, started: Started): Promise<Redirected> {
  const answer = awaitAnswer(walk, started)
  const { read: readPasted, isOffered: offersPaste = false } = walk.pasting ?? {}
  const source = await openCallbackSource({
    ...walk.login, ...answer.hearer, readPasted, offersPaste, random: walk.random,
  })
  const { redirectUri } = source
  try {
    if (source.ways.includes('listener')) await emit(walk, { type: 'listening', redirect_uri: redirectUri })
    await report(walk, [...noteName(redirectUri), ...noteExposure(walk, redirectUri)])
    return await sendOff(walk, started, { source, answer })
  } catch (error) {
    await source.close()
    throw error
  }
}

/**
 * Step 2 once more, after a refusal: the tab that brought it is sent on to the next authorization request, whose answer
 * comes to the same listener. A browser is opened only where that tab can't be sent on. Raises what `redirect` raises,
 * but for the port.
 */
export async function redirectAgain(
  walk: Walk, started: Started, { source }: Redirected, tab: CallbackRequest,
): Promise<Redirected> {
  const answer = awaitAnswer(walk, started)
  source.hear(answer.hearer)
  return sendOff(walk, started, { source, answer, tab })
}

/** Builds the authorization request, shows it, and sends the browser there. */
async function sendOff(
  walk: Walk, started: Started,
  { source, answer, tab }: Pick<Redirected, 'source' | 'answer'> & { tab?: CallbackRequest },
): Promise<Redirected> {
  const { redirectUri } = source
  const asked = await askFor(walk, started, redirectUri)
  const parameters = await extendRequest(walk.extensions, asked, partyOf(walk, started))
  const url = extendAddress(
    walk.extensions, buildAuthorizationUrl(started.server.authorization_endpoint ?? '', parameters),
  )
  const sent = Object.fromEntries(parameters)
  await tell(walk, {
    name: 'authorization-request', from: 'client', to: 'user', channel: 'front', method: 'GET', url, parameters: sent,
    ...namesIn(walk.extensions, sent),
  })
  source.leadTo(url)
  const { server: { jwks_uri, pushed_authorization_request_endpoint: endpoint }, nonce } = started
  return {
    source, answer, redirectUri,
    ...await open(walk, source, url, tab),
    couldPush: endpoint !== undefined && sent['request_uri'] === undefined,
    send: nonce && jwks_uri ? fetchKeysAhead(walk.send, jwks_uri, walk.extensions) : walk.send,
  }
}

/** Sends the tab that is there on, or else opens the browser; gives why that failed, once it does. */
async function open(
  walk: Walk, { startAddress }: CallbackSource, url: string, tab: CallbackRequest | undefined,
): Promise<Pick<Redirected, 'browserFailure'>> {
  const start = startAddress ?? url
  const isThere = tab?.mayGoOn() ?? false
  // Where other machines may come, a browser counts only by the cookie that it is given there.
  const mustStart = isExposed(walk) && !isThere
  const leads = isThere || mustStart || (walk.opensStart && start !== url)
  await emit(walk, { type: 'authorization-url', url, ...leads ? { status: 303 } : {}, ...mustStart ? { start } : {} })
  const isSentOn = isThere && await tab?.sendOn(url)
  return {
    browserFailure: isSentOn
      ? new Promise(() => undefined)
      : failureOf(walk.openBrowser(mustStart ? start : url, start)),
  }
}

/**
 * Over http, whoever answers the browser's question for a name gets the code; an address needs no such question (RFC
 * 8252, section 8.3).
 */
function noteName(redirectUri: string): Finding[] {
  const { protocol, hostname } = new URL(redirectUri)
  if (protocol === 'https:' || isLoopbackHost(hostname) || isLocalhostName(hostname)) return []
  return [{ code: 'redirect-by-name', details: { host: hostname } }]
}

async function askFor(walk: Walk, started: Started, redirectUri: string): Promise<Parameters> {
  return listParameters({
    clientId: started.client.client_id,
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
    opening.catch((error: unknown) =>
      resolve(error instanceof Failure ? String(error.details['reason']) : String(error)))
  })
}
