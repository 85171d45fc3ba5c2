/** What kept a server from answering, though nothing says that the request itself was wrong. */
export type ObstacleKind = 'too-many-requests' | 'overloaded' | 'server-failed' | 'gateway' | 'request-timeout'
  | 'misdirected' | 'too-early'
  | 'nothing-there' | 'method' | 'too-long' | 'form' | 'network-sign-in'

/** Those that may be gone when the same request is sent again: they say nothing about it. */
export const passingKinds: readonly ObstacleKind[] = [
  'too-many-requests', 'overloaded', 'server-failed', 'gateway', 'request-timeout', 'misdirected', 'too-early',
]

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
