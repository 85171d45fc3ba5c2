import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const

/**
 * A new private key for ECDSA on this curve. It is read from its encoding: on Node 20, a key that was generated a
 * moment ago may lock the process up for ever while it is exported, when what generated it is collected at that very
 * time.
 */
export function newEcdsaKey(namedCurve: 'P-256' | 'secp256k1'): KeyObject {
  return createPrivateKey(generateKeyPairSync('ec', { namedCurve, publicKeyEncoding, privateKeyEncoding }).privateKey)
}

/** The same for RSA with that many bits. */
export function newRsaKey(modulusLength: number): KeyObject {
  return createPrivateKey(
    generateKeyPairSync('rsa', { modulusLength, publicKeyEncoding, privateKeyEncoding }).privateKey,
  )
}
