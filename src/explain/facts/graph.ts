import { audienceOf, textClaim } from './jwt.ts'
import type { SeenJwt } from '../record.ts'

/** Microsoft Graph, by its application id and its addresses; the second is its predecessor. */
const graph = /^(?:00000003-0000-0000-c000-000000000000|00000002-0000-0000-c000-000000000000|https:\/\/graph\.(?:microsoft\.com|windows\.net)\/?)$/i

/** Whether an access token is for Microsoft Graph, and for nobody else to verify. */
export function isForGraph(jwt: SeenJwt): boolean {
  return audienceOf(jwt).some(audience => graph.test(audience))
}

/** Which version of Entra's tokens it is; undefined for those of others. */
export function entraVersion(jwt: SeenJwt): '1.0' | '2.0' | undefined {
  const issuer = textClaim(jwt, 'iss') ?? ''
  if (/^https:\/\/sts\.windows\.net\//.test(issuer)) return '1.0'
  return /^https:\/\/login\.(?:microsoftonline\.(?:com|us|de)|chinacloudapi\.cn|partner\.microsoftonline\.cn)\/[^/]+\/v2\.0\/?$/.test(issuer)
    ? '2.0'
    : undefined
}
