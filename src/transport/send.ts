import { Failure } from '../codes/failure.ts'
import { isLoopbackHost } from '../addresses/loopback.ts'
import { limits } from '../limits.ts'
import type { Send, WireRequest } from '../wire.ts'
import { limitTime } from './deadline.ts'
import { exchangeOver } from './exchange.ts'
import { createWays, type Way, type WayOptions } from './ways.ts'

/** What the one HTTP door needs to know; times in seconds, TLS material in PEM. */
export interface SendOptions extends WayOptions {
  timeoutSeconds: number
  signal: AbortSignal
  /** The environment has switched TLS checks off: nothing but loopback is asked. */
  tlsChecksOff?: boolean
}

/**
 * Makes the only function of the product that sends an HTTP request. One total deadline per request, no redirect
 * followed, the decoded body counted, one connection a host kept for the next message. Raises `network-failed`,
 * `network-timeout`, `proxy-failed`, `answer-too-large`, `tls-checks-off`.
 */
export function createSend(options: SendOptions): Send {
  const choose = createWays(options)
  let besides: typeof choose | undefined
  const waysFor = ({ isUrgent }: WireRequest) => isUrgent ? besides ??= createWays(options) : choose
  return async (request) => {
    const url = new URL(request.url)
    if (options.tlsChecksOff && !isLoopbackHost(url.hostname))
      throw new Failure('tls-checks-off', { url: request.url })
    const limit = limitTime(options.timeoutSeconds, options.signal)
    const seen: Seen = { way: undefined, isSent: false, status: undefined }
    try {
      seen.way = waysFor(request)(url)
      return await exchangeOver(seen.way, url, request, limit.signal, {
        sending: () => seen.isSent = true, answering: status => seen.status = status,
      })
    } catch (error) {
      throw explain(error, request, options, limit.isOver(), seen)
    } finally {
      limit.lift()
    }
  }
}

/** How far a request came; the status is that of an answer that had begun. */
interface Seen { way: Way | undefined, isSent: boolean, status: number | undefined }

function explain(
  error: unknown, request: WireRequest, options: SendOptions, timedOut: boolean, { way, isSent, status }: Seen,
): unknown {
  if (options.signal.aborted) return options.signal.reason
  const facts = {
    url: request.url, host: new URL(request.url).host, purpose: request.purpose, ...way?.through,
    ...isSent ? {} : { unsent: true },
  }
  if (error instanceof Failure) return error.with(undefined, facts)
  if (timedOut) {
    if (way?.isWaiting())
      return new Failure('proxy-failed', { ...facts, reason: 'silent', seconds: options.timeoutSeconds })
    const begun = status === undefined ? {} : { status_came: status }
    return new Failure('network-timeout', { ...facts, ...begun, seconds: options.timeoutSeconds })
  }
  const { code: reason } = error as NodeJS.ErrnoException
  if (reason === 'HPE_HEADER_OVERFLOW')
    return new Failure('answer-too-large', { ...facts, limit_bytes: limits.headers, part: 'headers' })
  const shown = options.certificate !== undefined && request.url.startsWith('https:') ? { certificate_shown: true } : {}
  // What has no code of the system's or of Node's is a bug.
  return reason === undefined ? error : new Failure('network-failed', { ...facts, reason, ...shown })
}
