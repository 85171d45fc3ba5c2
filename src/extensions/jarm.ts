import { isJwe, openJwe, type Opened } from '../protocol/encryption/open.ts'
import type { DecryptionKey } from '../protocol/encryption/decryption-key.ts'
import { checkSignedResponse, unwrapResponse } from '../protocol/signed-response.ts'
import type { Extension } from '../walk/extension.ts'

/** Ways in which a signed answer comes back (JARM, section 2.3). */
export type SignedResponseMode = 'jwt' | 'query.jwt' | 'form_post.jwt'

/**
 * Signed authorization responses (JARM): the answer is a JWT whose claims are the parameters. They are read to find out whose answer it is, and
 * believed once the JWT's checks have passed, which come before any other in step 4. One that is encrypted too (section 2.2) is opened for both.
 */
export function createJarm(mode: SignedResponseMode, keys: readonly DecryptionKey[] = []): Extension {
  return {
    name: 'jarm',
    authorizationRequest: parameters => [...parameters.filter(([name]) => name !== 'response_mode'), ['response_mode', mode]],
    authorizationResponse: async (parameters) => {
      // Anybody may send anything: what does not open is nobody's answer, and ends nothing.
      const opened = await open(parameters, keys).catch(() => undefined)
      return (opened?.plaintext === undefined ? undefined : unwrapResponse(opened.plaintext)) ?? parameters
    },
    checkResponse: async (parameters, { server, client, send, now, show }) => {
      const { plaintext, check } = await open(parameters, keys)
      await show('authorization_response', plaintext)
      const checks = await checkSignedResponse(plaintext, send, { server, clientId: client.client_id, now: Math.floor(now() / 1000) })
      return check === undefined ? checks : [check, ...checks]
    },
  }
}

/** The signed JWT in the answer; the check is there where it came encrypted. */
async function open(parameters: URLSearchParams, keys: readonly DecryptionKey[]): Promise<Partial<Opened>> {
  const response = parameters.get('response') ?? undefined
  return response !== undefined && isJwe(response) ? openJwe(response, 'authorization_response', keys) : { plaintext: response }
}
