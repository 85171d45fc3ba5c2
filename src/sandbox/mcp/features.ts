import type { Configuration, errors as Errors } from 'oidc-provider'
import { readScope, resourceOf, writeScope, type Careless } from './facts.ts'

/** What the provider offers where an MCP server stands behind it: tokens for that server alone (RFC 8707). */
export function mcpFeatures(
  { issuer, accessTokenLifetimeSeconds, careless }: {
    issuer: string
    accessTokenLifetimeSeconds: number
    careless: Careless | undefined
  },
  errors: typeof Errors,
) {
  return {
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_context, resource) => {
        if (resource !== resourceOf(issuer, careless)) throw new errors.InvalidTarget()
        return {
          scope: `${readScope} ${writeScope}`, audience: resource, accessTokenTTL: accessTokenLifetimeSeconds,
          accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } },
        }
      },
    },
  } satisfies Configuration['features']
}
