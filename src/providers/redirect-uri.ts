import { Failure } from '../codes/failure.ts'
import { isLocalhostName, isLoopbackHost, parseAddress } from '../addresses/loopback.ts'

/**
 * Parses a redirect URI. Raises `redirect-uri-unusable` where no provider may send a browser there (RFC 6749, section
 * 3.1.2), or no browser can go there.
 */
export function requireWebAddress(redirectUri: string): URL {
  const url = parseAddress(redirectUri)
  if (!url) throw unusable(redirectUri, hasWrongPort(redirectUri) ? 'port' : 'not-web')
  if (!/^https?:$/.test(url.protocol)) throw unusable(redirectUri, 'not-web')
  if (url.username || url.password) throw unusable(redirectUri, 'user-name')
  if (redirectUri.includes('#')) throw unusable(redirectUri, 'fragment')
  return url
}

/**
 * Parses a redirect URI that a listener of ours could answer, whatever its name leads to. Raises
 * `redirect-uri-unusable`.
 */
export function requireAnswerable(redirectUri: string, hasCertificate: boolean): URL {
  const url = requireWebAddress(redirectUri)
  if (url.search) throw unusable(redirectUri, 'query')
  if (url.protocol === 'https:' && !hasCertificate)
    throw unusable(redirectUri, isThisMachine(url.hostname) ? 'certificate-missing' : 'https')
  return url
}

/**
 * Raises `redirect-uri-unusable` unless every address that the name means is loopback: no other machine may get the
 * code (RFC 8252, 7.3).
 */
export function requireLoopbackAddresses(redirectUri: string, addresses: readonly string[]): void {
  if (addresses.length === 0) throw unusable(redirectUri, 'unknown-name')
  if (addresses.every(isLoopbackHost)) return
  throw unusable(redirectUri, addresses.every(isMappedLoopback) ? 'mapped' : 'elsewhere', addresses)
}

/** 127.0.0.1 in the form of IPv6 (RFC 4291, section 2.5.5.2): no listener of ours answers there. */
function isMappedLoopback(address: string): boolean {
  return /^::ffff:(?:127\.|7f[\da-f]{2}:)/i.test(address)
}

/** Tells whether an address could be read but for its port. */
function hasWrongPort(redirectUri: string): boolean {
  return parseAddress(redirectUri.replace(/^(https?:\/\/(?:\[[^\]]*\]|[^/?#:]*)):[^/?#]*/i, '$1')) !== undefined
}

/** Tells without a look-up whether a host name is this machine. */
export function isThisMachine(hostname: string): boolean {
  return isLoopbackHost(hostname) || isLocalhostName(hostname)
}

function unusable(redirectUri: string, reason: string, addresses: readonly string[] = []): Failure {
  return new Failure('redirect-uri-unusable', {
    redirect_uri: redirectUri, reason, host: parseAddress(redirectUri)?.hostname ?? '', addresses,
  })
}
