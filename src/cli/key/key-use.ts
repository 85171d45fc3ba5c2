import { useOf } from '../../protocol/encryption/algorithms.ts'
import type { StoredKey } from '../../session/key-record.ts'
import type { Run } from '../run.ts'

/** What a key is for, and whether it is the one that signs from now on. */
export interface KeyUse { use: 'sig' | 'enc', signs: boolean }

/** The newest that signs does: those to which others encrypt may all still be used. */
export function describeUse(kid: string, alg: string, keys: readonly Pick<StoredKey, 'kid' | 'alg'>[]): KeyUse {
  return { use: useOf(alg), signs: kid === keys.find(key => useOf(key.alg) === 'sig')?.kid }
}

/** The same for a reader. */
export function useInWords({ catalogue: { key } }: Run, { use, signs }: KeyUse): string {
  return use === 'enc' ? key.decrypts : signs ? key.signs : key.signedBefore
}
