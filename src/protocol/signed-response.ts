import { describeBy } from '../described.ts'
import type { Send } from '../wire.ts'
import { holds, same, type Check } from './checks.ts'
import { checkCompactSignature, checkSigningAlgorithm } from './compact-signature.ts'
import { decodeIdToken } from './id-token.ts'
import type { AuthorizationServer } from './metadata.ts'

const rule = 'JARM 2.4'
const toleranceSeconds = 30

/** What a signed authorization response must say; `now` is in seconds since 1970. */
export interface SignedResponseExpectation {
  server: AuthorizationServer
  clientId: string
  now: number
}

/**
 * The parameters within a signed authorization response (JARM, section 2.1), nothing proven about them; undefined where it is no signed JWT. Members
 * that are no strings are written as JSON.
 */
export function unwrapResponse(jwt: string): URLSearchParams | undefined {
  const decoded = decodeIdToken(jwt)
  if ('name' in decoded) return undefined
  const own = new Set(['aud', 'exp', 'iat', 'nbf', 'jti'])
  const members = Object.entries(decoded.claims).filter(([name]) => !own.has(name))
  return new URLSearchParams(members.map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)]))
}

/**
 * The checks of a signed authorization response (JARM, section 2.4): signed by a key of the provider with an algorithm that is no HMAC and not
 * `none`, from this provider, for this client, and not expired. Raises what fetching the keys raises.
 */
export async function checkSignedResponse(jwt: string | undefined, send: Send, expected: SignedResponseExpectation): Promise<Check[]> {
  const decoded = jwt === undefined ? undefined : decodeIdToken(jwt)
  if (jwt === undefined || decoded === undefined || 'name' in decoded) {
    const came = jwt === undefined ? describeBy('none') : decoded && 'name' in decoded ? decoded.actual : describeBy('undecodable')
    return [holds('response-signature', rule, describeBy('signed-jwt'), came, false)]
  }
  const { claims } = decoded
  return [
    checkSigningAlgorithm('response-algorithm', rule, decoded, expected.server['authorization_signing_alg_values_supported']),
    await checkCompactSignature('response-signature', rule, jwt, decoded, send, expected.server),
    same('response-jwt-issuer', rule, expected.server.issuer, claims.iss),
    holds('response-jwt-audience', rule, expected.clientId, claims.aud, [claims.aud ?? []].flat().includes(expected.clientId)),
    holds('response-jwt-expiry', rule, describeBy('after', expected.now), claims.exp, typeof claims.exp === 'number' && claims.exp > expected.now - toleranceSeconds),
  ]
}
