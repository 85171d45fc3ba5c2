import * as oauth from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import type { Send } from '../wire.ts'
import { parseJsonObject } from './answer/json.ts'
import { failureOf } from './answer/refusal.ts'
import { holds, type Check } from './checks.ts'
import { checkExpiry } from './claim-times.ts'
import { audienceOf, decodeIdToken, type DecodedIdToken } from './id-token.ts'
import { exchange } from './library.ts'

/** Where a job asks for its token, and what it shows there. */
export interface JobTokenRequest {
  url: string
  requestToken: string
}

/**
 * Asks GitHub Actions for a token of the job, for one audience (GitHub's "OpenID Connect reference"): one GET. Raises
 * `workload-token-refused` with what came instead, and what `exchange` raises.
 */
export async function requestJobToken(
  send: Send, { url, requestToken }: JobTokenRequest, audience: string,
): Promise<string> {
  const address = new URL(url)
  address.searchParams.set('audience', audience)
  const headers = { accept: 'application/json; api-version=2.0', authorization: `bearer ${requestToken}` }
  const exchanged = await exchange(send, 'workload', address.href, async options =>
    options[oauth.customFetch](address.href, { method: 'GET', headers }))
  const token = parseJsonObject(exchanged.answer.body)?.['value']
  if (exchanged.answer.status === 200 && typeof token === 'string' && token !== '') return token
  throw await failureOf('workload-token-refused', exchanged)
}

/** The audiences of a token. */
export function audiencesOf({ claims }: DecodedIdToken): string[] {
  return audienceOf(claims).filter((audience: unknown) => typeof audience === 'string')
}

/**
 * Decodes a platform's token, or gives the check that fails where it is no signed JWT (RFC 7519). Anything else names
 * no audience, and may be any secret read from a wrong path.
 */
export function decodeWorkloadToken(token: string): DecodedIdToken | Check {
  const decoded = decodeIdToken(token)
  const actual = 'name' in decoded ? decoded.actual : token.endsWith('.') ? describeBy('not-three-parts') : undefined
  return 'name' in decoded || actual !== undefined
    ? holds('workload-token-jwt', 'RFC 7519 7.2', describeBy('signed-jwt'), actual, false)
    : decoded
}

/**
 * The audience of a cluster's own API, which a token has where nobody named another: it opens the cluster, whomever
 * else it names.
 */
const clusterApi = /^https:\/\/kubernetes\.default\.svc(?:[.:/]|$)/i

/**
 * Checks what a client can see of a platform's token before anybody gets it (RFC 7523, section 3): it names an
 * audience, the wanted one where there is one; it does not open a cluster's API unless that was wanted; and it is good
 * now. `server` is who gets it; `now` is in seconds since 1970.
 */
export function checkWorkloadToken(
  decoded: DecodedIdToken, expected: { audience: string | undefined, server: string }, now: number,
): Check[] {
  const audiences = audiencesOf(decoded)
  const { audience, server } = expected
  const isMeant = audience === undefined ? audiences.length > 0 : audiences.includes(audience)
  const opensCluster = audiences.some(one => clusterApi.test(one)) && !clusterApi.test(audience ?? '')
  return [
    holds(
      'workload-token-audience', 'RFC 7523 3(3)', audience ?? server,
      audiences.length === 0 ? undefined : audiences.join(' '), isMeant && !opensCluster,
    ),
    checkExpiry('workload-token-expiry', 'RFC 7523 3(4)', decoded.claims.exp, now),
  ]
}
