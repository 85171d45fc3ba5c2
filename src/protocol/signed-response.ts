import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose'
import { customFetch } from 'oauth4webapi'
import type { Cause } from '../described.ts'
import { describeBy } from '../described.ts'
import type { Send } from '../wire.ts'
import { signingAlgorithms } from './authentication/signing-algorithms.ts'
import { holds, same, type Check } from './checks.ts'
import { decodeIdToken, type DecodedIdToken } from './id-token.ts'
import { explainKeys } from './key-choice.ts'
import { fetchKeys, type PublicKey } from './keys.ts'
import { libraryOptions } from './library.ts'
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
    checkAlgorithm(decoded, expected.server), await checkSignature(jwt, decoded, send, expected.server),
    same('response-jwt-issuer', rule, expected.server.issuer, claims.iss),
    holds('response-jwt-audience', rule, expected.clientId, claims.aud, [claims.aud ?? []].flat().includes(expected.clientId)),
    holds('response-jwt-expiry', rule, describeBy('after', expected.now), claims.exp, typeof claims.exp === 'number' && claims.exp > expected.now - toleranceSeconds),
  ]
}

const asymmetric: string[] = [...signingAlgorithms, 'Ed25519']

/** One that the metadata announces, where it announces any (JARM, section 3); never an HMAC, and never none. */
function checkAlgorithm({ header: { alg } }: DecodedIdToken, server: AuthorizationServer): Check {
  const announced = server['authorization_signing_alg_values_supported']
  const taken = Array.isArray(announced) && announced.length > 0 ? asymmetric.filter(name => announced.includes(name)) : asymmetric
  const shown = taken === asymmetric ? ['RS256', 'PS256', 'ES256', 'EdDSA'] : taken
  return holds('response-algorithm', rule, describeBy('one-of', ...shown), alg, typeof alg === 'string' && taken.includes(alg))
}

async function checkSignature(jwt: string, { header }: DecodedIdToken, send: Send, server: AuthorizationServer): Promise<Check> {
  const address = server.jwks_uri
  const because = address === undefined ? { code: 'no-keys' as const, facts: [] } : await whyWrong(jwt, header, send, address)
  const actual = because === undefined ? describeBy('signed') : describeBy(because.code === 'signature-wrong' ? 'signature-wrong' : 'no-key-fits')
  return holds('response-signature', rule, describeBy('key-of', ...address === undefined ? [] : [address]), actual, because === undefined, because)
}

/** Why no key of the provider has signed it; undefined where one has. */
async function whyWrong(jwt: string, header: DecodedIdToken['header'], send: Send, address: string): Promise<Cause | undefined> {
  const keys: PublicKey[] = []
  const options = libraryOptions(fetchKeys(send, found => keys.push(...found)), 'jwks', address)
  const answer = await options[customFetch](address, { method: 'GET', headers: {} })
  const unfit = explainKeys(header, keys)
  if (unfit) return unfit
  try {
    await compactVerify(jwt, createLocalJWKSet(await answer.json() as JSONWebKeySet), { algorithms: asymmetric })
    return undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return { code: error instanceof errors.JWSSignatureVerificationFailed ? 'signature-wrong' : 'key-unusable', facts: [] }
    throw error
  }
}
