import * as oauth from 'oauth4webapi'
import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import type { Secret } from '../secrets/secret.ts'
import type { AuthenticationMethod } from './authentication-methods.ts'
import { holds, type Check } from './checks.ts'
import type { AuthorizationServer } from './metadata.ts'

/** What identifies the client: its id, and the secret where it has one. */
export interface ClientCredentials {
  clientId: string
  clientSecret: Secret | undefined
}

/**
 * Chooses how the client authenticates: what the user asked for; without a secret `none`; otherwise the first of basic and post that the
 * metadata names, basic where it names nothing (OpenID Connect Discovery 3: the default is client_secret_basic).
 */
export function chooseAuthentication(
  asked: AuthenticationMethod | undefined, credentials: ClientCredentials, server: AuthorizationServer,
): AuthenticationMethod {
  if (asked) return asked
  if (credentials.clientSecret === undefined) return 'none'
  const supported = server.token_endpoint_auth_methods_supported
  if (!supported || supported.includes('client_secret_basic')) return 'client_secret_basic'
  return supported.includes('client_secret_post') ? 'client_secret_post' : 'client_secret_basic'
}

/** The library's form of that method; raises `setting-invalid` where the method needs a secret and there is none. */
export function authenticate(method: AuthenticationMethod, credentials: ClientCredentials): oauth.ClientAuth {
  if (method === 'none') return oauth.None()
  const secret = credentials.clientSecret?.reveal()
  if (secret === undefined) throw new Failure('setting-invalid', { setting: 'client-secret', expected: describeBy('secret-for', method) })
  return method === 'client_secret_basic' ? authenticateBasic(secret) : oauth.ClientSecretPost(secret)
}

/**
 * HTTP Basic with form-encoded id and secret (RFC 6749, section 2.3.1). The library's own writes `-`, `_` and `.` as %XX too, which is allowed,
 * but some providers never decode what they get: the encoding of the URL standard leaves those characters as they are and suits both.
 */
function authenticateBasic(secret: string): oauth.ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = `${formEncode(client.client_id)}:${formEncode(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
  }
}

function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

/** Signature algorithms accepted for ID tokens: what the provider advertises (RS256 where it does not) without `none` and HMAC. */
export function acceptedAlgorithms(server: AuthorizationServer): string[] {
  const advertised = server.id_token_signing_alg_values_supported ?? ['RS256']
  return advertised.filter(algorithm => typeof algorithm === 'string' && /^(RS|PS|ES)\d{3}$|^EdDSA$|^Ed25519$/.test(algorithm))
}

/**
 * Checks before anybody signs in that the provider signs ID tokens with an algorithm that we take: one by any other could only be refused
 * (OpenID Connect Core 1.0, section 3.1.3.7, rule 7).
 */
export function checkAlgorithms(server: AuthorizationServer): Check {
  const advertised = server.id_token_signing_alg_values_supported ?? []
  const ok = acceptedAlgorithms(server).length > 0
  const taken = describeBy('one-of', 'RS256', 'PS256', 'ES256', 'EdDSA')
  return holds('id-token-algorithm', 'OIDC Core 3.1.3.7(7)', taken, advertised.join(' ') || describeBy('none'), ok, { code: 'algorithms-unusable', facts: [] })
}

/** The client as oauth4webapi wants it; the clock difference is in seconds, the tolerance is 30 seconds. */
export function libraryClient(clientId: string, server: AuthorizationServer, clockSkewSeconds: number): oauth.Client {
  return {
    client_id: clientId,
    id_token_signed_response_alg: acceptedAlgorithms(server) as never,
    [oauth.clockSkew]: clockSkewSeconds,
    [oauth.clockTolerance]: 30,
  }
}
