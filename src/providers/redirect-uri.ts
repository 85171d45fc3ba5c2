import { Failure } from '../codes/failure.ts'
import { isLocalhostName, isLoopbackHost, parseAddress } from '../addresses/loopback.ts'

/**
 * Parses a redirect URI. Raises `redirect-uri-unusable` where no provider may send a browser there (RFC 6749, section
 * 3.1.2), or no browser can go there.
 */
export function requireWebAddress(redirectUri: string): URL {
  const url = parseAddress(redirectUri)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw unusable(redirectUri, 'not-web')
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
  if (!addresses.every(isLoopbackHost)) throw unusable(redirectUri, 'elsewhere', addresses)
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
