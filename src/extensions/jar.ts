import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import type { ClientKey } from '../protocol/authentication/client-key.ts'
import type { ContentEncryptionAlgorithm, KeyManagementAlgorithm } from '../protocol/encryption/algorithms.ts'
import { signRequest } from '../protocol/request-object.ts'
import type { Extension, Parameters, Party } from '../walk/extension.ts'

/** How the request is signed, and how it is encrypted, where it is. */
export interface SignedRequests {
  keys: readonly ClientKey[]
  algorithm?: string | undefined
  encryption?: { alg: KeyManagementAlgorithm, enc: ContentEncryptionAlgorithm | undefined } | undefined
}

/** Parameters that a provider wants to see beside the signed ones too (OpenID Connect Core 1.0, section 6.1); what is signed counts. */
const repeated = new Set(['client_id', 'response_type', 'scope'])

/**
 * Signed authorization requests (RFC 9101): what goes through the browser can be read, but not be changed; encrypted to the provider as well, it
 * can't be read either. Raises what signing and encrypting raise.
 */
export function createJar({ keys, algorithm, encryption }: SignedRequests): Extension {
  if (keys.length === 0) throw new Failure('setting-invalid', { setting: '--client-key', expected: describeBy('key-for', '--request-object') })
  return {
    name: 'jar',
    authorizationRequest: async (parameters, party): Promise<Parameters> => {
      const { server, client, show } = party
      const request = await signRequest({ server, client, keys, algorithm }, parameters)
      await show('request_object', request)
      return [...parameters.filter(([name]) => repeated.has(name)), ['request', await seal(request, party, encryption)]]
    },
  }
}

async function seal(request: string, { server, send }: Party, encryption: SignedRequests['encryption']): Promise<string> {
  if (encryption === undefined) return request
  const { encryptRequest } = await import('../protocol/encryption/encrypt.ts')
  return encryptRequest(request, { server, send, ...encryption })
}
