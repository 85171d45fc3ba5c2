import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isLoopbackHost, parseAddress } from './loopback.ts'

/**
 * A host as a binding names it: lower case, with its port where that is not the protocol's own (RFC 3986, section 3.2).
 * Takes `host`, `host:port` and an origin. Raises `setting-invalid`.
 */
export function parseHost(text: string, setting = '--host', protocol = 'https'): string {
  const url = parseAddress(text.includes('://') ? text : `${protocol}://${text}`)
  if (url && url.host !== '' && /^https?:$/.test(url.protocol) && isBare(text, url)) return url.host
  throw new Failure('setting-invalid', { setting, value: text, expected: describeBy('host') })
}

// The parser drops what a host can't hold (tabs, line breaks) and reads a backslash as a slash: neither is taken for
// the host that is left.
function isBare(text: string, { pathname, search, hash, username, password }: URL): boolean {
  return !/[^\x21-\x7e]|[\\@%]/.test(text) && pathname === '/' && search + hash + username + password === ''
}

/** Tells whether a text is an address that a credential may go to. */
export function isSafeAddress(text: string): boolean {
  const url = parseAddress(text)
  return url !== undefined && isSafeOrigin(url)
}

/** Tells whether a credential may go to such an address: over TLS, or to this machine. */
export function isSafeOrigin({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
}
