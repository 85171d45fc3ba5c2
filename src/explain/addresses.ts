import { isLoopbackHost, parseAddress } from '../addresses/loopback.ts'
import type { Seen } from './record.ts'

/** The address of a request without what stands behind `?` and `#`. */
export function bareAddress(url: string | undefined): string {
  return (url ?? '').split(/[?#]/, 1)[0] ?? ''
}

const known = new WeakMap<Seen, { url: URL | undefined }>()

/** The address to which a request was sent, where it is absolute. */
export function addressOf(seen: Seen): URL | undefined {
  const before = known.get(seen)
  if (before) return before.url
  const url = seen.request?.url === undefined ? undefined : parseAddress(seen.request.url)
  known.set(seen, { url })
  return url
}

/** The path of an address that may be relative. */
export function pathOf(seen: Seen): string {
  return addressOf(seen)?.pathname ?? bareAddress(seen.request?.url)
}

/** Tells whether what is sent there can be read on the way: http, and not to this machine. */
export function isReadable(url: string): boolean {
  const address = parseAddress(url)
  return address?.protocol === 'http:' && !isThisMachine(address.hostname)
}

/** `localhost` and the names under it, and the loopback addresses. */
export function isThisMachine(hostname: string): boolean {
  return isLoopbackHost(hostname) || hostname.endsWith('.localhost')
}

/**
 * Tells whether only machines of one network or cluster know such a host: a bare name, or one under a suffix for inner
 * use.
 */
export function isInnerHost(hostname: string): boolean {
  if (hostname === '0.0.0.0') return true
  if (isThisMachine(hostname) || hostname.startsWith('[')) return false
  return !hostname.includes('.') || /\.(?:internal|svc|cluster\.local|docker)$/.test(hostname)
}

/** Tells whether two addresses have the same scheme, host and port. */
export function haveSameOrigin(one: string, other: string): boolean {
  const [first, second] = [parseAddress(one), parseAddress(other)]
  return first !== undefined && second !== undefined && first.origin === second.origin && first.origin !== 'null'
}

/** Whether a document wrote the address, with HOST where any host may stand. */
export function hasPlaceholder(address: string | undefined): boolean {
  return address !== undefined && /^[a-z]+:\/\/[A-Z][A-Z_-]{1,30}(?:[/:?#]|$)/.test(address)
}
