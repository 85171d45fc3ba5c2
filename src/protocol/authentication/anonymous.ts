import type { Client, ClientAuth } from 'oauth4webapi'

/**
 * A client without a name, for requests in which an assertion or a subject token says everything: those need neither
 * client authentication nor a `client_id` (RFC 7521, section 4.1; RFC 8693, section 2.1). The library wants a name; it
 * is not sent.
 */
export const anonymous: { client: Client, authentication: ClientAuth } = {
  client: { client_id: 'nobody' },
  authentication: () => undefined,
}
