import { customFetch } from 'oauth4webapi'
import type { Send } from '../wire.ts'
import { fetchKeys, type PublicKey } from './keys.ts'
import { libraryOptions } from './library.ts'

/**
 * Fetches the keys that a provider publishes (RFC 7517, section 5), public members alone. Raises `redirect-refused`,
 * `unreadable-answer` and network failures.
 */
export async function publishedKeys(send: Send, address: string): Promise<PublicKey[]> {
  const keys: PublicKey[] = []
  const options = libraryOptions(fetchKeys(send, found => keys.push(...found)), 'jwks', address)
  await options[customFetch](address, { method: 'GET', headers: {} })
  return keys
}
