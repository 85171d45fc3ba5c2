import type { JWTPayload } from 'jose'
import { describeBy, type Cause } from '../codes/described.ts'
import type { Send } from '../wire.ts'
import { kindOf } from './answer/kind.ts'
import { claimMissing, holds, sameClaim, type Check } from './checks.ts'
import { checkCompactSignature, checkSigningAlgorithm } from './compact-signature.ts'
import { isTime, toleranceSeconds } from './claim-times.ts'
import { audienceOf, decodeIdToken } from './id-token.ts'
import type { AuthorizationServer } from './metadata.ts'

const rule = 'JARM 2.4'

/** The expected claims of a signed authorization response; `now` is in seconds since 1970. */
export interface SignedResponseExpectation {
  server: AuthorizationServer
  clientId: string
  now: number
}

/**
 * The parameters within a signed authorization response (JARM, section 2.1), nothing proven about them; undefined where
 * it is no signed JWT. A member that is no text, number or boolean is left out: it is no parameter.
 */
export function unwrapResponse(jwt: string): URLSearchParams | undefined {
  const decoded = decodeIdToken(jwt)
  if ('name' in decoded) return undefined
  const own = new Set(['aud', 'exp', 'iat', 'nbf', 'jti'])
  const members = Object.entries(decoded.claims).filter(([name, value]) => !own.has(name) && typeof value !== 'object')
  return new URLSearchParams(members.map(([name, value]): [string, string] => [name, String(value)]))
}

/**
 * The checks of a signed authorization response (JARM, section 2.4): signed by a key of the provider with an algorithm
 * that is no HMAC and not `none`, from this provider, for this client, good now (RFC 7519, sections 4.1.4 and 4.1.5),
 * and with parameters that are texts. Raises what fetching the keys raises.
 */
export async function checkSignedResponse(
  jwt: string | undefined, send: Send, expected: SignedResponseExpectation,
): Promise<Check[]> {
  const unsigned = (came: string) => [holds('response-signature', rule, describeBy('signed-jwt'), came, false)]
  if (jwt === undefined) return unsigned(describeBy('none'))
  const decoded = decodeIdToken(jwt)
  if ('name' in decoded) return unsigned(decoded.actual)
  const { claims } = decoded
  return [
    checkSigningAlgorithm(
      'response-algorithm', rule, decoded, expected.server['authorization_signing_alg_values_supported'],
    ),
    await checkCompactSignature('response-signature', rule, jwt, decoded, send, expected.server),
    sameClaim('response-jwt-issuer', rule, expected.server.issuer, 'iss', claims.iss),
    holds(
      'response-jwt-audience', rule, expected.clientId, claims.aud, audienceOf(claims).includes(expected.clientId),
      claims.aud === undefined ? claimMissing('aud') : undefined,
    ),
    ...checkTimes(claims, expected.now),
    ...checkTexts(claims),
  ]
}

/** `exp` must be there (section 2.1); `nbf` may be. */
function checkTimes({ exp, nbf }: JWTPayload, now: number): Check[] {
  const whyNot = (name: 'exp' | 'nbf', otherwise?: Cause): Cause | undefined =>
    isTime({ exp, nbf }[name]) ? otherwise : { code: 'no-time', facts: [name] }
  const early: Cause = { code: 'not-yet', facts: [Number(nbf) - now] }
  const [isFresh, isBegun] = [isTime(exp) && exp > now - toleranceSeconds, isTime(nbf) && nbf <= now + toleranceSeconds]
  return [
    holds('response-jwt-expiry', rule, describeBy('after', now), exp, isFresh, whyNot('exp')),
    ...nbf === undefined
      ? []
      : [holds('response-jwt-expiry', rule, describeBy('before', now), nbf, isBegun, whyNot('nbf', early))],
  ]
}

/** Checks that `code` and `error` are texts (RFC 6749, sections 4.1.2 and 4.1.2.1), and names the one that is not. */
function checkTexts(claims: JWTPayload): Check[] {
  const wrong = ['code', 'error'].find(name => claims[name] !== undefined && typeof claims[name] !== 'string')
  if (wrong === undefined) return []
  // Only its kind is told: the value may be the code in another form.
  const kind = kindOf(claims[wrong])
  return [
    holds('code-or-error', 'JARM 2.1', describeBy('text'), describeBy('of-kind', kind), false, {
      code: 'member-no-text', facts: [wrong, kind],
    }),
  ]
}
