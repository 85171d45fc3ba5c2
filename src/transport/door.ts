import type { IncomingMessage } from 'node:http'
import { isLoopbackHost } from '../addresses/loopback.ts'

/** What a callback must look like to be let in. */
export interface Door {
  /** What the Host header may say, in lower case. */
  hosts: readonly string[]
  /** The scheme with which pages of our own are served. */
  scheme: 'http' | 'https'
  path: string
  responseMode: 'query' | 'form_post'
  /** Other machines may come, such as the one that publishes a container's port. */
  isExposed: boolean
}

/** Why a request was not let in, and the status that its sender is told. */
export interface Refusal {
  status: number
  reason: string
  /** The methods that would do, where the method is what is wrong. */
  allow?: string
}

/** The method by which the answer was asked to come. */
export function methodOf({ responseMode }: Pick<Door, 'responseMode'>): 'GET' | 'POST' {
  return responseMode === 'form_post' ? 'POST' : 'GET'
}

/** The path of a request's target as it came. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? ''
}

/**
 * Judges what holds for every address of the listener, in this order: peer, request target as it came, Host, upgrade. A
 * WebSocket is a request that any web page can make (RFC 6455, section 10.2).
 */
export function judgeSender(door: Door, request: IncomingMessage): Refusal | undefined {
  const { url = '' } = request
  if (!door.isExposed && !isLoopbackHost((request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')))
    return { status: 403, reason: 'not-from-this-machine' }
  // The parser takes a request line without a version for HTTP/0.9, which no browser speaks any more.
  if (request.httpVersionMajor !== 1) return { status: 404, reason: 'strange-target' }
  if (!url.startsWith('/') || url.startsWith('//') || url.startsWith('/\\'))
    return { status: 404, reason: 'strange-target' }
  if (!door.hosts.includes(hostOf(request) ?? '')) return { status: 403, reason: 'wrong-host' }
  return wantsUpgrade(request) ? { status: 403, reason: 'upgrade' } : undefined
}

/**
 * Judges whether a request is the top-level navigation of a tab by one of these methods: method, prefetch, fetch
 * metadata, Origin. What a browser fetches ahead is answered so that it asks again when the person really goes there.
 */
export function judgeNavigation(door: Door, methods: readonly string[], request: IncomingMessage): Refusal | undefined {
  const { headers, method = '' } = request
  if (!methods.includes(method)) return { status: 405, reason: 'wrong-method', allow: methods[0] ?? '' }
  if (isAhead(request)) return { status: 503, reason: 'prefetch' }
  const mode = headers['sec-fetch-mode']
  const destination = headers['sec-fetch-dest']
  if ((mode !== undefined && mode !== 'navigate') || (destination !== undefined && destination !== 'document')) {
    return { status: 403, reason: 'not-a-navigation' }
  }
  return method === 'GET' && !isOurOrigin(door, request) ? { status: 403, reason: 'foreign-origin' } : undefined
}

/** The one Host field in lower case: Node takes the first of several, which nobody may send (RFC 9112, section 3.2). */
function hostOf({ headers, headersDistinct }: IncomingMessage): string | undefined {
  return headersDistinct.host?.length === 1 ? headers.host?.toLowerCase() : undefined
}

function wantsUpgrade({ headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined || /(?:^|,)\s*upgrade\s*(?:,|$)/i.test(headers.connection ?? '')
}

/**
 * The headers by which browsers say that nobody has gone there yet: today's, and those of Firefox and Safari before.
 */
function isAhead({ headers }: IncomingMessage): boolean {
  const said = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map(name => String(headers[name] ?? ''))
  return said.some(purpose => /prefetch|prerender|preview/i.test(purpose))
}

/**
 * A navigation by GET has no Origin (Fetch, section 3.2); one that a redirect made of a form may say `null`, which
 * names no site. A form comes from a page of the provider's, whose host need not be the one that was asked: there the
 * state has to prove it, and the Origin is not judged.
 */
function isOurOrigin({ hosts, scheme }: Door, { headers }: IncomingMessage): boolean {
  const { origin } = headers
  if (origin === undefined) return true
  if (origin === 'null') return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  return hosts.some(host => origin.toLowerCase() === `${scheme}://${host}`)
}
