import { anonymous, authenticate, chooseAuthentication } from '../../protocol/authentication/index.ts'
import { libraryClient } from '../../protocol/client.ts'
import type { TokenEndpointParty } from '../../protocol/token-request.ts'
import { clockSkewSeconds } from '../1-start.ts'
import { backChannel } from '../back-channel.ts'
import type { Traveller } from '../context.ts'
import { findProvider } from '../find-provider.ts'

/**
 * Finds the provider and settles how the client authenticates, for messages outside of a walk's six steps. `alone`: the
 * token endpoint is all that is needed.
 */
export async function meetProvider(walk: Traveller, { alone = false } = {}): Promise<TokenEndpointParty> {
  const server = await findProvider(walk, { alone })
  if (walk.client.clientId === '') return { server, send: backChannel(walk), ...anonymous }
  const method = chooseAuthentication(walk.client.authentication, walk.client, server)
  return {
    server, send: backChannel(walk), authentication: authenticate(method, walk.client, server),
    client: libraryClient(walk.client.clientId, server, clockSkewSeconds(walk)),
  }
}
