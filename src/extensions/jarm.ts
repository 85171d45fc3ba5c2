import { checkSignedResponse, unwrapResponse } from '../protocol/signed-response.ts'
import type { Extension } from '../walk/extension.ts'

/** Ways in which a signed answer comes back (JARM, section 2.3). */
export type SignedResponseMode = 'jwt' | 'query.jwt' | 'form_post.jwt'

/**
 * Signed authorization responses (JARM): the answer is a JWT whose claims are the parameters. They are read to find out whose answer it is, and
 * believed once the JWT's checks have passed, which come before any other in step 4.
 */
export function createJarm(mode: SignedResponseMode): Extension {
  return {
    name: 'jarm',
    authorizationRequest: parameters => [...parameters.filter(([name]) => name !== 'response_mode'), ['response_mode', mode]],
    authorizationResponse: (parameters) => {
      const response = parameters.get('response')
      return (response === null ? undefined : unwrapResponse(response)) ?? parameters
    },
    checkResponse: async (parameters, { server, client, send, now, show }) => {
      const response = parameters.get('response') ?? undefined
      await show('authorization_response', response)
      return checkSignedResponse(response, send, { server, clientId: client.client_id, now: Math.floor(now() / 1000) })
    },
  }
}
