import { Failure } from '../../codes/failure.ts'
import type { KeptAs } from '../../session/envelope.ts'
import { createKeyStore, type KeyStore } from '../../session/key-store.ts'
import { checkKeyName, type StoredKeys } from '../../session/key-record.ts'
import type { Run } from '../run.ts'
import { joinKeys, type ClientKeys, type TakeKey } from '../client-authentication/taken-keys.ts'

export const usualName = 'default'

/** The stored keys of clients; those that are changed are kept in this way, undefined leaves each as it is. */
export function openKeys({ folder, context, warn, envelopes }: Run, keptAs?: KeptAs): KeyStore {
  return createKeyStore(folder, context.machine, warn, { keptAs, envelopes })
}

/** The stored keys of a name. Raises `key-name-invalid`, `key-unknown`, and what reading the store raises. */
export async function readStoredKeys(run: Run, name: string): Promise<StoredKeys> {
  const keys = await openKeys(run).read(checkKeyName(name))
  if (keys === undefined) throw new Failure('key-unknown', { name })
  return keys
}

/**
 * The same, ready to sign or to decrypt: the newest first, each under the `kid` by which the provider knows it. Raises
 * `key-unusable` for a damaged one too.
 */
export async function takeStoredKeys(run: Run, name: string, take: TakeKey): Promise<ClientKeys> {
  const { keys } = await readStoredKeys(run, name)
  try {
    return joinKeys(await Promise.all(keys.map(async ({ kid, alg, jwk }) => take({ ...jwk, kid, alg }))))
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'key-unusable')) throw error
    throw error.with(undefined, { path: name, setting: '--client-key', found: 'stored' })
  }
}
