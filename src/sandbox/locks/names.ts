import { SandboxError } from '../errors.ts'

/** What a provider may demand beyond plain OAuth 2.0 with PKCE, by the names that `require` takes. */
export const lockNames = [
  'par', 'jar', 'jarm', 'dpop', 'dpop-nonce', 'private_key_jwt', 'client_secret_jwt', 'mtls', 'encrypted-id-token',
  'fapi2',
] as const
export type Lock = typeof lockNames[number]

/**
 * Opened by how a client authenticates, which is one method (OpenID Connect Dynamic Client Registration 1.0, section
 * 2).
 */
const methods: readonly Lock[] = ['private_key_jwt', 'client_secret_jwt', 'mtls']
/** Those that bind its tokens: oidc-provider refuses two at once. */
const bindings: readonly Lock[] = ['dpop', 'mtls']

/** Those that a lock consists of. */
function partsOf(lock: Lock, named: readonly Lock[]): readonly Lock[] {
  if (lock === 'dpop-nonce') return ['dpop']
  if (lock !== 'fapi2') return []
  // FAPI 2.0 Security Profile, section 5.3.2: pushed requests, and a key or a certificate that proves the client and
  // binds the tokens.
  return named.includes('mtls') ? ['par'] : ['par', 'private_key_jwt', 'dpop']
}

/**
 * The locks of these names, with all that they consist of. Raises `lock-unknown` for the first name that is none,
 * `locks-exclusive` (`kind`: `methods` or `bindings`) where they demand two methods of authentication, or tokens that
 * are bound in two ways.
 */
export function readLocks(names: readonly string[]): ReadonlySet<Lock> {
  const named = names.map(readLock)
  const locks = new Set(named.flatMap(lock => [lock, ...partsOf(lock, named)]))
  for (const [kind, alternatives] of Object.entries({ methods, bindings })) {
    const required = alternatives.filter(lock => locks.has(lock))
    if (required.length > 1) throw new SandboxError('locks-exclusive', { locks: required, kind })
  }
  return locks
}

function readLock(name: string): Lock {
  const lock = lockNames.find(known => known === name)
  if (lock === undefined) throw new SandboxError('lock-unknown', { name, known: lockNames })
  return lock
}

/**
 * What a client needs a public key for that the provider knows, and whether it must authenticate by an assertion or by
 * a certificate.
 */
export interface KeyUse { sig: boolean, enc: boolean, byAssertion: boolean, byCertificate: boolean }

/** For what a client needs a key to get past these locks. */
export function keyUseOf(locks: ReadonlySet<Lock>): KeyUse {
  return {
    sig: locks.has('private_key_jwt') || locks.has('jar'), enc: locks.has('encrypted-id-token'),
    byAssertion: locks.has('private_key_jwt') || locks.has('client_secret_jwt'), byCertificate: locks.has('mtls'),
  }
}
