import { toDecryptionKey } from '../encryption/private-key.ts'
import type { DecryptionKey } from '../encryption/decryption-key.ts'
import type { ClientKey } from './client-key.ts'
import type { Jwk } from './jwk.ts'
import { newKeyPair } from './new-key.ts'
import { toClientKeys } from './private-key.ts'

/** Makes a key pair for ES256 (RFC 7518, section 3.4), also as a whole JWK for whoever else will sign with it. */
export async function newClientKey(): Promise<{ keys: ClientKey[], privateJwk: Jwk }> {
  const { kid, jwk } = await newKeyPair('ES256')
  const privateJwk = { ...jwk, kid, alg: 'ES256', use: 'sig' }
  return { keys: await toClientKeys(privateJwk), privateJwk }
}

/** Makes a key pair for ECDH-ES (RFC 7518, section 4.6), also as a whole JWK for whoever else will decrypt with it. */
export async function newDecryptionKey(): Promise<{ key: DecryptionKey, privateJwk: Jwk }> {
  const { kid, jwk } = await newKeyPair('ECDH-ES')
  const privateJwk = { ...jwk, kid, alg: 'ECDH-ES', use: 'enc' }
  return { key: toDecryptionKey(privateJwk), privateJwk }
}
