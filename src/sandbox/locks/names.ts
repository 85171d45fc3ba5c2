import { SandboxError } from '../errors.ts'

/** What a provider may demand beyond plain OAuth 2.0 with PKCE, by the names that `require` takes. */
export const lockNames = [
  'par', 'jar', 'jarm', 'dpop', 'dpop-nonce', 'private_key_jwt', 'client_secret_jwt', 'encrypted-id-token', 'fapi2',
] as const
export type Lock = typeof lockNames[number]

/** Locks that consist of others. FAPI 2.0 Security Profile, section 5.3.2: pushed requests, bound tokens, a key instead of a secret. */
const parts: Partial<Record<Lock, readonly Lock[]>> = {
  fapi2: ['par', 'private_key_jwt', 'dpop'],
  'dpop-nonce': ['dpop'],
}

// A client is registered with one method (OpenID Connect Dynamic Client Registration 1.0, section 2).
const exclusive: readonly Lock[] = ['private_key_jwt', 'client_secret_jwt']

/**
 * The locks of these names, with all that they consist of. Raises `lock-unknown` for the first name that is none (`tls`: it would need TLS),
 * `locks-exclusive` where they demand two methods of authentication.
 */
export function readLocks(names: readonly string[]): ReadonlySet<Lock> {
  const locks = new Set(names.map(readLock).flatMap(lock => [lock, ...parts[lock] ?? []]))
  if (exclusive.every(lock => locks.has(lock))) throw new SandboxError('locks-exclusive', { locks: exclusive })
  return locks
}

function readLock(name: string): Lock {
  const lock = lockNames.find(known => known === name)
  if (lock === undefined) throw new SandboxError('lock-unknown', { name, known: lockNames, tls: name === 'mtls' })
  return lock
}

/** What a client needs a public key for that the provider knows, and whether it must authenticate by an assertion. */
export interface KeyUse { sig: boolean, enc: boolean, byAssertion: boolean }

/** For what a client needs a key to get past these locks. */
export function keyUseOf(locks: ReadonlySet<Lock>): KeyUse {
  return {
    sig: locks.has('private_key_jwt') || locks.has('jar'), enc: locks.has('encrypted-id-token'), byAssertion: exclusive.some(lock => locks.has(lock)),
  }
}
