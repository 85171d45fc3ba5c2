import type { Finding } from '../codes/finding.ts'
import type { Check } from './checks.ts'
import { checkExpiry } from './claim-times.ts'
import { audienceOf, type DecodedIdToken } from './id-token.ts'

/**
 * Checks what a client can see of an assertion that somebody else signed, before it is sent (RFC 7523, section 3): that
 * it has not expired. `now` is in seconds since 1970. Whether it is trusted, the authorization server decides.
 */
export function checkAssertion({ claims }: DecodedIdToken, now: number): Check {
  return checkExpiry('assertion-expiry', 'RFC 7523 3(4)', claims.exp, now)
}

/**
 * Notes an assertion whose audience is neither the issuer of the server that gets it nor its token endpoint (RFC 7523,
 * section 3, rule 3).
 */
export function noteAudience(
  { claims }: DecodedIdToken, server: { issuer: string, token_endpoint?: string | undefined },
): Finding[] {
  const named = audienceOf(claims)
  const own = [server.issuer, `${server.issuer}/`, server.issuer.replace(/\/$/, ''), server.token_endpoint]
  return named.some(audience => own.includes(audience))
    ? []
    : [{ code: 'assertion-audience', details: { audience: named, issuer: server.issuer } }]
}
