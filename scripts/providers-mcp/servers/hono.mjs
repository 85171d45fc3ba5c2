// @hono/mcp: its router is the authorization server, with a provider of a few lines; the SDK's first line behind it.
import { randomUUID } from 'node:crypto'
import { URLSearchParams } from 'node:url'
import { Hono } from 'hono'
import { StreamableHTTPTransport } from '@hono/mcp'
import { bearerAuth, mcpAuthRouter } from '@hono/mcp/auth'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { consentPage, open, origin, resource } from './shared.mjs'
import { addTools } from './tools.mjs'

const [clients, codes, tokens] = [new Map(), new Map(), new Map()]
const issue = ({ client, scopes }) => {
  const [access, refresh] = [randomUUID(), randomUUID()]
  tokens.set(access, {
    token: access, clientId: client.client_id, scopes, expiresAt: Math.floor(Date.now() / 1000) + 600,
  })
  tokens.set(refresh, { client, scopes })
  return {
    access_token: access, refresh_token: refresh, token_type: 'Bearer', expires_in: 600, scope: scopes.join(' '),
  }
}
const provider = {
  clientsStore: {
    getClient: id => clients.get(id),
    registerClient: (client) => { clients.set(client.client_id, client); return client },
  },
  async authorize(client, asked, context) {
    const code = randomUUID()
    codes.set(code, { client, asked, scopes: asked.scopes ?? [] })
    context.res = context.html(consentPage('/allow', { code }))
  },
  challengeForAuthorizationCode: async (_, code) => codes.get(code).asked.codeChallenge,
  async exchangeAuthorizationCode(_, code) {
    const granted = codes.get(code)
    codes.delete(code)
    return issue(granted)
  },
  async exchangeRefreshToken(_, refresh) {
    const granted = tokens.get(refresh)
    tokens.delete(refresh)
    return issue(granted)
  },
  verifyAccessToken: async token => tokens.get(token),
  revokeToken: async (_, { token }) => { tokens.delete(token) },
}

const app = new Hono()
app.post('/allow', async (context) => {
  const { code } = await context.req.parseBody()
  const { asked } = codes.get(code)
  const back = new URL(asked.redirectUri)
  back.search = new URLSearchParams({ code, ...asked.state && { state: asked.state } }).toString()
  return context.redirect(back.href)
})
app.route(
  '/',
  mcpAuthRouter({
    provider, issuerUrl: new URL(origin), resourceServerUrl: new URL(resource), scopesSupported: ['mcp:read'],
  }),
)
app.all('/mcp', bearerAuth({ verifyToken: async (token, context) => {
  const info = await provider.verifyAccessToken(token)
  context.set('auth', info)
  return info !== undefined
} }), async (context) => {
  const server = new McpServer({ name: 'hono-mcp', version: '1.0.0' })
  addTools(server)
  const transport = new StreamableHTTPTransport()
  await server.connect(transport)
  return transport.handleRequest(context)
})
open(app.fetch)
