import type { SandboxMiddleware } from './interactions.ts'
import type { ClientJwks, ProvingMethod } from './locks/registration.ts'
import type { RegistrationKind } from './locks/self-registration.ts'
import type { StateFolder } from './storage/folder.ts'

/** How to run the sandbox. */
export interface SandboxOptions {
  folder: StateFolder
  port?: number
  redirectUris?: string[]
  codeLifetimeSeconds?: number
  accessTokenLifetimeSeconds?: number
  /** It takes another port where a program of somebody else has the remembered one. */
  mayMove?: boolean
  /** The locks: no client gets past them without opening them. */
  require?: readonly string[] | undefined
  /** The public keys of the client `oauth-walk`; remembered until a login gives others. */
  clientJwks?: ClientJwks | undefined
  /** How that client authenticates, if not by its secret; remembered as well. */
  clientAuthentication?: ProvingMethod | undefined
  /** Clients may register themselves. */
  registration?: RegistrationKind | undefined
  /** The name of the fault to play. */
  misbehave?: string | undefined
  /** Gets a line for each request to an endpoint. */
  note?: ((line: string) => void) | undefined
  middlewares?: readonly SandboxMiddleware[]
  /** An MCP server stands behind the provider, at `/mcp`. */
  mcp?: boolean
}
