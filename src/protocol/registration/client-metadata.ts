import type { AuthenticationMethod } from '../authentication/methods.ts'
import type { JsonObject } from '../answer/json.ts'
import { acceptedAlgorithms } from '../client.ts'
import type { AuthorizationServer } from '../metadata.ts'
import { withHost, withPort } from '../../addresses/as-written.ts'
import { isLoopbackHost, isLoopbackHttp, parseAddress } from '../../addresses/loopback.ts'
import { version } from '../../package.ts'

/** The metadata of a client that registers (RFC 7591, section 2), by the names of the standard. */
export interface ClientMetadata extends JsonObject {
  redirect_uris: string[]
  token_endpoint_auth_method: AuthenticationMethod
  grant_types: string[]
  response_types: string[]
}

/** The registration that this client wants. */
export interface WantedClient {
  /** Where the code may come back, each as it is sent. */
  redirectUris: readonly string[]
  /** Where the browser comes back after a sign-out. */
  postLogoutRedirectUris: readonly string[]
  authentication: AuthenticationMethod | undefined
  /** Its public keys, where it proves itself by one. */
  jwks: readonly JsonObject[]
  /** The code is asked for on another device (RFC 8628). */
  byDevice: boolean
}

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** The software that registers, whatever its version (RFC 7591, section 2). */
const software = { client_name: 'oauth-walk', software_id: 'oauth-walk', software_version: version }

/**
 * The metadata to register with at this provider (RFC 7591, section 2; OpenID Connect Dynamic Client Registration 1.0,
 * section 2): native where every redirect URI is on this machine, and authenticating by what the provider names. No
 * scope asked for leaves `scope` out.
 */
export function buildClientMetadata(
  wanted: WantedClient, server: AuthorizationServer, scope: readonly string[],
): ClientMetadata {
  const { redirectUris, jwks, byDevice, postLogoutRedirectUris } = wanted
  const method = methodToRegister(wanted, server)
  const algorithms = acceptedAlgorithms(server)
  return {
    ...software,
    application_type: redirectUris.every(isLoopbackHttp) ? 'native' : 'web',
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code', 'refresh_token', ...byDevice ? [deviceGrant] : []],
    response_types: ['code'],
    token_endpoint_auth_method: method,
    ...method === 'private_key_jwt' ? { jwks: { keys: jwks } } : {},
    // The default would be RS256.
    ...algorithms.length > 0 && !algorithms.includes('RS256') ? { id_token_signed_response_alg: algorithms[0] } : {},
    ...server.end_session_endpoint === undefined ? {} : { post_logout_redirect_uris: [...postLogoutRedirectUris] },
    ...scope.length === 0 ? {} : { scope: scope.join(' ') },
  }
}

/**
 * The method to register with: the one that was asked for, a key where there is one, otherwise none, since a program on
 * a person's machine can keep no secret (RFC 8252, 8.4). Where the provider wants a secret, it goes in the body: many
 * advertise Basic and then look for the client id in the body alone.
 */
function methodToRegister({ authentication, jwks }: WantedClient, server: AuthorizationServer): AuthenticationMethod {
  if (authentication) return authentication
  if (jwks.length > 0) return 'private_key_jwt'
  const supported = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return (['none', 'client_secret_post', 'client_secret_basic'] as const).find(method => supported.includes(method))
    ?? 'none'
}

/**
 * The redirect URIs to register for one: on this machine, its forms by address and by name, on each of the ports that
 * may be listened on (RFC 8252, section 7.3). Ports are numbers; 0 stands for any and adds none.
 */
export function redirectUrisToRegister(redirectUri: string, ports: readonly number[]): string[] {
  const url = parseAddress(redirectUri)
  if (!url || url.protocol !== 'http:' || !isLoopbackHost(url.hostname)) return [redirectUri]
  const own = ports.filter(port => port !== 0).map(port => withPort(redirectUri, port))
  const uris = own.length > 0 ? own : [redirectUri]
  return [
    ...new Set([...uris, ...uris.flatMap(uri => ['127.0.0.1', 'localhost'].map(host => withHost(uri, host)))]),
  ]
}

/**
 * Tells whether a redirect URI is one of those that are registered: character by character, but on this machine with
 * any port (RFC 8252, section 7.3; RFC 9700, section 2.1).
 */
export function isRegistered(redirectUri: string, registered: readonly string[]): boolean {
  const bare = isLoopbackHttp(redirectUri) ? withoutPort(redirectUri) : undefined
  return registered.some(uri =>
    uri === redirectUri || (bare !== undefined && isLoopbackHttp(uri) && withoutPort(uri) === bare))
}

function withoutPort(uri: string): string {
  const url = new URL(uri)
  url.port = ''
  return url.href
}
