import type { Finding } from '../codes/finding.ts'
import type { Check } from './checks.ts'
import { checkExpiry, type DecodedIdToken } from './id-token.ts'

/**
 * What can be seen of an assertion that somebody else has signed before it is sent (RFC 7523, section 3): that it has
 * not expired. `now` is in seconds since 1970. Whether it is trusted is the authorization server's to say.
 */
export function checkAssertion({ claims }: DecodedIdToken, now: number): Check {
  return checkExpiry('assertion-expiry', 'RFC 7523 3(4)', claims.exp, now)
}

/**
 * That an assertion names others as its audience than the server that gets it: its issuer, or its token endpoint (RFC
 * 7523, section 3, rule 3).
 */
export function noteAudience(
  { claims }: DecodedIdToken, server: { issuer: string, token_endpoint?: string | undefined },
): Finding[] {
  const named = [claims.aud ?? []].flat()
  const own = [server.issuer, `${server.issuer}/`, server.issuer.replace(/\/$/, ''), server.token_endpoint]
  return named.some(audience => own.includes(audience))
    ? []
    : [{ code: 'assertion-audience', details: { audience: named, issuer: server.issuer } }]
}
