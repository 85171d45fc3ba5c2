// node oidc-provider as the authorization server of a resource that is somebody else: registration, resource
// indicators, tokens that are JWTs, and its own pages to sign in and to allow.
import { createRemoteJWKSet, jwtVerify } from 'jose'
import Provider from 'oidc-provider'

/** Serves it on OTHER_PORT: its issuer, and what reads a token for the resource. */
export async function openProvider(resource, scopes = ['mcp:read', 'mcp:write'], clients = []) {
  const port = Number(process.env.OTHER_PORT)
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients,
    scopes: ['openid', 'offline_access', ...scopes],
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    features: {
      registration: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => resource,
        useGrantedResource: async () => true,
        getResourceServerInfo: async () => ({
          scope: scopes.join(' '), audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 600,
        }),
      },
    },
    pkce: { required: () => true },
  })
  await new Promise(resolve => provider.listen(port, '127.0.0.1', resolve))
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  const verify = async (token) => {
    if (!token) return undefined
    const { payload } = await jwtVerify(token, keys, { issuer, audience: resource }).catch(() => ({}))
    return payload
      && { token, clientId: payload.client_id, scopes: String(payload.scope ?? '').split(' '), expiresAt: payload.exp }
  }
  return { issuer, verify }
}
