import type { Client, ClientAuth } from 'oauth4webapi'

/**
 * Nobody: a client without a name. Where an assertion or a subject token says all, neither client authentication nor a
 * `client_id` is needed (RFC 7521, section 4.1; RFC 8693, section 2.1). The name is for the library only, and is not
 * sent.
 */
export const anonymous: { client: Client, authentication: ClientAuth } = {
  client: { client_id: 'nobody' },
  authentication: () => undefined,
}
