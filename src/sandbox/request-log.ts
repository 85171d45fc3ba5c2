import { authorizationPath, registrationPath, signOutPath } from './configuration.ts'
import { mcpPath, metadataPaths } from './mcp/facts.ts'
import type { SandboxMiddleware } from './interactions.ts'
import { endpoints, type Endpoint, type RequestCounts } from './endpoint.ts'

/** Below this path nothing is: only what follows a stray address gets there. */
export const elsewherePath = '/elsewhere'

/** Below the issuer, an issuer with a path of its own: the sandbox is none, and plays one. */
export const tenantPath = '/tenant'

/** Where that has its metadata, in the order in which clients look for it. */
export const tenantDiscovery = [
  `/.well-known/oauth-authorization-server${tenantPath}`, `/.well-known/openid-configuration${tenantPath}`,
  `${tenantPath}/.well-known/openid-configuration`,
] as const

const paths: Record<string, Endpoint> = {
  '/.well-known/openid-configuration': 'discovery', '/.well-known/oauth-authorization-server': 'discovery',
  '/par': 'push',
  [authorizationPath]: 'authorization', '/token': 'token', '/jwks': 'jwks', '/userinfo': 'userinfo',
  '/revoke': 'revocation',
  [signOutPath]: 'end_session', ...Object.fromEntries(tenantDiscovery.map(path => [path, 'discovery' as const])),
  [mcpPath]: 'mcp', [`${mcpPath}/`]: 'mcp',
  ...Object.fromEntries(metadataPaths.map(path => [path, 'resource-metadata' as const])),
}

/** The endpoint at a path, if it is one of those that clients use. */
export function endpointOf(path: string): Endpoint | undefined {
  if (path === registrationPath || path.startsWith(`${registrationPath}/`)) return 'registration'
  return path.startsWith(elsewherePath) ? 'elsewhere' : paths[path]
}

/** Counts of no request at all. */
export function noRequests(): RequestCounts {
  return Object.fromEntries(endpoints.map(endpoint => [endpoint, 0])) as RequestCounts
}

/**
 * Counts each request that comes to an endpoint and notes it in a line: `token POST`. Neither query nor body is looked
 * at.
 */
export function countRequests(counts: RequestCounts, note: ((line: string) => void) | undefined): SandboxMiddleware {
  return async (context, next) => {
    const endpoint = endpointOf(context.path)
    if (endpoint) {
      counts[endpoint] += 1
      note?.(`${endpoint} ${context.method}\n`)
    }
    await next()
  }
}
