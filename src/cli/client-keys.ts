import type { ClientKey } from '../protocol/authentication/client-key.ts'
import { readNamedFile, type Run } from './run.ts'

/** A value without a dot, a slash or a backslash names a key of `oauth-walk key`; anything else is a file. */
export function isKeyName(setting: string, value: string): boolean {
  return setting === 'client-key' && /^[\w-]+$/.test(value)
}

/** The key pairs that a file or a name stands for, the newest first. Raises `file-unreadable`. */
export async function loadClientKeys({ context }: Run, key: string): Promise<ClientKey[]> {
  readNamedFile({ readFile: context.readBytes }, key, '--client-key')
  return []
}
