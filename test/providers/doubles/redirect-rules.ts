import type { AuthorizeFacts } from './standard.ts'

type Rule = AuthorizeFacts['redirect']

/** The registered address to the letter. */
export const exactly: Rule = (uri, registered) => registered.includes(uri)

/**
 * The registered address, whatever the port of a loopback IP literal (RFC 8252, section 7.3); the name localhost keeps
 * its port.
 */
export const anyPortOnIp: Rule = (uri, registered) =>
  registered.some(known => uri === known || (isIp(uri) && isSameButPort(uri, known)))

/** The registered address, whatever the port on any loopback host. */
export const anyPort: Rule = (uri, registered) =>
  registered.some(known => uri === known || (isLoopback(uri) && isSameButPort(uri, known)))

/** The registered address or a path below it, whatever the port on loopback. */
export const belowOnAnyPort: Rule = (uri, registered) => registered.some((known) => {
  const [given, base] = [new URL(withoutPort(uri)), new URL(withoutPort(known))]
  return given.origin === base.origin && `${given.pathname}/`.startsWith(`${base.pathname.replace(/\/$/, '')}/`)
})

/** What begins with the registered address. */
export const startingWith: Rule = (uri, registered) => registered.some(known => uri.startsWith(known))

/** All of these rules. */
export const all = (...rules: Rule[]): Rule => (uri, registered) => rules.every(rule => rule(uri, registered))

/** The vendor takes http on these hosts only, and https anywhere. */
export const httpOnlyOn = (...hosts: string[]): Rule => (uri) => {
  const { protocol, hostname } = new URL(uri)
  return protocol === 'https:' || (protocol === 'http:' && hosts.includes(hostname))
}

/** The vendor takes no host of this machine. */
export const neverLoopback: Rule = uri => !isLoopback(uri)

function isLoopback(uri: string): boolean {
  return isIp(uri) || new URL(uri).hostname === 'localhost'
}

function isIp(uri: string): boolean {
  return ['127.0.0.1', '[::1]'].includes(new URL(uri).hostname)
}

function isSameButPort(one: string, other: string): boolean {
  return withoutPort(one) === withoutPort(other)
}

function withoutPort(uri: string): string {
  const url = new URL(uri)
  url.port = ''
  return url.href
}
