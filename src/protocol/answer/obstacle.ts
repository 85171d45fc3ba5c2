import { cutText } from '../../limits.ts'
import { passingKinds, type Obstacle, type ObstacleKind } from '../../codes/obstacle.ts'
import type { WireResponse } from '../../wire.ts'
import { retryAfter } from './retry-after.ts'

/** RFC 9110, section 15; RFC 6585; RFC 8470; those from 520 on are of gateways in front of the server. */
const byStatus: Readonly<Record<number, ObstacleKind>> = {
  404: 'nothing-there', 405: 'method', 406: 'form', 408: 'request-timeout', 410: 'nothing-there',
  413: 'too-long', 414: 'too-long', 415: 'form', 421: 'misdirected', 425: 'too-early', 429: 'too-many-requests',
  431: 'too-long',
  501: 'method', 502: 'gateway', 503: 'overloaded', 504: 'gateway', 511: 'network-sign-in',
  520: 'gateway', 521: 'gateway', 522: 'gateway', 523: 'gateway', 524: 'gateway',
}

/**
 * Codes that speak of the server and not of the request: RFC 6749, section 4.1.2.1, RFC 8628, section 3.5, and their
 * like.
 */
const byCode: Readonly<Record<string, ObstacleKind>> = {
  slow_down: 'too-many-requests', too_many_requests: 'too-many-requests', rate_limit_exceeded: 'too-many-requests',
  temporarily_unavailable: 'overloaded', server_error: 'server-failed',
}

/**
 * The other errors that the standards know (IANA, OAuth Extensions Error Registry) are about the request, whatever the
 * status.
 */
const aboutRequest = [
  /^(?:invalid|unsupported|insufficient|request)_\w+$/, /_(?:required|mismatch|not_supported)$/,
  /^(?:unauthorized_client|access_denied|authorization_pending|expired_token|use_dpop_nonce|need_info)$/,
]

/** The obstacle that an answer tells of, by the code of its error first and by its status then. */
export function findObstacle({ status, cameAs, headers }: WireResponse, code?: string): Obstacle | undefined {
  const came = cameAs ?? status
  const kind = kindOf(came, code)
  if (kind === undefined) return undefined
  const allow = headers['allow']
  return {
    kind, status: came, ...retryAfter(headers), ...kind === 'method' && allow ? { allow: cutText(allow, 100) } : {},
  }
}

/**
 * Tells whether a status says that the server did not work on the request, or that the fault is its own: from 500 on,
 * 408, 421, 425, 429. Nothing follows from it about the request, nor about what was to be seen by it.
 */
export function isPassing(status: number): boolean {
  return status >= 500 || passingKinds.some(kind => kind === byStatus[status])
}

function kindOf(status: number, code = ''): ObstacleKind | undefined {
  if (Object.hasOwn(byCode, code)) return byCode[code]
  if (aboutRequest.some(pattern => pattern.test(code))) return undefined
  return byStatus[status] ?? (status >= 500 ? 'server-failed' : undefined)
}
