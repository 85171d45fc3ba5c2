import { setTimeout as delay } from 'node:timers/promises'
import { buildEndSessionUrl, checkSignedOut } from '../../protocol/end-session.ts'
import { stateMatches } from '../../protocol/authorization-response.ts'
import type { CallbackRequest, TabPage } from '../../transport/callback-request.ts'
import type { Listening } from '../../transport/callback-source.ts'
import { openListener, type Listener } from '../../transport/listener.ts'
import type { Traveller } from '../context.ts'
import { emit } from '../observe.ts'

/** How to end the provider's session in a browser, and whom to tell. Times are in seconds. */
export interface SignOut {
  endpoint: string
  idToken: string | undefined
  /** Where the browser comes back, and the ports to try instead of its own. */
  redirectUri: string
  ports: readonly number[]
  listening: Listening
  waitSeconds: number
  /** After how many of them to say what may be wrong. */
  remindAfterSeconds: number
  random: (bytes: number) => Uint8Array
  /** Opens the browser at `start`, an address of the listener's that leads to `url`, which holds the ID token. */
  open: (url: string, start: string) => Promise<void>
  pages: { done: TabPage, other: TabPage }
  tell: {
    opening: (start: string) => void
    waiting: (redirectUri: string) => void
    reminding: (redirectUri: string) => void
    browserFailed: (error: unknown) => void
  }
}

/** What came of the sign-out: the browser came back with our state, or why nobody can say so. */
type Outcome = { confirmed: true }
  | { confirmed: false, reason: 'wrong-state' | 'missing-state' | 'nobody-came' | 'another-browser' }

/** The same, with the address at which the browser was waited for. */
export type SignedOut = Extract<Outcome, { confirmed: true }>
  | (Extract<Outcome, { confirmed: false }> & { redirectUri: string })

/**
 * Ends the user's session at the provider in their browser (OpenID Connect RP-Initiated Logout 1.0), and waits until
 * the browser comes back. A wrong or missing state fails a check but raises nothing: everything local is deleted by
 * then. Raises `port-in-use` and `loopback-missing`.
 */
export async function signOutInBrowser(walk: Traveller, asked: SignOut): Promise<SignedOut> {
  const state = Buffer.from(asked.random(32)).toString('base64url')
  walk.secrets.remember('state', state)
  const awaited = awaitReturn(walk, asked, state)
  const listener = await openListener({
    ...asked, ...asked.listening, responseMode: 'query', receive: awaited.receive,
    isOurs: parameters => stateMatches(state, parameters),
    ignore: () => undefined, intrude: awaited.intrude, over: awaited.over,
  })
  const patience = new AbortController()
  try {
    sendOut(walk, asked, listener, state)
    const { redirectUri } = listener
    const came = await Promise.race([
      awaited.first, remindThenGiveUp(asked, redirectUri, AbortSignal.any([walk.signal, patience.signal])),
    ])
    walk.signal.throwIfAborted()
    return came.confirmed ? came : { ...came, redirectUri }
  } finally {
    patience.abort()
    await listener.close()
  }
}

function sendOut(
  { client }: Traveller, { endpoint, idToken, open, tell }: SignOut, listener: Listener, state: string,
): void {
  const { redirectUri, startAddress } = listener
  const url = buildEndSessionUrl(endpoint, {
    clientId: client.clientId, idTokenHint: idToken, postLogoutRedirectUri: redirectUri, state,
  })
  listener.leadTo(url)
  tell.opening(startAddress)
  tell.waiting(redirectUri)
  // The person can still open the address that was told.
  void open(url, startAddress).catch(tell.browserFailed)
}

/** The first request at the redirect URI decides, and its tab is answered before the wait is over. */
function awaitReturn(walk: Traveller, { pages }: SignOut, state: string) {
  let page: TabPage | undefined
  let take: (came: Outcome) => void = () => undefined
  const first = new Promise<Outcome>((resolve) => {
    take = resolve
  })
  const receive = async (request: CallbackRequest) => {
    if (page !== undefined) return request.answer(page)
    const check = checkSignedOut(state, request.parameters)
    page = check.ok ? pages.done : pages.other
    await emit(walk, { type: 'check', ...check })
    await request.answer(page)
    take(
      check.ok
        ? { confirmed: true }
        : { confirmed: false, reason: request.parameters.has('state') ? 'wrong-state' : 'missing-state' },
    )
  }
  return {
    first,
    receive: (request: CallbackRequest) => void receive(request),
    intrude: () => {
      take({ confirmed: false, reason: 'another-browser' })
      return pages.other
    },
    over: () => page,
  }
}

/** A provider that shows an error page never comes back. */
async function remindThenGiveUp(
  { waitSeconds, remindAfterSeconds, tell }: SignOut, redirectUri: string, signal: AbortSignal,
): Promise<Outcome> {
  await delay(remindAfterSeconds * 1000, undefined, { signal }).catch(() => undefined)
  if (!signal.aborted) tell.reminding(redirectUri)
  await delay((waitSeconds - remindAfterSeconds) * 1000, undefined, { signal }).catch(() => undefined)
  return { confirmed: false, reason: 'nobody-came' }
}
