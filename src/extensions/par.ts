import type { Failure } from '../codes/failure.ts'
import { parseAddress } from '../addresses/loopback.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import { pushAuthorizationRequest, requirePushEndpoint } from '../protocol/pushed-request.ts'
import type { Extension } from '../walk/extension.ts'

/** Tells whether a refusal demands a pushed request. There is no error code for that, only each server's words. */
export type DemandsPush = (failure: Failure) => Promise<boolean>

/**
 * Pushed authorization requests, where the provider demands them or the user asks for them: the browser then carries
 * only a reference (RFC 9126, sections 4 and 5). Where only a refusal tells that this client must push, the walk asks
 * once more. Raises `push-endpoint-missing` where the provider has no place to push to.
 */
export function createPar(isChosen: boolean, demandsPush: DemandsPush = async () => false): Extension {
  let isAsked = isChosen
  let server: AuthorizationServer | undefined
  return {
    name: 'par',
    providerFound: (found) => {
      server = found
    },
    refused: async (failure) => {
      const endpoint = server?.pushed_authorization_request_endpoint
      const isPushedAlready = isAsked || server?.require_pushed_authorization_requests
      if (isPushedAlready || endpoint === undefined || !await demandsPush(failure)) return undefined
      isAsked = true
      return { finding: { code: 'push-demanded', details: elsewhere(server?.issuer, endpoint) } }
    },
    authorizationRequest: async (parameters, party) => {
      if (!isAsked && !party.server.require_pushed_authorization_requests) return parameters
      requirePushEndpoint(party.server)
      return [['client_id', party.client.client_id], ['request_uri', await pushAuthorizationRequest(party, parameters)]]
    },
  }
}

/** The host of the endpoint, where it is not the issuer's (RFC 9700, section 4.4): the whole request goes there. */
function elsewhere(issuer: string | undefined, endpoint: string): { host?: string } {
  const [home, host] = [issuer ?? '', endpoint].map(address => parseAddress(address)?.host)
  return host === undefined || host === home ? {} : { host }
}
