import { parseAddress } from '../../addresses/loopback.ts'
import { isPassing } from '../../codes/obstacle.ts'
import type { WireResponse } from '../../wire.ts'

/** What came of a request. */
export type AskedKind
  /** Authorization responses at the redirect URI that was asked for. */
  = | 'code' | 'error'
    /** An authorization response at the client's own redirect URI, where another was asked for. */
    | 'sent-back'
    /** An error page, or an error over the back channel. */
    | 'refused'
    /** The browser is sent elsewhere, most likely to the sign-in page. */
    | 'sent-on'
    /** A page that may be anything. */
    | 'page'
    /** The server did not work on it, the fault is its own, or it is no HTTP. */
    | 'unavailable'

/** What an answer is, by where it sends the browser and what it brings there. */
export function kindOf(answer: WireResponse, place: Place | undefined, response: URLSearchParams): AskedKind {
  const { status } = answer
  if (isBroken(answer)) return 'unavailable'
  if (place === 'asked')
    return response.has('code') || response.has('access_token') || response.has('id_token') ? 'code' : 'error'
  if (place === 'own') return 'sent-back'
  if (place === 'elsewhere') return 'sent-on'
  return status >= 400 ? 'refused' : 'page'
}

/** Tells whether the fault is the server's own, or it did not work on the request: nothing follows from that. */
export function isBroken({ status }: Pick<WireResponse, 'status'>): boolean {
  return status === 0 || isPassing(status)
}

/** RFC 9110, section 15.4. */
export function isRedirect({ status, headers }: WireResponse): boolean {
  return status >= 300 && status < 400 && headers['location'] !== undefined
}

/** The address that a redirect leads to. */
export function absolute(location: string, base: string): string {
  return URL.canParse(location, base) && !URL.canParse(location) ? new URL(location, base).href : location
}

export type Place = 'asked' | 'own' | 'elsewhere'

/** Where the browser is sent: letter by letter, where two spellings of one address are what is judged. */
export function placeOf(location: string, asked: string, own: string): Place {
  if (begins(location, asked)) return 'asked'
  if (asked !== own && begins(location, own))
    return parseAddress(asked)?.search !== parseAddress(own)?.search && leadsTo(location, asked) ? 'asked' : 'own'
  if (leadsTo(location, asked)) return 'asked'
  return leadsTo(location, own) ? 'own' : 'elsewhere'
}

/** Tells whether an address is another one with a query or a fragment behind it, or more of them. */
function begins(location: string, uri: string): boolean {
  return location.startsWith(uri) && /^(?:$|[?#&])/.test(location.slice(uri.length))
}

/**
 * Tells whether a browser that is sent to one address arrives at the other, with whatever is added to its query or
 * fragment.
 */
export function leadsTo(location: string, uri: string): boolean {
  const [there, wanted] = [parseAddress(location), parseAddress(uri)]
  if (!there || !wanted) return begins(location, uri)
  const isSamePlace = there.origin === wanted.origin
    && there.pathname === wanted.pathname
    && there.username === wanted.username
  const hasQuery = [...wanted.searchParams].every(([name, value]) => there.searchParams.getAll(name).includes(value))
  return isSamePlace && hasQuery && there.hash.startsWith(wanted.hash)
}

/** What stands in the query and in the fragment: a response in the fragment is one too. */
export function parametersIn(location: string): URLSearchParams {
  const url = parseAddress(location)
  return new URLSearchParams([...url?.searchParams ?? [], ...new URLSearchParams(url?.hash.slice(1) ?? '')])
}

/** The response modes by which an answer can come. */
export type CameBy = 'query' | 'fragment' | 'form_post'

/** Tells whether something that a listener needs stands behind the `#` alone, which never reaches a server. */
export function cameBehindHash(location: string): boolean {
  const url = parseAddress(location)
  const behind = new URLSearchParams(url?.hash.slice(1) ?? '')
  return ['code', 'error', 'state', 'response'].some(name => behind.has(name) && !url?.searchParams.has(name))
}
