import { withAnyPort } from '../addresses/as-written.ts'
import { isLocalhostName, isLoopbackHost, parseAddress } from '../addresses/loopback.ts'
import { usualRedirectUri } from '../addresses/port.ts'
import type { Preset, Words } from '../providers/preset.ts'

/**
 * What to register for this login, and where: `{redirect_uri}` is the whole address, `{any_port}` the same without its
 * port, `{any_port:*}` with a star for it (both the whole one where it is not of this machine: there the port counts),
 * `{loopback}` the host of this machine that it names, `{origin}` and `{host}` its parts.
 */
export function registrationText(
  { redirect: { register } }: Preset, redirectUri: string, language: keyof Words,
): string {
  const parts = partsOf(redirectUri)
  return register[language].replace(/\{([a-z_:*]+)\}/g, (whole, name: string) => parts[name] ?? whole)
}

function partsOf(redirectUri: string): Record<string, string> {
  const { protocol, hostname, host, origin } = parseAddress(redirectUri)
    ?? new URL(usualRedirectUri)
  const isHere = isLoopbackHost(hostname) || isLocalhostName(hostname)
  return {
    redirect_uri: redirectUri, origin, host,
    any_port: isHere ? withAnyPort(redirectUri, '') : redirectUri,
    'any_port:*': isHere ? withAnyPort(redirectUri, ':*') : redirectUri,
    loopback: isHere ? `${protocol}//${hostname}` : 'http://127.0.0.1',
  }
}
