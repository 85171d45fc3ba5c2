import type { Configuration } from 'oidc-provider'
import type { Lock } from './names.ts'

const asymmetric = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'EdDSA', 'Ed25519'] as const
/** To a key pair of the client: `dir` and the like would take its secret. */
const encryption = [
  'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW', 'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384',
  'RSA-OAEP-512',
] as const
/** FAPI 2.0 Security Profile, section 5.4.1; EdDSA has two names (RFC 9864, section 2.2). */
const ofFapi = ['PS256', 'ES256', 'EdDSA', 'Ed25519'] as const

type Algorithms = NonNullable<Configuration['enabledJWA']>

/**
 * What the provider signs with, and what it takes from a client. New lists each time: oidc-provider changes those that
 * it is given.
 */
export function algorithmsFor(locks: ReadonlySet<Lock>): Algorithms {
  const ofClients = locks.has('fapi2') ? ofFapi : asymmetric
  return {
    idTokenSigningAlgValues: ['ES256'],
    authorizationSigningAlgValues: ['ES256'],
    clientAuthSigningAlgValues: [...ofClients, 'HS256'],
    requestObjectSigningAlgValues: [...ofClients],
    dPoPSigningAlgValues: [...ofClients],
    idTokenEncryptionAlgValues: [...encryption],
    idTokenEncryptionEncValues: ['A256GCM', 'A128CBC-HS256'],
  }
}
