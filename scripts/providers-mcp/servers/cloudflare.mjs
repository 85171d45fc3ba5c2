// @cloudflare/workers-oauth-provider as one worker that is provider and resource, outside of workerd: its only import
// of the platform is a class to extend, and of the key-value store it needs four methods. Behind it serves the SDK's
// second line.
import { register } from 'node:module'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { open, origin, resource } from './shared.mjs'
import { addTools } from './tools.mjs'

register(`data:text/javascript,${encodeURIComponent(`
const platform = 'data:text/javascript,' + encodeURIComponent('export class WorkerEntrypoint { constructor(ctx, env) { this.ctx = ctx; this.env = env } }')
export const resolve = (name, context, next) => name === 'cloudflare:workers' ? { url: platform, shortCircuit: true } : next(name, context)
`)}`)
const { Response } = globalThis
const { OAuthProvider } = await import('@cloudflare/workers-oauth-provider')

const kept = new Map()
const store = {
  get: async (key, options) => {
    const value = kept.get(key)
    return value === undefined ? null : (options?.type ?? options) === 'json' ? JSON.parse(value) : value
  },
  put: async (key, value) => { kept.set(key, value) },
  delete: async (key) => { kept.delete(key) },
  list: async ({ prefix = '' } = {}) => ({
    keys: [...kept.keys()].filter(name => name.startsWith(prefix)).map(name => ({ name })), list_complete: true,
  }),
}

const mcp = createMcpHandler(() => {
  const server = new McpServer({ name: 'cloudflare-worker', version: '1.0.0' })
  addTools(server)
  return server
})

const provider = new OAuthProvider({
  apiRoute: '/mcp',
  apiHandler: { fetch: async request => mcp.fetch(request) },
  defaultHandler: {
    async fetch(request, env) {
      if (new URL(request.url).pathname !== '/authorize') return new Response('nothing here', { status: 404 })
      const asked = await env.OAUTH_PROVIDER.parseAuthRequest(request)
      const { redirectTo } = await env.OAUTH_PROVIDER.completeAuthorization({
        request: asked, userId: 'zhangsan', metadata: {}, scope: asked.scope, props: { name: 'zhangsan' },
      })
      return Response.redirect(redirectTo, 302)
    },
  },
  authorizeEndpoint: '/authorize', tokenEndpoint: '/oauth/token', clientRegistrationEndpoint: '/register',
  scopesSupported: ['mcp:read', 'mcp:write', 'offline_access'],
  resourceMetadata: { resource, authorization_servers: [origin] },
  requiredScopes: ['mcp:read'],
  clientIdMetadataDocumentEnabled: false,
})
const env = { OAUTH_KV: store }
open(async request =>
  provider.fetch(request, env, { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} }))
