import type { ClientKey } from '../../protocol/authentication/client-key.ts'
import type { Jwk } from '../../protocol/authentication/jwk.ts'
import type { DecryptionKey } from '../../protocol/encryption/decryption-key.ts'

/** The key pairs of a client, apart by what they are for: a key that says so signs nothing, or decrypts nothing. */
export interface ClientKeys {
  keys: ClientKey[]
  decryptionKeys: DecryptionKey[]
}

/** Makes keys of a JWK, ready for use. */
export type TakeKey = (jwk: Jwk) => Promise<ClientKeys>

/** The keys of several JWKs as one list of each kind, in their order. */
export function joinKeys(taken: readonly ClientKeys[]): ClientKeys {
  return {
    keys: taken.flatMap(({ keys }) => keys), decryptionKeys: taken.flatMap(({ decryptionKeys }) => decryptionKeys),
  }
}
