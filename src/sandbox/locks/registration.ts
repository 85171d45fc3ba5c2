import type { JsonWebKey } from 'node:crypto'
import type { ClientMetadata } from 'oidc-provider'
import { SandboxError } from '../errors.ts'
import { clientSubject } from '../tls/certificates.ts'
import { lockedMethod, signedModes } from './features.ts'
import { keyUseOf, type Lock } from './names.ts'

/** Public keys (RFC 7517, section 5). */
export interface ClientJwks { keys: JsonWebKey[] }

/** How a client may authenticate that sends no secret. */
export type ProvingMethod = 'private_key_jwt' | 'client_secret_jwt' | 'tls_client_auth'

/** What the sandbox was told of its client beyond what it chose for it, by the names of RFC 7591. */
export interface ClientRegistration {
  jwks: ClientJwks
  token_endpoint_auth_method?: ProvingMethod
}

/** Raises `client-key-missing` where these locks need a key that the client doesn't have. */
export function assertKeys(locks: ReadonlySet<Lock>, { keys }: ClientJwks = { keys: [] }): void {
  const { sig, enc } = keyUseOf(locks)
  if (sig && !keys.some(key => key['use'] !== 'enc'))
    throw new SandboxError('client-key-missing', { use: 'sig', locks: [...locks] })
  if (enc && !encryptionKeyOf({ keys })) throw new SandboxError('client-key-missing', { use: 'enc', locks: [...locks] })
}

/** The method that a client is registered with: that of the lock, otherwise that which it asked for itself. */
export function methodOf(
  locks: ReadonlySet<Lock>, usual: string, registration: ClientRegistration | undefined,
): string {
  return lockedMethod(locks) ?? registration?.token_endpoint_auth_method ?? usual
}

/** Whether a client can get past these locks at all: one without a credential has nothing to sign with. */
export function canPass(locks: ReadonlySet<Lock>, usual: string): boolean {
  if (lockedMethod(locks)) return usual === 'client_secret_basic'
  return usual !== 'none' || !(keyUseOf(locks).sig || keyUseOf(locks).enc)
}

/** What these locks, and how a client authenticates, add to its registration. */
export function lockedMetadata(
  locks: ReadonlySet<Lock>, jwks: ClientJwks | undefined, method: string,
): Partial<ClientMetadata> {
  const encryption = locks.has('encrypted-id-token') ? encryptionKeyOf(jwks ?? { keys: [] }) : undefined
  return {
    ...jwks && jwks.keys.length > 0 && { jwks },
    ...locks.has('jarm') && { response_modes: signedModes },
    ...method === 'tls_client_auth'
    && { tls_client_auth_subject_dn: clientSubject, tls_client_certificate_bound_access_tokens: true },
    ...locks.has('dpop') && { dpop_bound_access_tokens: true },
    ...encryption && {
      id_token_encrypted_response_alg: encryptionBy(encryption), id_token_encrypted_response_enc: 'A256GCM',
    },
  }
}

function encryptionKeyOf({ keys }: ClientJwks): JsonWebKey | undefined {
  return keys.find(key => key['use'] === 'enc')
}

function encryptionBy({ alg, kty }: JsonWebKey): NonNullable<ClientMetadata['id_token_encrypted_response_alg']> {
  const usual = kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES'
  return (typeof alg === 'string' ? alg : usual) as NonNullable<ClientMetadata['id_token_encrypted_response_alg']>
}
