import { Failure } from '../codes/failure.ts'
import { checkNamedAddress, requestResourceMetadata } from '../protocol/resource/metadata.ts'
import type { ProtectedResource } from '../walk/context.ts'
import type { Extension } from '../walk/extension.ts'
import type { Send } from '../wire.ts'

/**
 * Starts the walk again, once, where a resource refuses a new token because it now takes those of another authorization
 * server (RFC 9728, section 5.1: its metadata may change at any time, and a 401 says where it stands). Not where the
 * user chose the server; and where the client can't follow, `authorization-server-changed` is raised.
 */
export function createServerMoved(isChosen: boolean, bond?: ProtectedResource['bond']): Extension {
  let [resource, issuer, times] = ['', '', 0]
  return {
    name: 'server-moved',
    resourceFound: (found) => {
      resource = found
    },
    providerFound: (server) => {
      issuer = server.issuer
    },
    refused: async (failure, send) => {
      const { url, metadata } = failure.details
      if (failure.code !== 'resource-refused' || typeof metadata !== 'string' || isChosen || times > 0) return undefined
      times += 1
      const servers = await serversNow(send, String(url), metadata, resource)
      // A slash at the end is forgiven where the provider is found, so it makes no other provider here.
      const [now] = servers
      if (now === undefined || servers.some(server => bare(server) === bare(issuer))) return undefined
      requireBond(failure, () => bond?.require(String(url), now))
      return {
        finding: { code: 'authorization-server-moved', details: { before: issuer, now } },
        startsAgain: true,
      }
    },
  }
}

/** What is known of the tokens that the resource refused is true of a walk that ends here too. */
function requireBond({ step, details }: Failure, require: () => void): void {
  try {
    require()
  } catch (error) {
    throw error instanceof Failure ? error.with(step, { session_saved: details['session_saved'] }) : error
  }
}

const bare = (issuer: string) => issuer.replace(/\/$/, '')

/**
 * The authorization servers that the resource names now; none where its metadata can't be read, since then the refusal
 * itself is told.
 */
async function serversNow(send: Send, url: string, address: string, resource: string): Promise<string[]> {
  if (checkNamedAddress(url, 'resource_metadata', address).some(({ ok }) => !ok)) return []
  try {
    const metadata = await requestResourceMetadata(send, address)
    return metadata.resource === resource ? metadata.authorizationServers : []
  } catch (error) {
    if (error instanceof Failure) return []
    throw error
  }
}
