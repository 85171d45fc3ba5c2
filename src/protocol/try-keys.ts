import { compactVerify, importJWK, type JWK } from 'jose'
import type { WireResponse } from '../wire.ts'
import { keysIn, withoutPrivateMembers, type PublicKey } from './keys.ts'

/** What a key verifies that does not say it (RFC 7518, section 3.1). */
const usualAlgorithms: Readonly<Record<string, string>> = {
  RSA: 'RS256', 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512', Ed25519: 'EdDSA',
}

/**
 * Has Node and OpenSSL load what verifying by these keys needs, by verifying a signature that is none: the first use of
 * an algorithm takes several times as long as each later one. Takes the first key for signatures (RFC 7517, section
 * 4.2). Never fails.
 */
export async function tryKeys(answer: WireResponse): Promise<void> {
  const key = (keysIn(answer) ?? []).map(withoutPrivateMembers).find(({ use = 'sig' }) => use === 'sig')
  const alg = key && algorithmOf(key)
  if (alg === undefined) return
  const header = Buffer.from(JSON.stringify({ alg })).toString('base64url')
  await importJWK(key as JWK, alg).then(async imported => compactVerify(`${header}.e30.AAAA`, imported))
    .catch(() => undefined)
}

function algorithmOf({ alg, kty, crv }: PublicKey): string | undefined {
  const usual = usualAlgorithms[String(crv ?? kty)]
  return usual !== undefined && typeof alg === 'string' ? alg : usual
}
