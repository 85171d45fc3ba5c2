// Vercel's mcp-handler in front of node oidc-provider, both on one port: metadata of the OpenID kind alone,
// registration, and tokens that are JWTs.
import { createMcpHandler, protectedResourceHandler, withMcpAuth } from 'mcp-handler'
import { openProvider } from './oidc-provider.mjs'
import { open, origin, resource } from './shared.mjs'
import { addTools } from './tools.mjs'

const { issuer, verify } = await openProvider(resource)
const handler = withMcpAuth(
  createMcpHandler(addTools, { serverInfo: { name: 'mcp-handler', version: '1.0.0' } }),
  async (_, token) => verify(token), {
    required: true, requiredScopes: ['mcp:read'], resourceMetadataPath: '/.well-known/oauth-protected-resource/mcp',
    resourceUrl: origin,
  },
)
const metadata = protectedResourceHandler({ authServerUrls: [issuer], resourceUrl: resource })
open(async request => new URL(request.url).pathname.startsWith('/.well-known/') ? metadata(request) : handler(request))
