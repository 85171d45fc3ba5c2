import { createHmac, sign, type KeyObject } from 'node:crypto'
import { newEcdsaPair, rsaPair } from './key-pairs.ts'

export type SignatureAlgorithm = 'RS256' | 'ES256' | 'HS256'

interface Pair { privateKey: KeyObject, publicKey: KeyObject }

const pairs = new Map<string, Pair>()

function pairFor(algorithm: 'RS256' | 'ES256'): Pair {
  const known = pairs.get(algorithm)
  if (known) return known
  const made = algorithm === 'RS256' ? rsaPair(1) : newEcdsaPair()
  pairs.set(algorithm, made)
  return made
}

/** The key set that a vendor publishes; none for a token that is keyed with the client secret. */
export function publishKeys(algorithm: SignatureAlgorithm): { keys: object[] } {
  if (algorithm === 'HS256') return { keys: [] }
  return {
    keys: [
      {
        ...pairFor(algorithm).publicKey.export({ format: 'jwk' }), kid: `vendor-${algorithm}`, use: 'sig',
        alg: algorithm,
      },
    ],
  }
}

/**
 * An ID token of the vendor; `secret` keys HS256. Signed with node:crypto, so that nothing of the product judges
 * itself.
 */
export function signIdToken(algorithm: SignatureAlgorithm, claims: Record<string, unknown>, secret = ''): string {
  const header = { alg: algorithm, typ: 'JWT', ...algorithm === 'HS256' ? {} : { kid: `vendor-${algorithm}` } }
  const text = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${signText(algorithm, text, secret).toString('base64url')}`
}

function signText(algorithm: SignatureAlgorithm, text: string, secret: string): Buffer {
  if (algorithm === 'HS256') return createHmac('sha256', secret).update(text).digest()
  const { privateKey } = pairFor(algorithm)
  return sign(
    'sha256', Buffer.from(text), algorithm === 'RS256' ? privateKey : { key: privateKey, dsaEncoding: 'ieee-p1363' },
  )
}
