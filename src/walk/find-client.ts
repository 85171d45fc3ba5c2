import type { AuthorizationServer } from '../protocol/metadata.ts'
import type { ClientSettings, Walk } from './context.ts'

/** Who the client is at this provider, and what it may ask for there. */
export interface FoundClient {
  credentials: ClientSettings
  scope: string[]
}

/**
 * Finds out who the client is at this provider: the one that the user or the profile named, the one that a metadata
 * document describes where the id is its address, or a registered one, which registers itself where it may, for the
 * `later` scopes too. Raises what checking the document and registering raise.
 */
export async function findClient(
  walk: Walk, server: AuthorizationServer, scope: string[], later: readonly string[] = [],
): Promise<FoundClient> {
  const { client, registering } = walk
  if (registering)
    return (await import('./take-registered.ts')).takeRegistered(walk, registering, server, { scope, later })
  if (!client.clientId.startsWith('https://')) return { credentials: client, scope }
  const { settleByDocument } = await import('./client-document.ts')
  return { credentials: await settleByDocument(walk, server), scope }
}
