import { createPublicKey } from 'node:crypto'
import type { JsonObject } from '../../protocol/answer/json.ts'

/**
 * Why anybody can compute the private half of a published key, or sign without it, as far as that is plain from the key
 * itself.
 */
export type Weakness = 'exponent' | 'modulus' | 'point'

/** Looks at the numbers of a key (RFC 7518, sections 6.2.1 and 6.3.1); nothing where no fault is seen. */
export function weaknessOf({ kty, n, e, crv, x, y }: JsonObject): Weakness | undefined {
  if (kty === 'RSA' && !isOdd(n)) return 'modulus'
  if (kty === 'RSA') return isExponent(e) ? undefined : 'exponent'
  return kty === 'EC' && curves.has(crv) && !isOnCurve({ kty, crv, x, y }) ? 'point' : undefined
}

const curves: ReadonlySet<unknown> = new Set(['P-256', 'P-384', 'P-521'])

/** A product of two primes is odd. */
function isOdd(number: unknown): boolean {
  return ((bytesOf(number).at(-1) ?? 0) & 1) === 1
}

/** With an exponent of 1 a signature is the message itself; an even one has no private half (RFC 8017, section 3.1). */
function isExponent(exponent: unknown): boolean {
  const bytes = bytesOf(exponent)
  const first = bytes.findIndex(byte => byte !== 0)
  return isOdd(exponent) && (first < bytes.length - 1 || (bytes.at(-1) ?? 0) >= 3)
}

function isOnCurve(key: Record<string, unknown>): boolean {
  try {
    createPublicKey({ key, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

function bytesOf(number: unknown): Buffer {
  return Buffer.from(typeof number === 'string' ? number : '', 'base64url')
}
