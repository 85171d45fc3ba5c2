import type { ProviderProbeName } from '../../../codes/exam.ts'

/** A server that many people run: how its metadata tells that it is one, and what its own settings are called. */
export interface KnownServer {
  name: string
  /** How addresses in its metadata end; all of these, whatever the host and the path before. */
  knownBy: Partial<Record<'authorization_endpoint' | 'token_endpoint' | 'userinfo_endpoint' | 'jwks_uri'
  | 'device_authorization_endpoint', RegExp>>
  /** Where the settings are described: this is where their names were read. */
  source: string
  /**
   * The settings that decide whether a rule holds, and the value with which it does, as the server's own documents
   * write them.
   */
  settings: Partial<Record<ProviderProbeName, string>>
}
