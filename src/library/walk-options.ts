import type { AuthenticationMethod } from '../protocol/authentication/methods.ts'
import type { ProviderSettings } from '../walk/context.ts'
import type { Observer } from '../walk/events.ts'
import type { Extension } from '../walk/extension.ts'

/** What one login needs. Times are in seconds. */
export interface WalkOptions {
  /** The provider by discovery (OpenID Connect Discovery 1.0, RFC 8414); or its endpoints, or both. */
  issuer?: string
  endpoints?: ProviderSettings['endpoints']
  clientId: string
  clientSecret?: string
  /** The secret is sent as it is, whatever stands around it. */
  verbatimSecrets?: boolean
  authMethod?: AuthenticationMethod
  /** Asked for where the provider's metadata knows them: openid, profile and email. */
  scope?: string[]
  /**
   * More parameters of the authorization request and of the token request; none may override what protects the walk.
   */
  parameters?: [name: string, value: string][]
  tokenParameters?: [name: string, value: string][]
  /** An http address of this machine, as it is registered; port 0 takes any. Default: http://127.0.0.1:8765/callback */
  redirectUri?: string
  responseMode?: 'query' | 'form_post'
  /** Pushes the authorization request (RFC 9126), also where the provider does not demand it. */
  par?: boolean
  /** PKCE with S256 (RFC 7636); only false switches it off. */
  pkce?: boolean
  /** Brings the user's browser to the address. The walk waits for the answer, not for this. */
  openBrowser: (url: string) => void | Promise<void>
  /** See each event; the walk waits for each observer. Secrets are placeholders, unless `showSecrets`. */
  observers?: Observer[]
  showSecrets?: boolean
  /** Change messages on their way; the first is the outermost. */
  extensions?: Extension[]
  /** No deviation from the standards is tolerated. */
  strict?: boolean
  /** How long to wait for the user; default 300. */
  timeout?: number
  /** The total for one request; default 15. */
  httpTimeout?: number
  /** The authority that signed the provider's certificate, in PEM. */
  ca?: string
  signal?: AbortSignal
  /** The language of the page that the user's browser ends at. */
  language?: 'en' | 'zh'
}
