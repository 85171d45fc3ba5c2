import { authenticate, chooseAuthentication } from '../../protocol/authentication/index.ts'
import type { Started } from '../../walk/1-start.ts'
import { libraryClient } from '../../protocol/client.ts'
import { clockSkewSeconds } from '../../walk/1-start.ts'
import type { ClientSettings, Walk } from '../../walk/context.ts'
import type { AuthenticationMethod } from '../../protocol/authentication/methods.ts'
import type { Refreshed } from './grants.ts'
import type { Authorized } from './session.ts'

/** A code as it is redeemed by another client, or by this one with other credentials. */
export function asClient(authorized: Authorized, client: ClientSettings, method?: AuthenticationMethod): Authorized {
  const { walk, started } = authorized
  return { ...authorized, walk: { ...walk, client }, started: { ...started, ...whoIs(walk, started, client, method) } }
}

/** How a client says who it is, in the library's form. */
export function whoIs(
  walk: Walk, { server }: Pick<Started, 'server'>, client: ClientSettings,
  method = chooseAuthentication(client.authentication, client, server),
): Pick<Started, 'client' | 'authentication'> {
  return {
    client: libraryClient(client.clientId, server, clockSkewSeconds(walk)),
    authentication: authenticate(method, client, server),
  }
}

/** The client without anything to prove itself by. */
export function unproven({ client }: Walk): ClientSettings {
  return { clientId: client.clientId, clientSecret: undefined, authentication: 'none' }
}

/** The client proves itself to the token endpoint (RFC 6749, section 2.1). */
export function isConfidential({ walk: { client }, started }: { walk: Walk, started: Started | undefined }): boolean {
  return started !== undefined && chooseAuthentication(client.authentication, client, started.server) !== 'none'
}

/**
 * Tells whether the connection proves who the client is: what is sent over it is never without proof (RFC 8705, section
 * 2).
 */
export function provesByCertificate(
  { walk: { client }, started }: { walk: Walk, started: Started | undefined },
): boolean {
  return started !== undefined
    && ['tls_client_auth', 'self_signed_tls_client_auth'].includes(
      chooseAuthentication(client.authentication, client, started.server),
    )
}

/**
 * A refresh token is no use to a thief: the client proves itself with it, or proves to have a key. Of these, nobody
 * asks that a used one is found out (RFC 9700, section 4.14.2).
 */
export function isBound(
  examinee: { walk: Walk, started: Started | undefined }, { tokens }: Pick<Refreshed, 'tokens'>,
): boolean {
  return isConfidential(examinee) || tokens?.token_type.toLowerCase() === 'dpop'
}

/** The client has a secret that it sends. */
export function sendsSecret({ walk: { client }, started }: { walk: Walk, started: Started | undefined }): boolean {
  return started !== undefined
    && ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'].includes(
      chooseAuthentication(client.authentication, client, started.server),
    )
}
