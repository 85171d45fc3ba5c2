/** What kept a server from answering, though nothing says that the request itself was wrong. */
export type ObstacleKind = 'too-many-requests' | 'overloaded' | 'server-failed' | 'gateway' | 'request-timeout'
  | 'misdirected' | 'too-early'
  | 'nothing-there' | 'method' | 'too-long' | 'form' | 'network-sign-in'

/** Those that may be gone when the same request is sent again: they say nothing about it. */
export const passingKinds: readonly ObstacleKind[] = [
  'too-many-requests', 'overloaded', 'server-failed', 'gateway', 'request-timeout', 'misdirected', 'too-early',
]

/**
 * What a status says: RFC 9110, section 15; RFC 6585; RFC 8470; those from 520 on are of gateways in front of the
 * server.
 */
export const kindsByStatus: Readonly<Record<number, ObstacleKind>> = {
  404: 'nothing-there', 405: 'method', 406: 'form', 408: 'request-timeout', 410: 'nothing-there',
  413: 'too-long', 414: 'too-long', 415: 'form', 421: 'misdirected', 425: 'too-early', 429: 'too-many-requests',
  431: 'too-long',
  501: 'method', 502: 'gateway', 503: 'overloaded', 504: 'gateway', 511: 'network-sign-in',
  520: 'gateway', 521: 'gateway', 522: 'gateway', 523: 'gateway', 524: 'gateway',
}

/**
 * Tells whether a status says that the server did not work on the request, or that the fault is its own: from 500 on,
 * 408, 421, 425, 429. Nothing follows from it about the request, nor about what was to be seen by it.
 */
export function isPassing(status: number): boolean {
  return status >= 500 || passingKinds.some(kind => kind === kindsByStatus[status])
}

/**
 * An obstacle as the details of a failure carry it; `seconds` or `until` is what Retry-After says, `allow` which
 * methods are taken.
 */
export interface Obstacle {
  kind: ObstacleKind
  status: number
  seconds?: number
  until?: string
  allow?: string
}
