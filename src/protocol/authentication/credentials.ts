import type { Secret } from '../../secrets/secret.ts'
import type { ClientKey } from './client-key.ts'

/** What identifies the client: its id, and what it can prove it with. */
export interface ClientCredentials {
  clientId: string
  clientSecret: Secret | undefined
  /** Its key pairs, the one to be preferred first. */
  keys?: readonly ClientKey[] | undefined
  /**
   * A client assertion that somebody else signs for it, such as a cluster; taken anew for each request, since it does
   * not live long.
   */
  takeAssertion?: ((server: { issuer: string, token_endpoint?: string }) => Secret | Promise<Secret>) | undefined
  /** What an assertion names as its audience instead of the issuer. */
  assertionAudience?: string | undefined
  /** How the client's key signs its assertions, where one was asked for; otherwise as the provider takes it. */
  assertionAlgorithm?: string | undefined
  /** The provider itself told how it authenticates, when it registered it: the metadata need not name that. */
  isRegistered?: boolean | undefined
  /** It shows a certificate whenever it connects to the provider. */
  hasCertificate?: boolean | undefined
}
