import type { JsonWebKey } from 'node:crypto'
import { newClientKey, newDecryptionKey } from '../../protocol/authentication/new-client-key.ts'
import type { ClientJwks } from '../../sandbox/index.ts'

/** Keys for the clients of a sandbox that is served: what the sandbox knows of them, and what a client needs. */
export interface ServedKeys { known: ClientJwks, forClient: JsonWebKey[] }

/** Makes the keys that clients need to get past the locks; whoever serves the sandbox hands them to the client. */
export async function newServedKeys({ sig, enc }: { sig: boolean, enc: boolean }): Promise<ServedKeys> {
  const signing = sig ? [await newClientKey()] : []
  const decrypting = enc ? [await newDecryptionKey()] : []
  return {
    known: {
      keys: [
        ...signing.flatMap(({ keys }) => keys.map(({ publicJwk }) => publicJwk)),
        ...decrypting.map(({ key }) => key.publicJwk),
      ],
    },
    forClient: [...signing, ...decrypting].map(({ privateJwk }) => privateJwk as JsonWebKey),
  }
}
