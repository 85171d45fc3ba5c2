import { cutText } from '../../limits.ts'
import { kindsByStatus, type Obstacle, type ObstacleKind } from '../../codes/obstacle.ts'
import type { WireResponse } from '../../wire.ts'
import { retryAfter } from './retry-after.ts'

/**
 * Codes that speak of the server and not of the request: RFC 6749, section 4.1.2.1, RFC 8628, section 3.5, and their
 * like.
 */
const byCode: Readonly<Record<string, ObstacleKind>> = {
  slow_down: 'too-many-requests', too_many_requests: 'too-many-requests', rate_limit_exceeded: 'too-many-requests',
  temporarily_unavailable: 'overloaded', server_error: 'server-failed',
  ...ofAws('too-many-requests', 'Throttling', 'Throttled', 'RequestThrottled', 'TooManyRequests', 'RequestLimitExceeded'),
  ...ofAws('too-many-requests', 'SlowDown'),
  ...ofAws('overloaded', 'ServiceUnavailable'),
  ...ofAws('server-failed', 'InternalFailure', 'InternalError', 'InternalServerError'),
  ...ofAws('request-timeout', 'RequestTimeout'),
}

/** Codes of AWS (Common Error Types of its API references), which come with status 400 too, and with either ending. */
function ofAws(kind: ObstacleKind, ...codes: string[]): Record<string, ObstacleKind> {
  return Object.fromEntries(codes.flatMap(code => [[code, kind], [`${code}Exception`, kind]]))
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

function kindOf(status: number, code = ''): ObstacleKind | undefined {
  if (Object.hasOwn(byCode, code)) return byCode[code]
  if (aboutRequest.some(pattern => pattern.test(code))) return undefined
  return kindsByStatus[status] ?? (status >= 500 ? 'server-failed' : undefined)
}
