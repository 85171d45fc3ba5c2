import { pushAuthorizationRequest } from '../protocol/pushed-request.ts'
import type { Extension } from '../walk/extension.ts'

/** Pushed authorization requests, where the provider demands them: the browser then carries only a reference (RFC 9126, section 5). */
export const par: Extension = {
  name: 'par',
  authorizationRequest: async (parameters, party) => {
    if (!party.server.require_pushed_authorization_requests) return parameters
    return [['client_id', party.client.client_id], ['request_uri', await pushAuthorizationRequest(party, parameters)]]
  },
}
