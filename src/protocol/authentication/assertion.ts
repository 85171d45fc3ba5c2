import * as oauth from 'oauth4webapi'
import type { AuthorizationServer } from '../metadata.ts'
import { chooseKey } from './choose-key.ts'
import type { ClientCredentials } from './credentials.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * The client signs an assertion with its key for each request (RFC 7523, section 2.2; OpenID Connect Core 1.0, section
 * 9): valid for 60 seconds, for one use, and for the issuer alone, so that no other server that gets it could use it at
 * this one. Raises `authentication-unsupported` where the provider takes no signature that a key of the client makes.
 */
export function authenticateByKey(credentials: ClientCredentials, server: AuthorizationServer): oauth.ClientAuth {
  const { keys = [], assertionAudience, assertionAlgorithm: algorithm } = credentials
  const key = chooseKey(keys, server.issuer, server['token_endpoint_auth_signing_alg_values_supported'], {
    setting: '--auth-signing-alg', algorithm,
  })
  return oauth.PrivateKeyJwt({ key: key.privateKey, ...key.kid === undefined ? {} : { kid: key.kid } }, {
    [oauth.modifyAssertion]: (header, payload) => {
      // The library names Ed25519 by its newer name, which few servers know yet.
      header['alg'] = key.algorithm
      addressTo(payload, assertionAudience)
    },
  })
}

/**
 * The same with an HMAC under the client secret: the secret itself is not sent (OpenID Connect Core 1.0, section 9).
 */
export function authenticateBySecretJwt(secret: string, { assertionAudience }: ClientCredentials): oauth.ClientAuth {
  return oauth.ClientSecretJwt(secret, {
    [oauth.modifyAssertion]: (_header, payload) => addressTo(payload, assertionAudience),
  })
}

/** An assertion that somebody else signed for the client (RFC 7523, section 2.2), taken anew for each request. */
export function authenticateByAssertion(
  takeAssertion: NonNullable<ClientCredentials['takeAssertion']>,
): oauth.ClientAuth {
  return async (server, client, body) => {
    body.set('client_id', client.client_id)
    body.set('client_assertion_type', assertionType)
    body.set('client_assertion', (await takeAssertion(server)).reveal())
  }
}

function addressTo(payload: Record<string, oauth.JsonValue | undefined>, audience: string | undefined): void {
  if (audience !== undefined) payload['aud'] = audience
}
