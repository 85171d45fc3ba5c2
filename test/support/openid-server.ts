import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { ClientMetadata, Configuration, default as Provider } from 'oidc-provider'
import { vi } from 'vitest'
import { listen, release } from './ports.ts'
import type { TokenExchange } from './secrets-seen.ts'
import { providersRsaPair } from './key-pairs.ts'

/** A client of the server, as its owner got it from the registration. */
export interface Registered {
  client_id: string
  client_secret?: string
}

/** A real OpenID provider that is set up differently from the sandbox in every respect that a client could rely on. */
export interface OpenidServer {
  issuer: string
  clients: Record<'post' | 'basic' | 'native' | 'signed', Registered>
  /** What went over its token endpoint. */
  exchanges: TokenExchange[]
  close(): Promise<void>
}

type Middleware = Parameters<Provider['use']>[0]
type Context = Parameters<Middleware>[0]

const prefix = '/tenant/one'
// Characters that a form, a Basic header and a URL each write in another way.
const oddSecret = () => `${randomBytes(18).toString('base64')}:+/ %&~!*'()`

/**
 * Starts it below a path, with RS256 keys of 2048 bits, its own development pages, opaque tokens and no `iss` in its
 * answers. A test may change how it is set up.
 */
export async function startOpenidServer(
  redirectUris: { web: string[], native: string[] }, change: (usual: Configuration) => Configuration = usual => usual,
): Promise<OpenidServer> {
  const server = createServer()
  const origin = await listen(server)
  const issuer = origin + prefix
  const clients = {
    post: { client_id: 'post-client', client_secret: oddSecret() },
    basic: { client_id: 'basic client/+:', client_secret: oddSecret() },
    native: { client_id: 'native-client' },
    signed: { client_id: 'signed-client', client_secret: oddSecret() },
  }
  const exchanges: TokenExchange[] = []
  const quiet = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info')].map(spy =>
    spy.mockImplementation(() => undefined))
  const { default: Library } = await import('oidc-provider')
  const provider = new Library(issuer, change(configure(clients, redirectUris)))
  provider.use(record(exchanges))
  provider.use(withoutIssuerParameter)
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const url = request.url ?? ''
    if (!url.startsWith(`${prefix}/`)) return void response.writeHead(404).end()
    Object.assign(request, { originalUrl: url, url: url.slice(prefix.length) })
    void answer(request, response)
  })
  const close = async () => {
    for (const spy of quiet) spy.mockRestore()
    await release(server)
  }
  return { issuer, clients, exchanges, close }
}

function configure(clients: OpenidServer['clients'], redirectUris: { web: string[], native: string[] }): Configuration {
  const { privateKey } = providersRsaPair()
  const common = { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code' as const] }
  const web = { ...common, application_type: 'web' as const, redirect_uris: redirectUris.web }
  const metadata: ClientMetadata[] = [
    { ...web, ...clients.post, token_endpoint_auth_method: 'client_secret_post' },
    { ...web, ...clients.basic, token_endpoint_auth_method: 'client_secret_basic' },
    {
      ...web, ...clients.signed, token_endpoint_auth_method: 'client_secret_post',
      userinfo_signed_response_alg: 'RS256',
    },
    {
      ...common, ...clients.native, application_type: 'native', redirect_uris: redirectUris.native,
      token_endpoint_auth_method: 'none',
    },
  ]
  return {
    clients: metadata,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'rsa-2026' }] },
    clientAuthMethods: ['client_secret_post', 'client_secret_basic', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256'], userinfoSigningAlgValues: ['RS256'] },
    claims: { openid: ['sub'], profile: ['name', 'locale'], email: ['email'] },
    features: { jwtUserinfo: { enabled: true }, revocation: { enabled: true } },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    issueRefreshToken: async () => true,
    pkce: { required: () => false },
    findAccount: async (_context, sub) => ({
      accountId: sub, claims: async () => ({ sub, name: 'Zhang San', locale: 'zh-CN', email: 'z@tenant.example' }),
    }),
  }
}

/** As providers of before RFC 9207 are. */
async function withoutIssuerParameter(context: Context, next: () => Promise<unknown>): Promise<void> {
  await next()
  const body: unknown = context.body
  const location = context.response.get('location')
  if (typeof body === 'object' && body !== null)
    delete (body as Record<string, unknown>)['authorization_response_iss_parameter_supported']
  if (typeof body === 'string') context.body = body.replace(/<input type="hidden" name="iss"[^>]*>/, '')
  if (location) context.set('location', location.replace(/&iss=[^&]*/, ''))
}

function record(exchanges: TokenExchange[]): Middleware {
  return async (context, next) => {
    await next()
    if (context.path !== '/token') return
    const { oidc } = context as unknown as { oidc?: { body?: Record<string, unknown> } }
    exchanges.push({
      headers: { ...context.req.headers }, request: { ...oidc?.body },
      response: { ...context.body as Record<string, unknown> },
    })
  }
}
