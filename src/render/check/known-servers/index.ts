import { djangoOauthToolkit, identityServer, oidcProvider, spring } from './frameworks.ts'
import type { KnownServer } from './known-server.ts'
import { authelia, dex, glewlwyd, hydra, keycloak, zitadel } from './products.ts'

/** One that answers at more addresses of its own stands before one that answers at fewer. */
export const knownServers: readonly KnownServer[] = [
  keycloak, authelia, zitadel, identityServer, spring, oidcProvider, djangoOauthToolkit, glewlwyd, hydra, dex,
]

/** Which server published this metadata, where it can be told by its addresses. */
export function recogniseServer(metadata: Readonly<Record<string, unknown>>): KnownServer | undefined {
  return knownServers.find(({ knownBy }) => Object.entries(knownBy).every(([name, end]) => {
    const address = metadata[name]
    return typeof address === 'string' && address.length <= 2000 && end.test(address)
  }))
}
