import type { AuthorizationServer } from '../metadata.ts'

/**
 * The only algorithms for signatures (FAPI 2.0 Security Profile, section 5.4.1); EdDSA has two names (RFC 9864, section
 * 2.2).
 */
export const fapiAlgorithms: readonly string[] = ['PS256', 'ES256', 'EdDSA', 'Ed25519']

/** How a client may prove who it is (FAPI 2.0 Security Profile, section 5.3.2.1). */
export const fapiMethods: readonly string[] = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth']

/** Members of the metadata that list algorithms, and what is signed by them. */
export const algorithmLists = [
  'token_endpoint_auth_signing_alg_values_supported', 'id_token_signing_alg_values_supported',
  'request_object_signing_alg_values_supported',
  'authorization_signing_alg_values_supported', 'dpop_signing_alg_values_supported',
] as const

/** The list in a member; undefined where it is missing or no list. */
export function listIn(server: AuthorizationServer, member: string): string[] | undefined {
  const value = server[member]
  return Array.isArray(value) ? value as string[] : undefined
}
