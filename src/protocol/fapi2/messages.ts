import { describeBy } from '../../codes/described.ts'
import { parseJsonObject } from '../answer/json.ts'
import type { Finding } from '../../codes/finding.ts'
import { holds, type Check } from '../checks.ts'
import { decodeIdToken } from '../id-token.ts'
import { fapiAlgorithms } from './allowed.ts'
import type { Fapi2Client } from './provider.ts'

/** The longest that a `request_uri` may live, and any signed request, in seconds. */
const longest = { requestUri: 600, requestObject: 3600, assertion: 3600 }

/**
 * The checks of a pushed request as it was sent (FAPI 2.0 Security Profile, section 5.3.3.2; Message Signing, section
 * 5.3): PKCE with S256, the client's proof, and the request object with its times. `body` is the form, `headers` have
 * the proof of DPoP.
 */
export function checkPush(
  body: string, headers: Readonly<Record<string, string>>, { profile }: Pick<Fapi2Client, 'profile'>,
): Check[] {
  const form = Object.fromEntries(new URLSearchParams(body))
  const request = claimsOf(form['request'])
  const method = (request ?? form)['code_challenge_method']
  return [
    holds('fapi2-pkce', 'FAPI 2.0 SP 5.3.3.2', 'S256', method, method === 'S256'),
    ...checkProof(form, headers),
    ...profile === 'message-signing' ? [checkRequestObject(form['request'])] : [],
  ]
}

/**
 * The client proves itself by a signature of an allowed algorithm, or by the certificate of its connection (section
 * 5.3.3.1).
 */
function checkProof(form: Record<string, string>, headers: Readonly<Record<string, string>>): Check[] {
  const assertion = form['client_assertion']
  const signed = [assertion, headers['dpop'], form['request']].filter(jwt => jwt !== undefined)
  const hasSecret = form['client_secret'] !== undefined || headers['authorization'] !== undefined
  const came = hasSecret ? 'client_secret' : assertion === undefined ? 'tls_client_auth' : 'private_key_jwt'
  const algorithms = [...new Set(signed.map(algorithmOf))]
  return [
    holds(
      'fapi2-client-authentication', 'FAPI 2.0 SP 5.3.3.1', describeBy('one-of', 'private_key_jwt', 'tls_client_auth'),
      came, !hasSecret && livesShortly(assertion, longest.assertion),
    ),
    ...algorithms.length === 0 ? [] : [checkAlgorithms(algorithms)],
  ]
}

/** `nbf` and `exp` are there and at most an hour apart (Message Signing, sections 5.3.1 and 5.3.2). */
function checkRequestObject(jwt: string | undefined): Check {
  const { nbf, exp } = claimsOf(jwt) ?? {}
  const ok = typeof nbf === 'number' && typeof exp === 'number' && exp - nbf <= longest.requestObject
  return holds(
    'fapi2-signed-request', 'FAPI 2.0 MS 5.3.2', describeBy('signed-jwt'),
    ok ? describeBy('signed-jwt') : describeBy('missing'), ok,
  )
}

function livesShortly(jwt: string | undefined, seconds: number): boolean {
  const { exp, iat } = claimsOf(jwt) ?? {}
  return typeof exp !== 'number' || typeof iat !== 'number' || exp - iat <= seconds
}

/** Notes a `request_uri` that lives for ten minutes or longer (FAPI 2.0 Security Profile, section 5.3.2.2). */
export function notePushed(body: string): Finding[] {
  const seconds = parseJsonObject(body)?.['expires_in']
  return typeof seconds === 'number' && seconds >= longest.requestUri
    ? [{ code: 'fapi2-lifetime', details: { seconds, most: longest.requestUri } }]
    : []
}

/**
 * The check that an access token is bound to what the client holds (FAPI 2.0 Security Profile, section 5.3.2.1): the
 * response's type says so of DPoP; of a certificate the token does, where it can be read.
 */
export function checkSenderConstraint(body: string, { binding }: Pick<Fapi2Client, 'binding'>): Check[] {
  const { access_token: token, token_type: type } = parseJsonObject(body) ?? {}
  if (binding === 'dpop') {
    return [
      holds(
        'fapi2-sender-constraint', 'FAPI 2.0 SP 5.3.2.1', 'DPoP', type,
        typeof type === 'string' && type.toLowerCase() === 'dpop',
      ),
    ]
  }
  const claims = claimsOf(token)
  if (claims === undefined) return []
  const bound = (claims['cnf'] as Record<string, unknown> | undefined)?.['x5t#S256']
  return [holds('fapi2-sender-constraint', 'FAPI 2.0 SP 5.3.2.1', 'cnf x5t#S256', bound, bound !== undefined)]
}

/**
 * The check that an ID token is signed by an allowed algorithm (FAPI 2.0 Security Profile, section 5.4.1); none where
 * the answer has no ID token that can be read.
 */
export function checkIdTokenAlgorithm(body: string): Check[] {
  const token = parseJsonObject(body)?.['id_token']
  const decoded = typeof token === 'string' ? decodeIdToken(token) : undefined
  return decoded === undefined || 'name' in decoded ? [] : [checkAlgorithms([decoded.header.alg ?? describeBy('none')])]
}

function checkAlgorithms(algorithms: readonly string[]): Check {
  const ok = algorithms.every(name => fapiAlgorithms.includes(name))
  return holds(
    'fapi2-algorithm', 'FAPI 2.0 SP 5.4.1', describeBy('one-of', ...fapiAlgorithms), algorithms.join(' '), ok,
  )
}

/**
 * The check that the answer names its issuer, for a provider that did not promise it in any metadata (RFC 9207, section
 * 2).
 */
export function checkResponseIssuer(parameters: URLSearchParams, issuer: string): Check {
  const iss = parameters.get('iss') ?? undefined
  return holds('fapi2-response-issuer', 'FAPI 2.0 SP 5.3.3.2', issuer, iss, iss === issuer)
}

function algorithmOf(jwt: string): string {
  const decoded = decodeIdToken(jwt)
  return 'name' in decoded ? describeBy('undecodable') : decoded.header.alg ?? describeBy('none')
}

function claimsOf(jwt: unknown): Record<string, unknown> | undefined {
  const decoded = typeof jwt === 'string' ? decodeIdToken(jwt) : undefined
  return decoded === undefined || 'name' in decoded ? undefined : decoded.claims
}
