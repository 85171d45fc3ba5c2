import { Failure } from '../../codes/failure.ts'
import type { AuthorizationServer } from '../metadata.ts'
import type { ClientCredentials } from './credentials.ts'
import type { AuthenticationMethod } from './methods.ts'

/** Tells for each method whether the client has what it needs; `none` needs nothing. */
const means: Record<AuthenticationMethod, (credentials: ClientCredentials) => boolean> = {
  client_secret_basic: ({ clientSecret }) => clientSecret !== undefined,
  client_secret_post: ({ clientSecret }) => clientSecret !== undefined,
  client_secret_jwt: ({ clientSecret }) => clientSecret !== undefined,
  private_key_jwt: ({ keys = [], takeAssertion }) => keys.length > 0 || takeAssertion !== undefined,
  tls_client_auth: ({ hasCertificate }) => hasCertificate === true,
  self_signed_tls_client_auth: ({ hasCertificate }) => hasCertificate === true,
  none: () => true,
}

/**
 * Secrets come first: a secret is for nothing but authentication, while a key may be there to sign requests, and a
 * certificate to pass a gateway.
 */
const byPreference = Object.keys(means) as AuthenticationMethod[]

/**
 * Chooses how the client authenticates, for every endpoint alike: what the user asked for, otherwise the best method
 * that the client has the means for and the metadata names. Where it names nothing, a secret is sent by
 * `client_secret_basic`, the default (OpenID Connect Discovery 1.0, section 3), and without a secret a key is used.
 * Raises `authentication-unsupported` for what the metadata rules out. A client without any means is `none`: many
 * providers take public clients and do not say so, except those that know clients by their certificates alone (RFC
 * 8705, section 2).
 */
export function chooseAuthentication(
  asked: AuthenticationMethod | undefined, credentials: ClientCredentials, server: AuthorizationServer,
): AuthenticationMethod {
  const supported = server.token_endpoint_auth_methods_supported
  const isNamed = (method: AuthenticationMethod) => !supported?.length || supported.includes(method)
  if (asked) {
    if (asked !== 'none' && !credentials.isRegistered && !isNamed(asked)) throw unsupported(server, supported, [asked])
    return asked
  }
  const possible = byPreference.filter(method => method !== 'none' && means[method](credentials))
  if (!supported?.length) return possible.find(method => !method.includes('tls_client_auth')) ?? 'none'
  const chosen = possible.find(isNamed)
  if (chosen) return chosen
  if (possible.length > 0 && !supported.includes('none')) throw unsupported(server, supported, possible)
  if (supported.every(method => method.endsWith('tls_client_auth'))) throw unsupported(server, supported, ['none'])
  return 'none'
}

function unsupported(
  { issuer }: AuthorizationServer, supported: readonly string[] = [], possible: readonly string[],
): Failure {
  return new Failure('authentication-unsupported', {
    issuer, what: 'method', supported: [...supported], possible: [...possible],
  })
}
