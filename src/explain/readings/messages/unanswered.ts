import { addressOf, bareAddress } from '../../addresses.ts'
import { headerOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { found } from '../../found.ts'

const called = new Set([
  'token-request', 'refresh-request', 'metadata-request', 'keys-request', 'userinfo-request', 'resource-request',
  'revocation-request', 'pushed-request',
])

/** A request of a page's script to which the browser shows no answer: hidden from the script, or none came at all. */
export const readUnanswered: Reader = ({ seen }) => seen.flatMap((each): Reading[] => {
  if (each.failure === undefined || !called.has(each.kind) || each.request?.method === 'OPTIONS') return []
  const [origin, target] = [originOf(each), addressOf(each)]
  const details = { address: bareAddress(each.request?.url), failure: each.failure, origin: origin ?? '' }
  if (isHidden(each.failure) && origin !== undefined && target !== undefined && origin !== target.origin)
    return [found('answer-hidden', 'broken', 'Fetch 3.2', details, { in: each })]
  const reason = reasonOf(each)
  return reason === undefined ? [] : [found(reason, 'broken', undefined, details, { in: each })]
}).slice(0, 1)

/** Chromium's word for what it keeps from a script; for a server that can't be reached it has others. */
function isHidden(failure: string): boolean {
  return failure === 'net::ERR_FAILED'
}

/** A page that is left aborts its requests: that is no fault, and not here. The words are Chromium's and Firefox's. */
const reasons = [
  ['answer-blocked', /ERR_BLOCKED_BY_CLIENT/],
  ['answer-untrusted', /ERR_CERT_|ERR_SSL_|SEC_ERROR_|SSL_ERROR_|MOZILLA_PKIX_/],
  [
    'answer-none',
    /ERR_(?:CONNECTION|NAME_NOT_RESOLVED|ADDRESS|TIMED_OUT|EMPTY_RESPONSE|NETWORK|INTERNET|PROXY)|NS_ERROR_(?:CONNECTION_REFUSED|UNKNOWN_HOST|NET_|OFFLINE|PROXY_)/,
  ],
] as const

/** Why a browser has no answer, where its word for it says so. */
export function reasonOf({ failure }: Seen): typeof reasons[number][0] | undefined {
  return failure === undefined ? undefined : reasons.find(([, pattern]) => pattern.test(failure))?.[0]
}

/** The page whose script asks; where the browser left Origin out of its recording, its Referer says it. */
function originOf({ request }: Seen): string | undefined {
  const origin = headerOf(request, 'origin')
  return origin !== undefined && origin !== 'null' ? origin : parseAddress(headerOf(request, 'referer') ?? '')?.origin
}
