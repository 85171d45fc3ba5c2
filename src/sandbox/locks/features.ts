import { createHash } from 'node:crypto'
import type { Configuration } from 'oidc-provider'
import type { SandboxMiddleware } from '../interactions.ts'
import type { Lock } from './names.ts'

type Methods = NonNullable<Configuration['clientAuthMethods']>

/** What is offered to every client, and demanded where it is locked. */
export function lockFeatures(locks: ReadonlySet<Lock>, secret: string) {
  return {
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: locks.has('par') },
    requestObjects: { enabled: true, requireSignedRequestObject: locks.has('jar') },
    jwtResponseModes: { enabled: true },
    dPoP: {
      enabled: true, nonceSecret: createHash('sha256').update(`DPoP nonces\n${secret}`).digest(),
      requireNonce: () => locks.has('dpop-nonce'),
    },
    // Offered to all, it would be said in the metadata of every endpoint that signs.
    encryption: { enabled: locks.has('encrypted-id-token') },
    ...locks.has('fapi2') ? { fapi: { enabled: true, profile: '2.0' } } : {},
  } satisfies Configuration['features']
}

/** The one method of authentication that is left, where a lock demands one. */
export function lockedMethod(
  locks: ReadonlySet<Lock>,
): 'private_key_jwt' | 'client_secret_jwt' | 'tls_client_auth' | undefined {
  if (locks.has('mtls')) return 'tls_client_auth'
  return (['private_key_jwt', 'client_secret_jwt'] as const).find(method => locks.has(method))
}

/** How a client may authenticate: by the method that is locked alone, otherwise by any. */
export function authenticationMethods(locks: ReadonlySet<Lock>, overTls: boolean): Methods {
  const locked = lockedMethod(locks)
  if (locked) return [locked]
  return [
    'client_secret_basic', 'client_secret_post', 'none', 'private_key_jwt', 'client_secret_jwt',
    ...overTls ? ['tls_client_auth' as const] : [],
  ]
}

/**
 * The response modes of JARM: answers that are signed (OpenID Connect JWT Secured Authorization Response Mode, section
 * 2.3).
 */
export const signedModes = ['jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt']

/** What stands before the provider for the locks that oidc-provider has no feature for, outermost first. */
export function lockMiddlewares(locks: ReadonlySet<Lock>): SandboxMiddleware[] {
  return [signedModesOnly(locks)]
}

/**
 * Says in the metadata which response modes are left: oidc-provider refuses the others, and lists them all the same.
 */
function signedModesOnly(locks: ReadonlySet<Lock>): SandboxMiddleware {
  return async (context, next) => {
    await next()
    const document = context.body as { response_modes_supported?: string[] } | undefined
    if (!locks.has('jarm') || document?.response_modes_supported === undefined) return
    context.body = { ...document, response_modes_supported: signedModes }
  }
}
