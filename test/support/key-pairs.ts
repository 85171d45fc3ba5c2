import { createPublicKey, type KeyObject } from 'node:crypto'
import { newEcdsaKey, newRsaKey } from '../../src/sandbox/new-key.ts'

/** A key and what may be published of it, for providers of the tests; safe to export at once. */
export interface KeyPair { privateKey: KeyObject, publicKey: KeyObject }

export const newEcdsaPair = (): KeyPair => pairOf(newEcdsaKey('P-256'))
export const newRsaPair = (): KeyPair => pairOf(newRsaKey(2048))

let shared: KeyPair | undefined

/**
 * The RSA key with which each provider of one worker signs: to find one takes as long as a whole walk, and none is told
 * from another by it.
 */
export const providersRsaPair = (): KeyPair => shared ??= newRsaPair()

function pairOf(privateKey: KeyObject): KeyPair {
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
