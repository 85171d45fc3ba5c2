import type { Failure } from '../codes/failure.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import type { Extension } from '../walk/extension.ts'
import type { Dpop } from './dpop.ts'

/**
 * Proofs of possession, once a refusal has demanded them (RFC 9449, section 5); before, nothing is loaded and no key is
 * made. The walk asks for authorization once more, since the refused token request may have spent the code.
 */
export function createDpopOnDemand(
  load: () => Promise<Dpop>, demandsProof: (failure: Failure) => Promise<boolean>,
): Dpop {
  const known: { server?: AuthorizationServer, dpop?: Dpop, isWanted?: boolean } = {}
  const begin = async (server: AuthorizationServer) => {
    const loaded = await load()
    await loaded.extension.providerFound?.(server)
    known.dpop = loaded
  }
  const extension: Extension = {
    name: 'dpop',
    get tokenType() {
      return known.dpop?.extension.tokenType
    },
    // A resource that takes only bound tokens says so before anybody signs in (RFC 9449, section 7.1).
    resourceFound: (_identifier, schemes) => {
      known.isWanted = schemes.length > 0 && schemes.every(scheme => scheme === 'dpop')
    },
    providerFound: async (server) => {
      known.server = server
      if (known.isWanted) await begin(server)
    },
    refused: async (failure) => {
      const { server, dpop } = known
      if (dpop !== undefined || server === undefined || !await demandsProof(failure)) return undefined
      await begin(server)
      return { finding: { code: 'proof-demanded', details: {} } }
    },
    authorizationRequest: async (parameters, party) =>
      await known.dpop?.extension.authorizationRequest?.(parameters, party) ?? parameters,
    send: next => async request => (known.dpop?.extension.send?.(next) ?? next)(request),
  }
  return { extension, key: () => known.dpop?.key() }
}
