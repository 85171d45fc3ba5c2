/** The parsed address, or nothing where the text is not an absolute URL. */
export function parseAddress(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** Tells whether a user name or a password stands in an address (RFC 3986, section 3.2.1). */
export function hasCredentials(address: string): boolean {
  const { username = '', password = '' } = parseAddress(address) ?? {}
  return username !== '' || password !== ''
}

/**
 * Tells whether a host name of a URL is this machine itself: 127.0.0.0/8, [::1] or localhost (RFC 8252, section 7.3).
 */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost'
    || hostname === '[::1]'
    || hostname === '::1'
    || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Tells whether an address is http to this machine, the one place where TLS is not needed. */
export function isLoopbackHttp(address: string): boolean {
  const url = parseAddress(address)
  return url !== undefined && url.protocol === 'http:' && isLoopbackHost(url.hostname)
}

/**
 * The addresses that a loopback host name of a URL means: both for `localhost` and names under it, which RFC 6761 6.3
 * keeps on this machine.
 */
export function addressesOfLoopback(hostname: string): string[] {
  return isLocalhostName(hostname) ? ['127.0.0.1', '::1'] : [hostname.replace(/^\[|\]$/g, '')]
}

/** Tells whether a name is `localhost` or stands under it (RFC 6761, section 6.3). */
export function isLocalhostName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost')
}
