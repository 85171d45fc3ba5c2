import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import type { ClientKey } from '../protocol/authentication/client-key.ts'
import { signRequest } from '../protocol/request-object.ts'
import type { Extension, Parameters } from '../walk/extension.ts'

/** How the request is signed. */
export interface SignedRequests {
  keys: readonly ClientKey[]
  algorithm?: string | undefined
}

/** Parameters that a provider wants to see beside the signed ones too (OpenID Connect Core 1.0, section 6.1); what is signed counts. */
const repeated = new Set(['client_id', 'response_type', 'scope'])

/** Signed authorization requests (RFC 9101): what goes through the browser can be read, but not be changed. Raises what signing raises. */
export function createJar({ keys, algorithm }: SignedRequests): Extension {
  if (keys.length === 0) throw new Failure('setting-invalid', { setting: '--client-key', expected: describeBy('key-for', '--request-object') })
  return {
    name: 'jar',
    authorizationRequest: async (parameters, { server, client, show }): Promise<Parameters> => {
      const request = await signRequest({ server, client, keys, algorithm }, parameters)
      await show('request_object', request)
      return [...parameters.filter(([name]) => repeated.has(name)), ['request', request]]
    },
  }
}
