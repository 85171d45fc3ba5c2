import { Failure } from '../codes/failure.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import type { Walk } from './context.ts'
import { findProvider } from './find-provider.ts'
import { findResource, type FoundResource } from './find-resource.ts'
import { report } from './observe.ts'

/** The provider of a walk, and the resource that led there, where one did. */
export interface Found {
  server: AuthorizationServer
  resource: FoundResource | undefined
  /** Nothing named its endpoints: they are guessed. */
  isGuessed?: boolean
}

/**
 * For `catch`: raises the error again. A refusal at a registration endpoint that was guessed names the resource it was
 * guessed for.
 */
export function raiseWithGuess({ resource, provider }: Walk, { isGuessed = false }: Found): (error: unknown) => never {
  return (error) => {
    const isOwn = provider.endpoints.registration_endpoint !== undefined
    throw isGuessed && !isOwn && error instanceof Failure && error.code === 'registration-refused'
      ? error.with(undefined, { guessed_for: resource?.url })
      : error
  }
}

/**
 * The provider that the user named, or the one that stands behind the resource that they named. Raises what finding
 * either raises.
 */
export async function findProviderOfTarget(walk: Walk): Promise<Found> {
  if (walk.resource === undefined) return { server: await findProvider(walk), resource: undefined }
  const resource = await findResource(walk, walk.resource)
  for (const extension of walk.extensions) extension.resourceFound?.(resource.identifier, resource.schemes)
  // Before anything is sent there: what follows may carry what the client has for its own provider.
  await report(walk, walk.resource.bond?.tie(walk.resource.url, resource.issuer) ?? [])
  const provider = {
    ...walk.provider, issuer: resource.issuer, behindResource: resource.isBare ? 'guessed' as const : 'named' as const,
  }
  return findProvider({ ...walk, provider }).then(
    server => ({ server, resource }),
    async (error: unknown) => ({ server: await findBare(walk, resource, error), resource, isGuessed: true }),
  )
}

/**
 * Falls back to the endpoints that MCP 2025-03-26 names, where neither the resource nor its host publishes metadata.
 */
async function findBare(walk: Walk, { isBare, issuer }: FoundResource, error: unknown): Promise<AuthorizationServer> {
  if (!isBare || !(error instanceof Failure) || error.code !== 'discovery-refused') throw error
  const at = (path: string) => new URL(path, issuer).href
  const endpoints = {
    authorization_endpoint: at('/authorize'), token_endpoint: at('/token'), registration_endpoint: at('/register'),
  }
  await report(walk, [{ code: 'endpoints-by-default', details: { issuer, tried: error.details['tried'] } }])
  return findProvider({
    ...walk,
    provider: { ...walk.provider, issuer: undefined, endpoints: { ...endpoints, ...walk.provider.endpoints } },
  })
}

/**
 * The scope to ask for at a resource: what its challenge or metadata names. `offline_access` is added where the
 * provider knows it, since the next login would need a person without it; a grant without a browser does not need it.
 */
export function scopeFor(
  { scope = [] }: FoundResource, { scopes_supported: supported }: AuthorizationServer, way: 'code' | 'device' | 'grant',
): string[] {
  return [...new Set([...scope, ...way !== 'grant' && supported?.includes('offline_access') ? ['offline_access'] : []])]
}
