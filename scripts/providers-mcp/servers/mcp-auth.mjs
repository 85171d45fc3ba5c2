// mcp-auth (Logto) with Express and the SDK's first line, in front of node oidc-provider.
import express from 'express'
import { MCPAuth } from 'mcp-auth'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { openProvider } from './oidc-provider.mjs'
import { ready, resource } from './shared.mjs'
import { addTools } from './tools.mjs'

const { issuer } = await openProvider(resource)
const auth = new MCPAuth({
  protectedResources: [
    {
      metadata: {
        resource, authorizationServers: [{ issuer, type: 'oidc' }], scopesSupported: ['mcp:read', 'mcp:write'],
      },
    },
  ],
})
const app = express()
app.use(auth.protectedResourceMetadataRouter())
app.all('/mcp', auth.bearerAuth('jwt', {
  resource, audience: resource, requiredScopes: ['mcp:read'],
}), express.json(), async (
  request, response,
) => {
  const server = new McpServer({ name: 'mcp-auth', version: '1.0.0' })
  addTools(server)
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
  await server.connect(transport)
  await transport.handleRequest(request, response, request.body)
})
app.listen(Number(process.env.PORT), '127.0.0.1', () => ready(resource))
