import type { KeyObject } from 'node:crypto'
import type { KeyManagementAlgorithm } from './algorithms.ts'

/** A key pair of the client to which others encrypt. It signs nothing. */
export interface DecryptionKey {
  kid: string | undefined
  /** The ways in which it may be encrypted to: the one that it names, otherwise all of its type. */
  algorithms: readonly KeyManagementAlgorithm[]
  privateKey: KeyObject
  /** Its public part, as it is registered at a provider (RFC 7517, section 4). */
  publicJwk: Readonly<Record<string, unknown>>
}
