import { portMeant, usualPort } from './port.ts'

/** What an http or https address begins with: the scheme, the host, the port. */
const beginning = /^(https?:\/\/)(\[[^\]]*\]|[^/:?#]+)(:\d*)?/i

/** A redirect URI as it was written, but for the port: providers compare it character by character (RFC 9700, 2.1). */
export function withPort(redirectUri: string, port: number): string {
  if (portMeant(new URL(redirectUri)) === port) return redirectUri
  return redirectUri.replace(beginning, (_, scheme: string, host: string) => `${scheme}${host}:${port}`)
}

/** The same with the port that a provider may have registered; what is no address stays as it is. */
export function onUsualPort(redirectUri: string): string {
  return URL.canParse(redirectUri) ? withPort(redirectUri, usualPort) : redirectUri
}

/** Tells whether an address names its port, be it the protocol's own, which a parser leaves out. */
export function hasPort(address: string): boolean {
  return /\d$/.test(beginning.exec(address)?.[3] ?? '')
}

/** The same without a port, or with what stands for any. */
export function withAnyPort(redirectUri: string, sign: '' | ':*'): string {
  return redirectUri.replace(beginning, (_, scheme: string, host: string) => `${scheme}${host}${sign}`)
}

/** The same, but for the host. */
export function withHost(redirectUri: string, host: string): string {
  return redirectUri.replace(beginning, (_, scheme: string, _host, port = '') => `${scheme}${host}${port}`)
}
