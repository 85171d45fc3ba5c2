import type { Layer } from '../../providers/resolve.ts'
import type { SandboxOptions } from '../../sandbox/index.ts'
import type { ClientKeys } from '../client-authentication/taken-keys.ts'

/** What a login tells the sandbox of its client, and the keys that it signs and decrypts with. */
export interface SandboxClient {
  keys: ClientKeys
  registration: Pick<SandboxOptions, 'clientJwks' | 'clientAuthentication'>
  /** Under which settings the login gets past what is required. */
  settings: Layer
  /** What the profile keeps of it, so that the next commands can prove themselves too. */
  kept: Layer
}
