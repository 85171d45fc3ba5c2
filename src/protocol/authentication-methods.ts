/** Ways in which the client proves who it is at the token endpoint (RFC 6749, section 2.3). */
export const authenticationMethods = ['none', 'client_secret_basic', 'client_secret_post'] as const
export type AuthenticationMethod = typeof authenticationMethods[number]
