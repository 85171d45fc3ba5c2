import { createEncryption } from '../../extensions/encryption.ts'
import type { DecryptionKey } from '../../protocol/encryption/decryption-key.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Extension } from '../../walk/extension.ts'

/** What opens the answers that are encrypted to the client, with keys that are taken when the first such comes. */
export function openAnswers(
  secrets: Secrets, keys: () => Promise<readonly DecryptionKey[]>, resolved: Resolved,
): Extension {
  return createEncryption({
    keys,
    remember: idToken => secrets.remember('id_token', idToken),
    idTokenAlgorithm: textOf(resolved, 'id-token-encrypted-response-alg'),
  })
}
