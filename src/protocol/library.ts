import * as oauth from 'oauth4webapi'
import { Failure } from '../codes/failure.ts'
import type { Purpose, Send, WireRequest, WireResponse } from '../wire.ts'
import { version } from '../package.ts'
import { limits } from '../limits.ts'
import { isLoopbackHttp } from '../addresses/loopback.ts'
import { Response as PlainResponse } from './fetch-classes.ts'

/** One exchange over the back channel: where it went and the raw answer, not judged yet. */
export interface Exchange {
  url: string
  answer: WireResponse
}

/** Options for oauth4webapi's `…Request` functions, with which they send through our back channel. */
export interface LibraryOptions {
  [oauth.customFetch]: (url: string, options: FetchOptions) => Promise<Response>
  [oauth.allowInsecureRequests]: boolean
}

interface FetchOptions {
  method: string
  headers: Record<string, string>
  body?: unknown
}

/**
 * The options that let oauth4webapi send through our back channel. Plain http is let through for this one address, and
 * only on loopback. A redirect is never followed, since it could carry a secret elsewhere (RFC 9700, section 4.12): it
 * raises `redirect-refused`.
 */
export function libraryOptions(
  send: Send, purpose: Purpose, address: string | undefined, see?: (exchange: Exchange) => void,
): LibraryOptions {
  return {
    [oauth.allowInsecureRequests]: address !== undefined && isLoopbackHttp(address),
    [oauth.customFetch]: async (url, options) => {
      const answer = await send(toWireRequest(purpose, url, options))
      refuseRedirect({ url, answer }, purpose)
      see?.({ url, answer })
      return toLibraryResponse(answer)
    },
  }
}

/** Tells whether the library sent nothing, since the address is plain http off loopback. */
export function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === oauth.HTTP_REQUEST_FORBIDDEN
}

/** Tells whether the library sent nothing, since the metadata has no address where the endpoint should be. */
export function isEndpointUnusable(error: unknown): boolean {
  return error instanceof Error
    && 'code' in error
    && (error.code === oauth.MISSING_SERVER_METADATA || error.code === oauth.INVALID_SERVER_METADATA)
}

/**
 * Has oauth4webapi build and send one request and gives the raw answer, so that the message stays visible between its
 * `…Request` and its `process…Response`. A request is made and sent a second time where the answer to the first says
 * what it lacked, never a third. Raises what `send` raises, and `redirect-refused`.
 */
export async function exchange(
  send: Send, purpose: Purpose, address: string | undefined, request: (options: LibraryOptions) => Promise<Response>,
): Promise<Exchange> {
  const seen: Exchange[] = []
  const options = libraryOptions(send, purpose, address, exchanged => seen.push(exchanged))
  await request(options)
  // Built anew, since what the client signed is good for one request (RFC 7523, section 3).
  if (seen[0]?.answer.again) await request(options)
  const exchanged = seen.at(-1)
  if (!exchanged) throw new Failure('internal-error', { purpose })
  return exchanged
}

/**
 * Sends a request, made anew where the answer says what the first lacked (RFC 9449, section 9), never a third time.
 * Raises what `send` raises.
 */
export async function sendTwiceAtMost(send: Send, request: WireRequest): Promise<WireResponse> {
  const answer = await send(request)
  return answer.again ? send(request) : answer
}

/**
 * Sends a GET for a JSON document as oauth4webapi would, which has no function for it. Raises what `exchange` raises.
 */
export async function requestDocument(send: Send, purpose: Purpose, address: string): Promise<Exchange> {
  return exchange(send, purpose, address, async options =>
    options[oauth.customFetch](address, { method: 'GET', headers: { accept: 'application/json' } }))
}

function refuseRedirect({ url, answer }: Exchange, purpose: Purpose): void {
  if (!isRedirect(answer)) return
  const carriesSecret = purpose !== 'discovery' && purpose !== 'jwks'
  throw new Failure('redirect-refused', {
    url, status: answer.status, location: answer.headers['location'] ?? '', carries_secret: carriesSecret,
    purpose,
  })
}

/** Tells whether an answer leads elsewhere (RFC 9110, section 15.4): a 3xx status alone, such as 304, does not. */
export function isRedirect({ status, headers }: WireResponse): boolean {
  return status >= 300 && status < 400 && headers['location'] !== undefined
}

function toWireRequest(purpose: Purpose, url: string, { method, headers, body }: FetchOptions): WireRequest {
  const request: WireRequest = { purpose, method, url, headers: { ...headers, 'user-agent': `oauth-walk/${version}` } }
  if (body instanceof URLSearchParams) {
    request.headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8'
    request.body = body.toString()
  } else if (typeof body === 'string') request.body = body
  return request
}

/**
 * The answer as a `Response` of the Fetch standard, which oauth4webapi judges. That class knows no status outside of
 * 200 to 599. Of the header the library gets the content type alone: its patterns take minutes over a challenge that
 * somebody wrote for them.
 */
export function toLibraryResponse({ status, headers, body }: WireResponse): Response {
  const bodiless = status === 204 || status === 205 || status === 304
  const type = headers['content-type']?.slice(0, limits.contentType)
  const answer = new PlainResponse(bodiless ? null : body, {
    status: Math.min(Math.max(status, 200), 599), headers: type === undefined ? {} : { 'content-type': type },
  })
  // All that the library uses of one.
  return answer as unknown as Response
}

/**
 * Makes a failure of the library's error: its code and sentence, never its `cause`, which holds whole token responses.
 */
export function libraryRefusal(error: unknown): Failure {
  if (error instanceof Failure) return error
  const { code, message } = error as { code?: string, message?: string }
  return new Failure('library-refused', { library_code: code ?? 'unknown', reason: message ?? 'unknown' })
}
