import { Failure } from '../failure.ts'
import { pushAuthorizationRequest } from '../protocol/pushed-request.ts'
import type { Extension } from '../walk/extension.ts'

/**
 * Pushed authorization requests, where the provider demands them or the user asks for them: the browser then carries only a reference (RFC 9126,
 * sections 4 and 5). Raises `push-endpoint-missing` where the provider has no place to push to.
 */
export function createPar(isAsked: boolean): Extension {
  return {
    name: 'par',
    authorizationRequest: async (parameters, party) => {
      const { require_pushed_authorization_requests: isRequired, pushed_authorization_request_endpoint: endpoint, issuer } = party.server
      if (!isAsked && !isRequired) return parameters
      if (endpoint === undefined) throw new Failure('push-endpoint-missing', { issuer })
      return [['client_id', party.client.client_id], ['request_uri', await pushAuthorizationRequest(party, parameters)]]
    },
  }
}
