import type { Extension } from '../walk/extension.ts'
import type { Purpose } from '../wire.ts'

/** Tells for each purpose whether the provider is asked: nobody else may see what its gateway gets. */
const isForProvider: Record<Purpose, boolean> = {
  discovery: true, jwks: true, push: true, device: true, poll: true, token: true, refresh: true, userinfo: true,
  revocation: true,
  introspection: true, grant: true, exchange: true, register: true, registration: true, 'client-document': false,
  front: true, resource: false, mcp: false, sts: false, workload: false,
}

/**
 * Adds the fields that a gateway in front of the provider wants, to each request to the provider. Fields that a request
 * has already stay.
 */
export function createHeaders(fields: Readonly<Record<string, string>>): Extension {
  return {
    name: 'headers',
    send: next => async request => next(isForProvider[request.purpose] && !request.ofResource
      ? { ...request, headers: { ...fields, ...request.headers } }
      : request),
  }
}
