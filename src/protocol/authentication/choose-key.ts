import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { ClientKey } from './client-key.ts'

/** An algorithm that the user asked for by a setting. */
export interface AskedAlgorithm { setting: string, algorithm: string | undefined }

/**
 * The first key that signs as asked and as the provider takes it; where nobody names an algorithm, the first key.
 * Raises `setting-invalid` where no key signs as asked, `authentication-unsupported` where the provider takes none of
 * their algorithms.
 */
export function chooseKey(
  keys: readonly ClientKey[], issuer: string, taken: readonly string[] | undefined, asked?: AskedAlgorithm,
): ClientKey {
  const possible = asked?.algorithm === undefined ? keys : keysFor(keys, asked.setting, asked.algorithm)
  const key = possible.find(({ algorithm }) => !taken?.length || namesOf(algorithm).some(name => taken.includes(name)))
  if (key) return key
  throw new Failure('authentication-unsupported', {
    issuer, what: 'algorithm', supported: taken ?? [], possible: possible.map(({ algorithm }) => algorithm),
  })
}

function keysFor(keys: readonly ClientKey[], setting: string, asked: string): readonly ClientKey[] {
  const possible = keys.filter(({ algorithm }) => namesOf(algorithm).includes(asked))
  if (possible.length > 0 || keys.length === 0) return possible
  throw new Failure('setting-invalid', {
    setting, value: asked, expected: describeBy('one-of', ...new Set(keys.map(({ algorithm }) => algorithm))),
  })
}

/** Ed25519 has two names (RFC 8037, section 3.1; RFC 9864, section 2.2). */
function namesOf(algorithm: string): string[] {
  return algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm]
}
