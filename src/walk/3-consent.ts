import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { hasRandomPort } from '../addresses/port.ts'
import { Failure } from '../codes/failure.ts'
import type { Returned } from './returned.ts'
import type { Redirected } from './2-redirect.ts'
import type { Walk } from './context.ts'
import { emit, tell } from './observe.ts'

/**
 * Step 3, user ↔ authorization server: the user signs in and consents at the provider; the client only waits. A request
 * with a wrong state is refused and the wait goes on, so that no web page can end someone's login (RFC 6749 10.12).
 * Raises `nobody-came` after `waitSeconds`, `paste-refused` after as many wrong addresses as may be pasted,
 * `start-address` where somebody else took the browser's place.
 */
export async function waitForConsent(walk: Walk, redirected: Redirected): Promise<Returned> {
  const { source, answer, redirectUri } = redirected
  await tell(walk, { name: 'sign-in-and-consent', from: 'user', to: 'authorization_server', channel: 'person' })
  await emit(walk, {
    type: 'waiting', redirect_uri: redirectUri, timeout_seconds: walk.login.waitSeconds, ways: source.ways,
  })
  answer.ignored.tell()
  const patience = new AbortController()
  const seen: { browser?: string } = {}
  void redirected.browserFailure.then(async (reason) => {
    seen.browser = reason
    if (!patience.signal.aborted) await emit(walk, { type: 'browser-failed', reason })
  })
  const signal = AbortSignal.any([walk.signal, patience.signal])
  const pasting = source.readPasted(answer.hearPasted, signal)
  try {
    const expired = remindThenExpire(walk, redirected, patience.signal, seen)
    return await Promise.race([expired, failureIn(pasting), aborted(walk.signal, patience.signal), answer.first])
  } finally {
    patience.abort()
    // The terminal is restored before the walk goes on, and what was ignored is told before what follows from it.
    await pasting.catch(() => undefined)
    await answer.ignored.finish()
  }
}

/** Rejects when the other promise does, and never resolves. */
async function failureIn(running: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    running.catch(reject)
  })
}

async function aborted(signal: AbortSignal, until: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort', { signal: until })
  throw signal.reason
}

/** Milliseconds after which the clock is looked at again: timers sleep while a laptop sleeps. */
const longestNap = 5000

/**
 * Waits until the time is over, and on the way tells what may be wrong: a provider that shows an error page never sends
 * the browser back.
 */
async function remindThenExpire(
  walk: Walk, { redirectUri: redirect_uri, couldPush }: Redirected, signal: AbortSignal, seen: { browser?: string },
): Promise<never> {
  const { waitSeconds: seconds, remindAfterSeconds: reminders } = walk.login
  const started = walk.elapsed()
  const waited = () => (walk.elapsed() - started) / 1000
  const isOver = () => signal.aborted
  for (let reminded = 0; waited() < seconds && !isOver();) {
    const next = reminders[reminded] ?? seconds
    const left = Math.max(Math.min(next, seconds) - waited(), 0)
    await delay(Math.min(left * 1000, longestNap), undefined, { signal }).catch(() => undefined)
    if (isOver() || reminded >= reminders.length || waited() < next) continue
    reminded += 1
    await emit(walk, { type: 'still-waiting', redirect_uri, seconds: next, reminder: reminded })
  }
  const facts = {
    ...couldPush ? { could_push: true } : {},
    ...hasRandomPort(redirect_uri, walk.login.ports) ? { random_port: true } : {},
  }
  throw new Failure('nobody-came', { seconds, redirect_uri, ...seen, ...facts })
}
