import { generateKeyPairSync, randomUUID, type JsonWebKey } from 'node:crypto'
import { newClientKey } from '../protocol/authentication/new-client-key.ts'
import type { ClientJwks } from '../sandbox/index.ts'

/** Keys for the clients of a sandbox that is served: what the sandbox knows of them, and what a client needs. */
export interface ServedKeys { known: ClientJwks, forClient: JsonWebKey[] }

/** Makes the keys that clients need to get past the locks; whoever serves the sandbox hands them to the client. */
export async function newServedKeys({ sig, enc }: { sig: boolean, enc: boolean }): Promise<ServedKeys> {
  const signing = sig ? [await newClientKey()] : []
  const decrypting = enc ? [newDecryptionKey()] : []
  return {
    known: { keys: [...signing.flatMap(({ keys }) => keys.map(({ publicJwk }) => publicJwk)), ...decrypting.map(({ known }) => known)] },
    forClient: [...signing.map(({ privateJwk }) => privateJwk as JsonWebKey), ...decrypting.map(({ forClient }) => forClient)],
  }
}

/** For ECDH-ES (RFC 7518, section 4.6). */
function newDecryptionKey(): { known: JsonWebKey, forClient: JsonWebKey } {
  const format = { publicKeyEncoding: { format: 'jwk' }, privateKeyEncoding: { format: 'jwk' } } as const
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', ...format }) as unknown as { publicKey: JsonWebKey, privateKey: JsonWebKey }
  const named = { kid: randomUUID(), alg: 'ECDH-ES', use: 'enc' }
  return { known: { ...publicKey, ...named }, forClient: { ...privateKey, ...named } }
}
