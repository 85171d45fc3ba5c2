import { factsOf, type SandboxFacts } from './clients.ts'
import { readState } from './storage/file.ts'

/**
 * What the state file in `folder` says about issuer, clients and user; undefined if there is none. Starts nothing, loads nothing.
 * Raises `SandboxError` (`state-unreadable`).
 */
export function readSandbox(folder: string): SandboxFacts | undefined {
  const state = readState(folder)
  return state && factsOf(state)
}

export { SandboxError, type SandboxErrorCode } from './errors.ts'
export type { SandboxClient, SandboxFacts } from './clients.ts'
export type { SandboxMiddleware } from './interactions.ts'
export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
export { signInAsTheUser, type SignInOptions } from './user-agent/index.ts'
