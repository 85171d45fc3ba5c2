import * as oauth from 'oauth4webapi'
import { chooseKey } from './authentication/choose-key.ts'
import type { ClientKey } from './authentication/client-key.ts'
import type { AuthorizationServer } from './metadata.ts'

/** Whose request it is, and with which keys it may be signed, the one to be preferred first. */
export interface RequestSigner {
  server: AuthorizationServer
  client: oauth.Client
  keys: readonly ClientKey[]
  /** The algorithm that was asked for; otherwise the first that the provider takes. */
  algorithm: string | undefined
}

/**
 * Signs an authorization request (RFC 9101, section 4): a JWT of its parameters, valid for 60 seconds, for this
 * provider alone. Raises `setting-invalid` where the client has no key, `authentication-unsupported` where the provider
 * takes no algorithm of its keys.
 */
export async function signRequest(
  { server, client, keys, algorithm }: RequestSigner, parameters: [name: string, value: string][],
): Promise<string> {
  const key = chooseKey(keys, server.issuer, server['request_object_signing_alg_values_supported'], {
    setting: '--request-object-alg', algorithm,
  })
  const signing = { key: key.privateKey, ...key.kid === undefined ? {} : { kid: key.kid } }
  return oauth.issueRequestObject(server, client, new URLSearchParams(parameters), signing, {
    [oauth.modifyAssertion]: (header) => {
      header['alg'] = key.algorithm
    },
  })
}
