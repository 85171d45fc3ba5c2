import type { ClientKey } from '../protocol/authentication/client-key.ts'
import type { Jwk } from '../protocol/authentication/jwk.ts'
import type { DecryptionKey } from '../protocol/encryption/decryption-key.ts'
import { rememberKey } from './possession.ts'
import type { Run } from './run.ts'

/** The key pairs of a client, apart by what they are for: a key that says so signs nothing, or decrypts nothing. */
export interface ClientKeys {
  keys: ClientKey[]
  decryptionKeys: DecryptionKey[]
}

/** Makes keys of a JWK, ready for use. */
export type TakeKey = (jwk: Jwk) => Promise<ClientKeys>

/** A value without a dot, a slash or a backslash names a key of `oauth-walk key`; anything else is a file. */
export function isKeyName(setting: string, value: string): boolean {
  return setting === 'client-key' && /^[\w-]+$/.test(value)
}

/**
 * The key pairs that a file or a name stands for, the newest first. Raises `file-unreadable`, `key-unusable`, `key-unknown`, `person-needed` where a
 * passphrase is to be typed, and what reading the store raises.
 */
export async function loadClientKeys(run: Run, key: string): Promise<ClientKeys> {
  const { toClientKeys } = await import('../protocol/authentication/private-key.ts')
  const { purposesOf, toDecryptionKey } = await import('../protocol/encryption/private-key.ts')
  const take: TakeKey = async (jwk) => {
    // Before anything is made of it: whatever fails from here on, nobody reads it.
    rememberKey(run.context.secrets, jwk)
    const { signs, decrypts } = purposesOf(jwk)
    return { keys: signs ? await toClientKeys(jwk) : [], decryptionKeys: decrypts ? [toDecryptionKey(jwk)] : [] }
  }
  if (isKeyName('client-key', key)) return (await import('./key/stored.ts')).takeStoredKeys(run, key, take)
  return (await import('./client-key-file.ts')).takeKeyFile(run, key, take)
}

/** The keys of several JWKs as one list of each kind, in their order. */
export function joinKeys(taken: readonly ClientKeys[]): ClientKeys {
  return { keys: taken.flatMap(({ keys }) => keys), decryptionKeys: taken.flatMap(({ decryptionKeys }) => decryptionKeys) }
}
