import { generateKeyPairSync, randomUUID, type JsonWebKey } from 'node:crypto'
import type { ClientKey } from './client-key.ts'

/**
 * A new key pair for ES256 (RFC 7518, section 3.4). It is read from its encoding: on Node 20, a key that was generated a moment ago may lock the
 * process up for ever while it is exported.
 */
export async function newClientKey(): Promise<ClientKey> {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return {
    kid: randomUUID(), algorithm: 'ES256',
    privateKey: await crypto.subtle.importKey('pkcs8', privateKey, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']),
  }
}

/** The whole key as a JWK (RFC 7517, section 4), for whoever will sign with it. The key must be extractable. */
export async function privateJwkOf({ kid, algorithm, privateKey }: ClientKey): Promise<JsonWebKey> {
  const { key_ops: _operations, ext: _extractable, ...jwk } = await crypto.subtle.exportKey('jwk', privateKey)
  return { ...jwk, ...kid === undefined ? {} : { kid }, alg: algorithm, use: 'sig' }
}

/** What a provider may know of the key: the members that RFC 7518, section 6 calls public. The key must be extractable. */
export async function publicJwkOf(key: ClientKey): Promise<JsonWebKey> {
  const { kty, crv, x, y, n, e, kid, alg, use } = await privateJwkOf(key)
  return Object.fromEntries(Object.entries({ kty, crv, x, y, n, e, kid, alg, use }).filter(([, value]) => value !== undefined))
}
