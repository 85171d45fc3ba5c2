import { Failure } from '../../failure.ts'
import type { ClientKey } from './client-key.ts'

/**
 * The first key whose algorithm the provider takes; where it names no algorithm, the first key. Raises `authentication-unsupported` where it takes
 * none of them.
 */
export function chooseKey(keys: readonly ClientKey[], issuer: string, taken: readonly string[] | undefined): ClientKey {
  const key = keys.find(({ algorithm }) => !taken?.length || namesOf(algorithm).some(name => taken.includes(name)))
  if (key) return key
  throw new Failure('authentication-unsupported', { issuer, what: 'algorithm', supported: taken ?? [], possible: keys.map(({ algorithm }) => algorithm) })
}

/** Ed25519 has two names (RFC 8037, section 3.1; RFC 9864, section 2.2). */
function namesOf(algorithm: string): string[] {
  return algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm]
}
