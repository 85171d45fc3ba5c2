import { setTimeout as delay } from 'node:timers/promises'
import { Failure, isUnanswered } from '../codes/failure.ts'
import { cutText, limits } from '../limits.ts'
import {
  checkVerificationAddress, judgePoll, pollForTokens, requestDeviceAuthorization, retryAfterSeconds,
  type DeviceAuthorization,
} from '../protocol/device.ts'
import type { Exchange } from '../protocol/library.ts'
import type { TokenEndpointParty } from '../protocol/token-request.ts'
import { start, type Started } from './1-start.ts'
import { judgeTokens, type Tokens } from './5-token.ts'
import { learnFrom, withScope } from './ask-again.ts'
import { backChannel } from './back-channel.ts'
import type { Walk } from './context.ts'
import { challengeOf, drawProof, refusesProof, verifierOf, withProof, type DeviceProof } from './device-proof.ts'
import { emit, report, takeStep, tell, tellStart, verify } from './observe.ts'
import { askResourceAndKeep, type Keep, type Walked } from './walk.ts'

/** Seconds by which polls slow down when the provider asks for it (RFC 8628, section 3.5). */
const slowDownSeconds = 5

/**
 * Walks the six steps where the browser is on another device (RFC 8628): the user carries a short code to it, no code
 * comes back through a browser, and the client asks for the tokens until the user has decided. Steps 1, 5 and 6 are
 * those of the code flow, with the same checks.
 */
export async function walkByDevice(walk: Walk, keep: Keep): Promise<Walked> {
  await tellStart(walk)
  return fromStart(walk, keep)
}

/** The six steps, from the first again where an extension has learned something from a refusal. */
async function fromStart(walk: Walk, keep: Keep): Promise<Walked> {
  try {
    return await takeSteps(walk, keep)
  } catch (error) {
    const learned = await learnFrom(walk, error)
    if (!learned) throw error
    return fromStart(withScope(walk, learned), keep)
  }
}

async function takeSteps(walk: Walk, keep: Keep): Promise<Walked> {
  const started = await takeStep(walk, 'start', here => start(here, 'device'))
  const party = (here: Walk): TokenEndpointParty => ({ ...started, send: backChannel(here) })
  const proof = drawProof(walk, started)
  const asked = await takeStep(walk, 'redirect', here => askForCode(here, started, party(here), proof))
  const exchanged = await takeStep(walk, 'consent', here => waitForDecision(here, asked, party(here), proof))
  await takeStep(walk, 'callback', here => emit(here, { type: 'step-differs', way: 'device' }))
  const tokens = await takeStep(walk, 'token', here => takeTokens(here, started, party(here), exchanged))
  return { started, tokens, claims: await askResourceAndKeep(walk, started, tokens, keep) }
}

/**
 * Step 2, client → authorization server: gets a code for the user's eyes, instead of sending a browser there. Raises
 * what the request raises.
 */
async function askForCode(
  walk: Walk, { scope }: Started, party: TokenEndpointParty, proof: DeviceProof,
): Promise<DeviceAuthorization> {
  await emit(walk, { type: 'step-differs', way: 'device' })
  const scopes: [string, string][] = scope.length > 0 ? [['scope', scope.join(' ')]] : []
  const authorization = await withProof(walk, proof, async shown => (
    requestDeviceAuthorization(party, [...scopes, ...await challengeOf(shown), ...walk.login.parameters])
  ))
  walk.secrets.remember('device_code', authorization.device_code)
  await verify(walk, [checkVerificationAddress(authorization)])
  const { device_code: _secret, ...shown } = authorization
  await emit(walk, { type: 'device-authorization', ...shown })
  return authorization
}

/**
 * Step 3, user ↔ authorization server: the user enters the code on a device with a browser, the client asks again and
 * again, never sooner than the provider says. Raises `access-denied`, `device-code-expired`, and `nobody-came` after
 * `waitSeconds`.
 */
