/**
 * Ways in which the client proves who it is at the endpoints of the back channel (RFC 6749, section 2.3; OpenID Connect
 * Core 1.0, section 9; RFC 8705, section 2).
 */
export const authenticationMethods = [
  'none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'tls_client_auth',
  'self_signed_tls_client_auth',
] as const
export type AuthenticationMethod = typeof authenticationMethods[number]
