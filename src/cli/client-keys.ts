import type { ClientKey } from '../protocol/authentication/client-key.ts'
import { rememberKey } from './possession.ts'
import type { Run } from './run.ts'

/** A value without a dot, a slash or a backslash names a key of `oauth-walk key`; anything else is a file. */
export function isKeyName(setting: string, value: string): boolean {
  return setting === 'client-key' && /^[\w-]+$/.test(value)
}

/**
 * The key pairs that a file or a name stands for, the newest first. Raises `file-unreadable`, `key-unusable`, `key-unknown`, `person-needed` where a
 * passphrase is to be typed, and what reading the store raises.
 */
export async function loadClientKeys(run: Run, key: string): Promise<ClientKey[]> {
  const { toClientKeys } = await import('../protocol/authentication/private-key.ts')
  const take = async (jwk: Readonly<Record<string, unknown>>) => {
    // Before anything is made of it: whatever fails from here on, nobody reads it.
    rememberKey(run.context.secrets, jwk)
    return toClientKeys(jwk)
  }
  if (isKeyName('client-key', key)) return (await import('./key/stored.ts')).takeStoredKeys(run, key, take)
  return (await import('./client-key-file.ts')).takeKeyFile(run, key, take)
}