async function waitForDecision(
  walk: Walk, authorization: DeviceAuthorization, party: TokenEndpointParty, proof: DeviceProof,
): Promise<Exchange> {
  await emit(walk, { type: 'step-differs', way: 'device' })
  await tell(walk, { name: 'sign-in-and-consent', from: 'user', to: 'authorization_server', channel: 'person' })
  const { verification_uri, verification_uri_complete } = authorization
  void walk.openBrowser(verification_uri_complete ?? verification_uri).catch(() => undefined)
  const asked = walk.elapsed()
  for (let { interval } = authorization, polls = 0, pages = 0; ; polls += 1) {
    await pauseWithin(walk, authorization, interval, (walk.elapsed() - asked) / 1000, polls)
    const exchanged = await pollForTokens(party, authorization.device_code, [
      ...verifierOf(proof), ...walk.login.tokenParameters,
    ]).catch(orFault)
    const judged = exchanged instanceof Failure ? 'fault' : await judgePoll(exchanged)
    if (!(exchanged instanceof Failure)) {
      if (await refusesProof(walk, proof, exchanged)) continue
      pages = judged === 'page' ? pages + 1 : 0
      if (judged === 'decided' || pages === mostPages) return exchanged
    }
    if (judged === 'slow-down') interval += slowDownSeconds
    if (judged !== 'fault' && judged !== 'page') continue
    const fault = describeFault(exchanged, walk.now())
    interval = slower(interval, fault.retryAfter)
    await report(walk, [{ code: 'poll-failed', details: { reason: fault.reason, seconds: interval } }])
  }
}

/** What went wrong with one question, and after how many seconds the provider wants the next one, where it says so. */
function describeFault(came: Exchange | Failure, now: number): { reason: unknown, retryAfter: number | undefined } {
  return came instanceof Failure
    ? { reason: came.details['reason'] ?? came.code, retryAfter: undefined }
    : { reason: statusOf(came), retryAfter: retryAfterSeconds(came, now) }
}

/** A status that promises an answer says nothing without what came. */
function statusOf({ answer: { status, headers } }: Exchange): unknown {
  return status === 200 ? `200, ${cutText(headers['content-type'] ?? '', limits.contentType)}` : status
}

/** A poll without an answer is sent again (RFC 8628, section 3.5): the code may be good for minutes yet. */
function orFault(error: unknown): Failure {
  if (isUnanswered(error)) return error
  throw error
}

/** Twice as long after each fault, as the RFC suggests, up to a limit; as long as the provider names, where it does. */
function slower(interval: number, retryAfter: number | undefined): number {
  return Math.max(interval, Math.min(interval * 2, longestInterval), retryAfter ?? 0)
}

/** So many web pages one after the other are no maintenance that passes: the address is another one's. */
const mostPages = 3

/** In seconds. */
const longestInterval = 30

/** Waits for so many seconds, or until waiting is pointless, since a provider may name any interval. */
async function pauseWithin(
  { login: { waitSeconds }, signal }: Walk, { expires_in }: DeviceAuthorization, interval: number, waited: number,
  polls: number,
): Promise<void> {
  const left = Math.min(waitSeconds, expires_in) - waited
  await delay(Math.min(interval, left) * 1000, undefined, { signal }).catch(() => signal.throwIfAborted())
  if (interval <= left) return
  throw waitSeconds < expires_in
    ? new Failure('nobody-came', { seconds: waitSeconds })
    : new Failure('device-code-expired', { seconds: expires_in, polls, interval })
}

/** Step 5: judges the last answer, which holds tokens, as those of a code, or a refusal. Raises `device-refused`. */
async function takeTokens(
  walk: Walk, started: Started, party: TokenEndpointParty, exchanged: Exchange,
): Promise<Tokens> {
  await emit(walk, { type: 'step-differs', way: 'device' })
  return judgeTokens(walk, started, party, exchanged, 'device-refused').catch((error: unknown) => {
    throw error instanceof Failure && error.code === 'device-refused' ? error.with(undefined, { polled: true }) : error
  })
}
