import type { CryptoKey } from 'oauth4webapi'

/**
 * A key pair of the client, ready to sign. The provider has the public key, under the same `kid` where there is one
 * (RFC 7517, section 4.5).
 */
export interface ClientKey {
  kid: string | undefined
  /** How it signs: a name of RFC 7518, section 3.1, such as `ES256`, or `EdDSA`. */
  algorithm: string
  privateKey: CryptoKey
  /** Its public part (RFC 7518, section 6). */
  publicJwk: Readonly<Record<string, unknown>>
}
