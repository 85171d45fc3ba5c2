import type { X509Certificate } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'

const aliased = {
  token_endpoint: '/token', pushed_authorization_request_endpoint: '/par', userinfo_endpoint: '/userinfo',
  revocation_endpoint: '/revoke',
  introspection_endpoint: '/introspect', device_authorization_endpoint: '/device',
}

/** The endpoints for clients with a certificate, by their names in the metadata (RFC 8705, section 5). */
export function aliasesAt(origin: string): Record<string, string> {
  return Object.fromEntries(Object.entries(aliased).map(([name, path]) => [name, origin + path]))
}

/**
 * Clients that are known by the subject of their certificate, and tokens that are bound to it (RFC 8705, sections 2.1
 * and 3).
 */
export const mutualTls = {
  enabled: true, tlsClientAuth: true, certificateBoundAccessTokens: true,
  getCertificate: context => certificateOf(context),
  certificateAuthorized: context => socketOf(context)?.authorized === true,
  certificateSubjectMatches: (context, property, expected) =>
    property === 'tls_client_auth_subject_dn' && certificateOf(context)?.subject === expected,
} satisfies NonNullable<Configuration['features']>['mTLS']

function certificateOf(context: KoaContextWithOIDC): X509Certificate | undefined {
  return socketOf(context)?.getPeerX509Certificate()
}

/** The connection, where it is one over TLS. */
function socketOf({ req: { socket } }: KoaContextWithOIDC): TLSSocket | undefined {
  return socket instanceof TLSSocket ? socket : undefined
}
