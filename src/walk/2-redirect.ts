import { Failure } from '../codes/failure.ts'
import { isLocalhostName, isLoopbackHost } from '../addresses/loopback.ts'
import { buildAuthorizationUrl, computeCodeChallenge, listParameters } from '../protocol/authorization-request.ts'
import type { Finding } from '../codes/finding.ts'
import type { CallbackRequest } from '../transport/callback-request.ts'
import { openCallbackSource, type CallbackSource } from '../transport/callback-source.ts'
import type { Send } from '../wire.ts'
import type { Started } from './1-start.ts'
import { createAwaitedAnswer, type AwaitedAnswer } from './awaited-answer.ts'
import type { Walk } from './context.ts'
import { isExposed, noteExposure } from './exposure.ts'
import { extendAddress, extendRequest, namesIn, type Parameters } from './extension.ts'
import { fetchKeysAhead } from './keys-ahead.ts'
import { emit, report, tell } from './observe.ts'
import { partyOf } from './party.ts'

/** The result of step 2: the browser is on its way, and we wait for its answer. */
export interface Redirected {
  source: CallbackSource
  /** The answer that the walk waits for; requests that came so far are judged already. */
  answer: AwaitedAnswer
  /** The redirect URI with the port that is really listened on: step 5 must send the same. */
  redirectUri: string
  /** Why the browser did not open; never settles where it did. */
  browserFailure: Promise<string>
  /**
   * The provider takes pushed requests, and this one was not pushed. Pushed, an error in it would be told to us, and
   * not in the browser only.
   */
  couldPush: boolean
  /** The bare wire, on which the provider's keys may be under way. */
  send: Send
}

/**
 * Step 2, client → user: opens the listener, then the browser at the authorization endpoint with the authorization
 * request (RFC 6749 4.1.1, RFC 7636 4.3), directly or through an address of the listener's own. Raises `port-in-use`,
 * `endpoints-safe`, `parameter-protected`. A browser that does not open leaves only an event, since the user can still
 * open the printed address.
 */
export async function redirect(walk: Walk, started: Started): Promise<Redirected> {
  const answer = createAwaitedAnswer(walk, started)
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
 * Step 2 once more, after a refusal: the tab that brought the refusal goes on to the next authorization request, and
 * the answer comes to the same listener. Opens a browser only where that tab can't go on. Raises what `redirect`
 * raises, except for the port.
 */
export async function redirectAgain(
  walk: Walk, started: Started, { source }: Redirected, tab: CallbackRequest,
): Promise<Redirected> {
  const answer = createAwaitedAnswer(walk, started)
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

/** Sends the waiting tab on, or opens the browser; `browserFailure` tells later why it did not open. */
async function open(
  walk: Walk, { startAddress }: CallbackSource, url: string, tab: CallbackRequest | undefined,
): Promise<Pick<Redirected, 'browserFailure'>> {
  const start = startAddress ?? url
  const isThere = tab?.mayGoOn() ?? false
  // Where other machines can reach the listener, only a cookie tells the user's browser; it gets one at the start
  // address.
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
 * Over http, whoever answers the DNS query for a name gets the code; an IP address needs no query (RFC 8252, section
 * 8.3).
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
