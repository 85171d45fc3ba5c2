import { isIPv4 } from 'node:net'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isLoopbackHost, parseAddress } from './loopback.ts'

/**
 * A host as a binding names it: lower case, without the dot of the root, with its port where that is not the protocol's
 * own (RFC 3986, section 3.2). Takes `host`, `host:port` and an origin to which a token may go. Raises
 * `setting-invalid` for whatever else, such as a wildcard: hosts are compared whole.
 */
export function parseHost(text: string, setting = '--host', protocol = 'https'): string {
  const isOrigin = text.includes('://')
  const url = parseAddress(isOrigin ? text : `${protocol}://${text}`)
  const isMeant = url && /^https?:$/.test(url.protocol) && (!isOrigin || isSafeOrigin(url))
  if (isMeant && isBare(text, url) && namesHost(url)) {
    const { hostname, port } = url
    const host = hostname.replace(/\.$/, '')
    if (!isIPv4(host) || text.includes(host)) return port === '' ? host : `${host}:${port}`
  }
  throw new Failure('setting-invalid', { setting, value: text, expected: describeBy('host') })
}

/** The hosts among what a profile keeps; what is none, as a file edited by hand may hold, binds to nothing. */
export function hostsAmong(kept: unknown): string[] {
  return [kept ?? []].flat().flatMap((host) => {
    try {
      return typeof host === 'string' ? [parseHost(host)] : []
    } catch {
      return []
    }
  })
}

// The parser drops what a host can't hold (tabs, line breaks) and reads a backslash as a slash: neither is taken for
// the host that is left.
function isBare(text: string, { pathname, search, hash, username, password }: URL): boolean {
  return !/^\/|[^\x21-\x7e]|[\\@%?#]/.test(text) && pathname === '/' && search + hash + username + password === ''
}

/** A letter, digit or underscore at both ends, hyphens between: what is looked up by DNS has no other character. */
const label = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/

/**
 * Tells whether an address names one host, and a port that a server can have: an IP address, or a name of DNS with at
 * most 253 characters (RFC 1035, section 2.3.4). A parser also takes `*`, empty labels and port 0.
 */
export function namesHost({ hostname, port }: URL): boolean {
  const name = hostname.replace(/\.$/, '')
  if (port === '0') return false
  return /^\[[^\]]+\]$/.test(name) || (name.length <= 253 && name.split('.').every(part => label.test(part)))
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
