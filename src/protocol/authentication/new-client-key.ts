import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { importJWK, type CryptoKey, type JWK } from 'jose'
import type { ClientKey } from './client-key.ts'
import { toPublicJwk } from './jwk.ts'

/** A new key pair for ES256 (RFC 7518, section 3.4), and the whole of it as a JWK for whoever else will sign with it. */
export async function newClientKey(): Promise<{ key: ClientKey, privateJwk: JWK }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = randomUUID()
  const jwk = privateKey.export({ format: 'jwk' }) as JWK
  const named = { kid, alg: 'ES256' }
  return {
    key: { kid, algorithm: 'ES256', privateKey: await importJWK(jwk, 'ES256') as CryptoKey, publicJwk: toPublicJwk({ ...jwk }, named) },
    privateJwk: { ...jwk, ...named, use: 'sig' },
  }
}
