import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Peer } from './peer.ts'

/** What somebody else did at the start address. */
export type Intrusion = 'another-user' | 'fetched-twice'

/** Which browser brings a request, as far as the start address tells. */
export type Bringer = 'the-one-that-left' | 'another' | 'unknown'

/** How a request at the start address is answered: sent on with these headers, or not at all. */
export type SentOn = { location: string, cookies: readonly string[] } | { intrusion: Intrusion } | { reason: string }

/**
 * The address at which the browser is opened: for one use, and for one browser, which is given a cookie to bring back.
 * It is no secret of the authorization request's, so that it may stand in the process list.
 */
export interface StartAddress {
  path: string
  cookieName: string
  /** Says where a browser is sent that comes by; before that, nobody is. */
  leadTo(url: string): void
  send(request: IncomingMessage, peer: Peer): SentOn
  /** Whether a browser has come by here, and whether this request is its. */
  bringerOf(request: IncomingMessage): Bringer
}

/**
 * How the cookie is set: the path of the redirect URI, whether it goes over https, and for how many seconds it is kept.
 */
export interface CookieOptions { path: string, secure: boolean, seconds: number }

/** Makes a start address with names that nobody can guess. `random` gives that many random bytes. */
export function createStartAddress(
  random: (bytes: number) => Uint8Array, { path, secure, seconds }: CookieOptions,
): StartAddress {
  const word = (bytes: number) => Buffer.from(random(bytes)).toString('base64url')
  // Cookies are not kept apart by port: the name is this walk's alone.
  const [name, value, start] = [`oauth-walk-${word(9)}`, word(32), `/${word(24)}`]
  // One for each address that asks for it, and none for whatever else listens on this machine.
  const cookies = [path, start].map(place =>
    [
      `${name}=${value}`, `Path=${place}`, `Max-Age=${Math.ceil(seconds)}`, 'HttpOnly', 'SameSite=Lax',
      ...secure ? ['Secure'] : [],
    ].join('; '))
  let target: string | undefined
  let taken = false
  const holds = ({ headers }: IncomingMessage) =>
    (headers.cookie ?? '').split(/;\s*/).some(pair => isSame(pair, `${name}=${value}`))
  return {
    path: start,
    cookieName: name,
    leadTo: (url) => {
      target = url
    },
    send: (request, peer) => {
      if (target === undefined) return { reason: 'other-path' }
      if (peer === 'another-user') return { intrusion: 'another-user' }
      if (peer === 'left') return { reason: 'sender-left' }
      if (taken) return holds(request) ? { location: target, cookies: [] } : { intrusion: 'fetched-twice' }
      taken = true
      return { location: target, cookies }
    },
    bringerOf: request => !taken ? 'unknown' : holds(request) ? 'the-one-that-left' : 'another',
  }
}

/** Compares in constant time. */
function isSame(came: string, expected: string): boolean {
  const [one, other] = [came, expected].map(text => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
