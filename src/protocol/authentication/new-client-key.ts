import type { ClientKey } from './client-key.ts'
import type { Jwk } from './jwk.ts'
import { newKeyPair } from './new-key.ts'
import { toClientKeys } from './private-key.ts'

/** A new key pair for ES256 (RFC 7518, section 3.4), and the whole of it as a JWK for whoever else will sign with it. */
export async function newClientKey(): Promise<{ keys: ClientKey[], privateJwk: Jwk }> {
  const { kid, jwk } = await newKeyPair('ES256')
  const privateJwk = { ...jwk, kid, alg: 'ES256', use: 'sig' }
  return { keys: await toClientKeys(privateJwk), privateJwk }
}
