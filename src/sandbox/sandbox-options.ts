import type { SandboxMiddleware } from './interactions.ts'
import type { ClientJwks, ProvingMethod } from './locks/registration.ts'
import type { RegistrationKind } from './locks/self-registration.ts'
import type { StateFolder } from './storage/folder.ts'

/**
 * How to run the sandbox. Lifetimes in seconds; `mayMove`: take another port if a foreign program has the remembered
 * one; `require`: the locks that no client gets past without opening them; `clientJwks`: the public keys of the client
 * `oauth-walk`, and `clientAuthentication`: how it authenticates if not by its secret: both are remembered until a
 * login gives others; `registration`: whether clients may register themselves; `misbehave`: the fault to play; `note`:
 * gets a line for each request to an endpoint.
 */
export interface SandboxOptions {
  folder: StateFolder
  port?: number
  redirectUris?: string[]
  codeLifetimeSeconds?: number
  accessTokenLifetimeSeconds?: number
  mayMove?: boolean
  require?: readonly string[] | undefined
  clientJwks?: ClientJwks | undefined
  clientAuthentication?: ProvingMethod | undefined
  registration?: RegistrationKind | undefined
  misbehave?: string | undefined
  note?: ((line: string) => void) | undefined
  middlewares?: readonly SandboxMiddleware[]
  /** An MCP server stands behind the provider, at `/mcp`. */
  mcp?: boolean
}
