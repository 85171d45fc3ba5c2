import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { ClientKey } from '../protocol/authentication/client-key.ts'
import type { ContentEncryptionAlgorithm, KeyManagementAlgorithm } from '../protocol/encryption/algorithms.ts'
import type { Extension, Parameters, Party } from '../walk/extension.ts'

/** How to sign and encrypt requests, and whether the user asked for that. */
export interface SignedRequests {
  keys: readonly ClientKey[]
  algorithm?: string | undefined
  encryption?: { alg: KeyManagementAlgorithm, enc: ContentEncryptionAlgorithm | undefined } | undefined
  isAsked: boolean
}

/**
 * Parameters that a provider wants to see beside the signed ones too (OpenID Connect Core 1.0, section 6.1); what is
 * signed counts.
 */
const repeated = new Set(['client_id', 'response_type', 'scope'])

/**
 * Signed authorization requests (RFC 9101), where the provider's metadata demands them or the user asks for them: what
 * goes through the browser can be read, but not be changed; encrypted to the provider as well, it can't be read either.
 * Raises `signed-request-needed` where there is no key for what is demanded, and what signing and encrypting raise.
 */
export function createJar({ keys, algorithm, encryption, isAsked }: SignedRequests): Extension {
  if (isAsked && keys.length === 0)
    throw new Failure('setting-invalid', {
      setting: '--client-key', expected: describeBy('key-for', '--request-object'),
    })
  return {
    name: 'jar',
    authorizationRequest: async (parameters, party): Promise<Parameters> => {
      const { server, client, show } = party
      const { require_signed_request_object: isRequired, request_object_signing_alg_values_supported: supported }
        = server
      if (!isAsked && isRequired !== true) return parameters
      if (keys.length === 0)
        throw new Failure('signed-request-needed', { issuer: server.issuer, supported: supported ?? [] })
      // Loaded only now, since most logins sign nothing.
      const { signRequest } = await import('../protocol/request-object.ts')
      const request = await signRequest({ server, client, keys, algorithm }, parameters)
      await show('request_object', request)
      return [...parameters.filter(([name]) => repeated.has(name)), ['request', await seal(request, party, encryption)]]
    },
  }
}

async function seal(
  request: string, { server, send }: Party, encryption: SignedRequests['encryption'],
): Promise<string> {
  if (encryption === undefined) return request
  const { encryptRequest } = await import('../protocol/encryption/encrypt.ts')
  return encryptRequest(request, { server, send, ...encryption })
}
