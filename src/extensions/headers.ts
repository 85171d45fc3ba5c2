import type { Extension } from '../walk/extension.ts'
import type { Purpose } from '../wire.ts'

/** Who is asked: an endpoint of the provider's, or somebody who must not see what its gateway is told. */
const isForProvider: Record<Purpose, boolean> = {
  discovery: true, jwks: true, push: true, device: true, poll: true, token: true, refresh: true, userinfo: true,
  revocation: true,
  introspection: true, grant: true, exchange: true, register: true, registration: true, 'client-document': false,
  front: true, resource: false, mcp: false, sts: false, workload: false,
}

/**
 * Fields that a gateway in front of the provider wants in each request to one of its endpoints; those that the request
 * has are left alone.
 */
export function createHeaders(fields: Readonly<Record<string, string>>): Extension {
  return {
    name: 'headers',
    send: next => async request =>
      next(isForProvider[request.purpose] ? { ...request, headers: { ...fields, ...request.headers } } : request),
  }
}
