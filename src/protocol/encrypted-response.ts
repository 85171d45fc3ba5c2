import type { DecryptionKey } from './encryption/decryption-key.ts'
import { isJwe } from './encryption/jwe-header.ts'
import { openJwe, type Opened } from './encryption/open.ts'

/**
 * The signed JWT in an authorization response (JARM, section 2); the check is there where it came encrypted (section
 * 2.2). Raises `decryption-key-missing`.
 */
export async function openResponse(
  parameters: URLSearchParams, keys: readonly DecryptionKey[],
): Promise<Partial<Opened>> {
  const response = parameters.get('response') ?? undefined
  return response !== undefined && isJwe(response)
    ? openJwe(response, 'authorization_response', keys)
    : { plaintext: response }
}
