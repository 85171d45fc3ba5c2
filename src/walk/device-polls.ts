import { setTimeout as delay } from 'node:timers/promises'
import { Failure, isUnanswered } from '../codes/failure.ts'
import { cutText, limits } from '../limits.ts'
import { judgePoll, pollForTokens, retryAfterSeconds, type DeviceAuthorization } from '../protocol/device.ts'
import type { Exchange } from '../protocol/library.ts'
import type { TokenEndpointParty } from '../protocol/token-request.ts'
import type { Walk } from './context.ts'
import { refusesProof, verifierOf, type DeviceProof } from './device-proof.ts'
import { report } from './observe.ts'

/** Seconds by which polls slow down when the provider asks for it (RFC 8628, section 3.5). */
const slowDownSeconds = 5

/** So many web pages one after the other are no maintenance that passes: the address is another one's. */
const mostPages = 3

/** In seconds. */
const longestInterval = 30

/** What came of one poll: no answer, an answer that refuses the proof, or one as the protocol judges it. */
type Polled = { outcome: 'unanswered', failure: Failure }
  | { outcome: 'proof-refused' }
  | { outcome: Awaited<ReturnType<typeof judgePoll>>, exchanged: Exchange }

/**
 * Polls until the user has decided, never sooner than the provider says, and gives the answer that tells. Raises
 * `access-denied`, `device-code-expired`, and `nobody-came` after `waitSeconds`.
 */
export async function pollUntilDecided(
  walk: Walk, authorization: DeviceAuthorization, party: TokenEndpointParty, proof: DeviceProof,
): Promise<Exchange> {
  const started = walk.elapsed()
  let { interval } = authorization
  let pages = 0
  for (let polls = 0; ; polls += 1) {
    await pauseWithin(walk, authorization, interval, (walk.elapsed() - started) / 1000, polls)
    const polled = await pollOnce(walk, authorization, party, proof)
    pages = pagesAfter(polled, pages)
    if (polled.outcome === 'decided' || (polled.outcome === 'page' && pages === mostPages)) return polled.exchanged
    if (polled.outcome === 'slow-down') interval += slowDownSeconds
    const fault = faultOf(polled, walk.now())
    if (fault === undefined) continue
    interval = slower(interval, fault.retryAfter)
    await report(walk, [{ code: 'poll-failed', details: { reason: fault.reason, seconds: interval } }])
  }
}

/** A poll without an answer is sent again (RFC 8628, section 3.5): the code may be good for minutes yet. */
async function pollOnce(
  walk: Walk, { device_code }: DeviceAuthorization, party: TokenEndpointParty, proof: DeviceProof,
): Promise<Polled> {
  const parameters = [...verifierOf(proof), ...walk.login.tokenParameters]
  const exchanged = await pollForTokens(party, device_code, parameters).catch((error: unknown) => {
    if (isUnanswered(error)) return error
    throw error
  })
  if (exchanged instanceof Failure) return { outcome: 'unanswered', failure: exchanged }
  const outcome = await judgePoll(exchanged)
  return await refusesProof(walk, proof, exchanged) ? { outcome: 'proof-refused' } : { outcome, exchanged }
}

/** How many web pages have come one after the other; what is no answer to the poll itself does not end their row. */
function pagesAfter({ outcome }: Polled, pages: number): number {
  if (outcome === 'page') return pages + 1
  return outcome === 'unanswered' || outcome === 'proof-refused' ? pages : 0
}

/** What went wrong with one poll, and after how many seconds the provider wants the next one, where it says so. */
function faultOf(polled: Polled, now: number): { reason: unknown, retryAfter: number | undefined } | undefined {
  if (polled.outcome === 'unanswered')
    return { reason: polled.failure.details['reason'] ?? polled.failure.code, retryAfter: undefined }
  if (polled.outcome !== 'fault' && polled.outcome !== 'page') return undefined
  return { reason: statusOf(polled.exchanged), retryAfter: retryAfterSeconds(polled.exchanged, now) }
}

/** A status that promises an answer says nothing without what came. */
function statusOf({ answer: { status, headers } }: Exchange): unknown {
  return status === 200 ? `200, ${cutText(headers['content-type'] ?? '', limits.contentType)}` : status
}

/** Twice as long after each fault, as the RFC suggests, up to a limit; as long as the provider names, where it does. */
function slower(interval: number, retryAfter: number | undefined): number {
  return Math.max(interval, Math.min(interval * 2, longestInterval), retryAfter ?? 0)
}

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
