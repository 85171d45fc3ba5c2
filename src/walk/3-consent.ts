import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../failure.ts'
import { stateMatches } from '../protocol/authorization-response.ts'
import type { CallbackRequest } from '../transport/callback-request.ts'
import type { Started } from './1-start.ts'
import type { Redirected } from './2-redirect.ts'
import type { Walk } from './context.ts'
import { extendResponse } from './extension.ts'
import { emit, tell } from './observe.ts'

/** A request at the redirect URI whose state is proven; nothing else in it is believed yet. */
export interface Returned {
  request: CallbackRequest
  parameters: URLSearchParams
}

/**
 * Step 3, user ↔ authorization server: the user signs in and consents at the provider; the client only waits. A request with a wrong state
 * is refused and the wait goes on, so that no web page can end someone's login (RFC 6749 10.12). Raises `nobody-came` after `waitSeconds`,
 * `paste-refused` after as many wrong addresses as may be pasted.
 */
export async function waitForConsent(walk: Walk, started: Started, redirected: Redirected): Promise<Returned> {
  await tell(walk, { name: 'sign-in-and-consent', from: 'user', to: 'authorization_server', channel: 'person' })
  await emit(walk, { type: 'waiting', redirect_uri: redirected.redirectUri, timeout_seconds: walk.login.waitSeconds, ways: redirected.source.ways })
  const patience = new AbortController()
  void redirected.browserFailure.then(async (reason) => {
    if (!patience.signal.aborted) await emit(walk, { type: 'browser-failed', reason })
  })
  try {
    return await Promise.race([expire(walk, redirected, patience.signal), firstWithOurState(walk, started, redirected)])
  } finally {
    patience.abort()
  }
}

/**
 * Looks at the clock again and again: while a laptop sleeps, its timers sleep too. On the way it reminds of what may be wrong, since a provider
 * that shows an error page never comes back.
 */
async function expire(walk: Walk, { redirectUri: redirect_uri }: Redirected, signal: AbortSignal): Promise<never> {
  const { waitSeconds: seconds, remindAfterSeconds: reminders } = walk.login
  const started = walk.now()
  const waited = () => (walk.now() - started) / 1000
  const isOver = () => signal.aborted
  for (let reminded = 0; waited() < seconds && !isOver();) {
    const next = reminders[reminded] ?? seconds
    await delay(Math.min(Math.max(Math.min(next, seconds) - waited(), 0) * 1000, 5000), undefined, { signal }).catch(() => undefined)
    if (isOver() || reminded >= reminders.length || waited() < next) continue
    reminded += 1
    await emit(walk, { type: 'still-waiting', redirect_uri, seconds: next, reminder: reminded })
  }
  throw new Failure('nobody-came', { seconds, redirect_uri })
}

async function firstWithOurState(walk: Walk, started: Started, { source, redirectUri }: Redirected): Promise<Returned> {
  let pastes = 0
  for await (const request of source.requests(walk.signal)) {
    const parameters = request.ignored === undefined ? await extendResponse(walk.extensions, request.parameters) : request.parameters
    const excused = !parameters.has('state') && parameters.has('code') && walk.extensions.some(extension => extension.stateMayBeMissing)
    const reason = request.ignored ?? (excused || stateMatches(started.state.reveal(), parameters) ? undefined : explainState(parameters))
    if (reason === undefined) {
      rememberCode(walk, request.parameters, parameters)
      return { request, parameters }
    }
    await request.answer(walk.pages.ignored())
    await emit(walk, { type: 'callback-ignored', reason, way: request.way })
    if (request.way === 'paste') pastes += 1
    if (pastes >= (walk.pasting?.tries ?? Infinity)) throw new Failure('paste-refused', { reason, redirect_uri: redirectUri })
  }
  throw walk.signal.reason
}

/** What the browser brings is believed once its state is proven; the code stands there in the provider's words and in the standard's. */
function rememberCode({ secrets }: Walk, ...sent: URLSearchParams[]): void {
  for (const parameters of sent) secrets.rememberAll(parameters.getAll('code').map(code => ['code', code]))
}

function explainState(parameters: URLSearchParams): string {
  const state = parameters.has('state') ? 'wrong-state' : 'missing-state'
  return parameters.has('error') ? `${state}-with-error` : state
}
