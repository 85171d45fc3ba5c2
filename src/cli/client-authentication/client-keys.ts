import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { rememberKey } from './possession.ts'
import type { Run } from '../run.ts'
import { joinKeys, type ClientKeys, type TakeKey } from './taken-keys.ts'

/** A value without a dot, a slash or a backslash names a key of `oauth-walk key`; anything else is a file. */
export function isKeyName(setting: string, value: string): boolean {
  return setting === 'client-key' && /^[\w-]+$/.test(value)
}

/** The key pairs that `--client-key` names; none where it names nothing. Raises what loading them raises. */
export async function keysGiven(run: Run, resolved: Resolved): Promise<ClientKeys> {
  const key = textOf(resolved, 'client-key')
  return key === undefined ? joinKeys([]) : loadClientKeys(run, key)
}

/**
 * The key pairs that a file or a name stands for, the newest first. Raises `file-unreadable`, `key-unusable`,
 * `key-unknown`, `person-needed` where a passphrase is to be typed, and what reading the store raises.
 */
export async function loadClientKeys(run: Run, key: string): Promise<ClientKeys> {
  const { toClientKeys } = await import('../../protocol/authentication/private-key.ts')
  const { purposesOf, toDecryptionKey } = await import('../../protocol/encryption/private-key.ts')
  const take: TakeKey = async (jwk) => {
    // Before anything is made of it: whatever fails from here on, nobody reads it.
    rememberKey(run.context.secrets, jwk)
    const { signs, decrypts } = purposesOf(jwk)
    return { keys: signs ? await toClientKeys(jwk) : [], decryptionKeys: decrypts ? [toDecryptionKey(jwk)] : [] }
  }
  if (isKeyName('client-key', key)) return (await import('../key/stored.ts')).takeStoredKeys(run, key, take)
  return (await import('./key-file.ts')).takeKeyFile(run, key, take)
}
