import type { JWSHeaderParameters } from 'jose'
import { describeBy, type Cause } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import { holds, type Check } from './checks.ts'
import type { PublicKey } from './keys.ts'

/** The type of key and, where it has several, the curve that an algorithm takes (RFC 7518, section 3.1; RFC 8037). */
const kinds: Readonly<Record<string, { kty: string, crv?: string }>> = {
  RS256: { kty: 'RSA' }, RS384: { kty: 'RSA' }, RS512: { kty: 'RSA' }, PS256: { kty: 'RSA' }, PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' }, ES384: { kty: 'EC', crv: 'P-384' }, ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' }, Ed25519: { kty: 'OKP', crv: 'Ed25519' },
}

/** The least that RSA keys must have (RFC 7518, section 3.3), in bits. */
const leastBits = 2048

/**
 * Why none of a provider's keys can be used for a token, or nobody can tell which (RFC 7515, section 4.1.4; OpenID
 * Connect Core 1.0, section 10.1). Undefined where exactly one fits and is long enough.
 */
export function explainKeys({ alg = '', kid }: JWSHeaderParameters, keys: readonly PublicKey[]): Cause | undefined {
  if (keys.length === 0) return { code: 'no-keys', facts: [] }
  const named = kid === undefined ? keys : keys.filter(key => key['kid'] === kid)
  const [only] = named
  if (!only) return { code: 'no-such-kid', facts: [keys.length, String(kid)] }
  const fitting = named.filter(key => isFor(key, alg))
  const [key] = fitting
  if (!key) return { code: 'key-of-another-kind', facts: [alg, differenceOf(only, alg)] }
  if (fitting.length > 1)
    return kid === undefined
      ? { code: 'ambiguous-key', facts: [fitting.length] }
      : { code: 'ambiguous-kid', facts: [fitting.length, kid] }
  const bits = bitsOf(key)
  return bits !== undefined && bits < leastBits ? { code: 'key-too-short', facts: [bits, leastBits] } : undefined
}

/**
 * The check that a key published at this address has signed a JWT; `because` says why none has, and is undefined where
 * one has (RFC 7515, section 5.2).
 */
export function checkSigned(
  name: CheckName, rule: string, address: string | undefined, because: Cause | undefined,
): Check {
  const expected = describeBy('key-of', ...address === undefined ? [] : [address])
  const actual = because === undefined ? describeBy('signed') : describeMisfit(because)
  return holds(name, rule, expected, actual, because === undefined, because)
}

/** Describes what came in place of a signature by a key that fits. */
function describeMisfit({ code, facts }: Cause): string {
  switch (code) {
    case 'no-key-set': return describeBy('no-keys')
    case 'no-keys': case 'key-of-another-kind': case 'key-unusable': case 'signature-wrong': return describeBy(code)
    case 'ambiguous-key': case 'ambiguous-kid': return describeBy('keys-fit', facts[0] ?? '')
    case 'key-too-short': return describeBy('key-of-bits', facts[0] ?? '')
    case 'critical-extension': return describeBy('critical-header')
    default: return describeBy('no-key-fits')
  }
}

function isFor(key: PublicKey, alg: string): boolean {
  return differenceOf(key, alg) === ''
}

/** The member that rules a key out for this algorithm, such as `use=enc`; empty where none does. */
function differenceOf(key: PublicKey, alg: string): string {
  const { kty, crv } = kinds[alg] ?? {}
  if (key['kty'] !== kty) return member('kty', key)
  if (crv !== undefined && key['crv'] !== crv) return member('crv', key)
  if (key['alg'] !== undefined && key['alg'] !== alg) return member('alg', key)
  if (key['use'] !== undefined && key['use'] !== 'sig') return member('use', key)
  const operations = key['key_ops']
  return Array.isArray(operations) && !operations.includes('verify') ? member('key_ops', key) : ''
}

function member(name: string, key: PublicKey): string {
  const value = key[name]
  return `${name}=${typeof value === 'string' ? value : JSON.stringify(value ?? null)}`
}

/**
 * The length of an RSA modulus in bits (RFC 7518, section 6.3.1.1); undefined for other keys and where it can't be
 * read.
 */
function bitsOf({ kty, n }: PublicKey): number | undefined {
  if (kty !== 'RSA' || typeof n !== 'string') return undefined
  const bytes = Buffer.from(n, 'base64url')
  const first = bytes.findIndex(byte => byte !== 0)
  if (first < 0) return undefined
  // clz32 counts the zeros before a number of 32 bits, of which a byte has the last eight.
  const leadingZeros = Math.clz32(bytes[first] ?? 0) - 24
  return (bytes.length - first) * 8 - leadingZeros
}
