import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { barePublicJwk, type Jwk } from './jwk.ts'
import type { KeyManagementAlgorithm } from '../encryption/algorithms.ts'
import type { SigningAlgorithm } from './signing-algorithms.ts'

/** The algorithms that we make key pairs for: ways to sign, and ways to be encrypted to. */
export type KeyAlgorithm = SigningAlgorithm | KeyManagementAlgorithm

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const
const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }
/** 128 bits of security, good beyond 2030 (NIST SP 800-57 part 1, table 2). */
const modulusLength = 3072

/**
 * A new key pair for this algorithm, with its RFC 7638 thumbprint (SHA-256) as its `kid`: whoever has the public key
 * can tell it. Raises nothing.
 */
export async function newKeyPair(algorithm: KeyAlgorithm): Promise<{ kid: string, jwk: Record<string, unknown> }> {
  // The key is read back from PEM, since Node 20 may lock up for ever when it exports a key that was just generated.
  const jwk = createPrivateKey(generatePair(algorithm)).export({ format: 'jwk' })
  return { kid: await calculateJwkThumbprint(jwk), jwk: { ...jwk } }
}

function generatePair(algorithm: KeyAlgorithm): string {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519', { publicKeyEncoding, privateKeyEncoding }).privateKey
  const namedCurve = algorithm.startsWith('ECDH') ? 'P-256' : curves[algorithm]
  if (namedCurve) return generateKeyPairSync('ec', { namedCurve, publicKeyEncoding, privateKeyEncoding }).privateKey
  return generateKeyPairSync('rsa', { modulusLength, publicKeyEncoding, privateKeyEncoding }).privateKey
}

/** The public key of a pair in PEM, as SubjectPublicKeyInfo (RFC 5280, section 4.1; RFC 7468, section 13). */
export function publicPem(jwk: Jwk): string {
  return createPublicKey({ key: barePublicJwk(jwk) as JsonWebKey, format: 'jwk' }).export({
    type: 'spki', format: 'pem',
  }).toString()
}
