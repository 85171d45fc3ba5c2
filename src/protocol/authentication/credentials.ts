import type { Secret } from '../../secrets/secret.ts'
import type { ClientKey } from './client-key.ts'

/** The client's id, and the means to prove it. */
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
  /** The audience of assertions, instead of the issuer. */
  assertionAudience?: string | undefined
  /** How the client's key signs its assertions, where one was asked for; otherwise as the provider takes it. */
  assertionAlgorithm?: string | undefined
  /** The provider registered it with its method, which the metadata then need not name. */
  isRegistered?: boolean | undefined
  /** It shows a certificate whenever it connects to the provider. */
  hasCertificate?: boolean | undefined
}
