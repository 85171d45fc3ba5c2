import type { Failure } from '../failure.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import type { Extension } from '../walk/extension.ts'
import type { Dpop } from './dpop.ts'

/**
 * Proofs of possession from the moment when a refusal says that they are demanded (RFC 9449, section 5): nothing is loaded and no key is made before.
 * The authorization request is asked once more, since the token request that was refused may have spent the code.
 */
export function createDpopOnDemand(load: () => Promise<Dpop>, demandsProof: (failure: Failure) => Promise<boolean>): Dpop {
  const known: { server?: AuthorizationServer, dpop?: Dpop } = {}
  const extension: Extension = {
    name: 'dpop',
    get tokenType() {
      return known.dpop?.extension.tokenType
    },
    providerFound: (server) => {
      known.server = server
    },
    refused: async (failure) => {
      const { server, dpop } = known
      if (dpop !== undefined || server === undefined || !await demandsProof(failure)) return undefined
      const loaded = await load()
      await loaded.extension.providerFound?.(server)
      known.dpop = loaded
      return { finding: { code: 'proof-demanded', details: {} } }
    },
    authorizationRequest: async (parameters, party) => await known.dpop?.extension.authorizationRequest?.(parameters, party) ?? parameters,
    send: next => async request => (known.dpop?.extension.send?.(next) ?? next)(request),
  }
  return { extension, key: () => known.dpop?.key() }
}
