import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import OAuth2Server from '@node-oauth/oauth2-server'
import { listen, release } from './ports.ts'
import type { TokenExchange } from './secrets-seen.ts'

/**
 * Plain OAuth 2.0 by another library: no OpenID, no ID token, no discovery unless asked for, a resource of its own at
 * /me.
 */
export interface PlainServer {
  origin: string
  endpoints: { authorization: string, token: string, resource: string }
  client: { client_id: string, client_secret: string }
  publicClient: { client_id: string }
  exchanges: TokenExchange[]
  close(): Promise<void>
}

/** `metadata`: publishes RFC 8414 metadata. `expiredCodes`: every code is too old when it is redeemed. */
export interface PlainOptions {
  redirectUri: string
  metadata?: boolean
  expiredCodes?: boolean
}

const person = { id: 42, name: 'Zhang San' }

export async function startPlainServer(options: PlainOptions): Promise<PlainServer> {
  const server = createServer()
  const origin = await listen(server)
  const client = { client_id: 'plain-client', client_secret: randomBytes(24).toString('base64url') }
  const publicClient = { client_id: 'plain-public-client' }
  const exchanges: TokenExchange[] = []
  const oauth = new OAuth2Server({
    model: createModel(options, client, publicClient.client_id), authenticateHandler: { handle: () => person },
  })
  const routes: Record<string, (request: Heard, response: ServerResponse) => Promise<void>> = {
    'GET /authorize': async (request, response) =>
      void response.setHeader('content-type', 'text/html').end(consentForms(request.query)),
    'POST /authorize': async (request, response) => reply(response, await authorize(oauth, request)),
    'POST /token': async (request, response) => {
      const answer = await exchange(oauth, request)
      exchanges.push({
        headers: request.headers, request: request.body, response: { ...answer.body as Record<string, unknown> },
      })
      reply(response, answer)
    },
    'GET /me': async (request, response) => reply(response, await showPerson(oauth, request)),
    ...options.metadata
      ? {
          'GET /.well-known/oauth-authorization-server': async (_, response) => reply(response, json(describe(origin))),
        }
      : {},
  }
  server.on('request', (request, response) => void hear(request).then(async (heard) => {
    const route = routes[`${heard.method} ${heard.path}`]
    return route ? route(heard, response) : void response.writeHead(404).end()
  }).catch((error: unknown) => void response.writeHead(500).end(String(error))))
  return {
    origin, client, publicClient, exchanges,
    endpoints: { authorization: `${origin}/authorize`, token: `${origin}/token`, resource: `${origin}/me` },
    close: async () => release(server),
  }
}

interface Heard {
  method: string
  path: string
  headers: Record<string, string>
  query: Record<string, string>
  body: Record<string, string>
}
interface Reply { status: number, headers: Record<string, string>, body: unknown }

async function hear(request: IncomingMessage): Promise<Heard> {
  const url = new URL(request.url ?? '/', 'http://plain')
  const body = Object.fromEntries(new URLSearchParams(await text(request)))
  return {
    method: request.method ?? '', path: url.pathname, headers: request.headers as Record<string, string>, body,
    query: Object.fromEntries(url.searchParams),
  }
}

function reply(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body))
}

function json(body: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body }
}

function consentForms(query: Record<string, string>): string {
  const escape = (value: string) => value.replace(/[&"<>]/g, character => `&#${character.charCodeAt(0)};`)
  const inputs = (allowed: boolean) => Object.entries({ ...query, allowed: String(allowed) })
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join('')
  const form = (allowed: boolean, label: string) =>
    `<form method="post" action="/authorize">${inputs(allowed)}<button>${label}</button></form>`
  return `<!doctype html><title>Consent</title>${form(true, 'Allow')}${form(false, 'Deny')}`
}

async function authorize(oauth: OAuth2Server, heard: Heard): Promise<Reply> {
  const response = new OAuth2Server.Response({})
  // The answer is in the response, also when the library raises the error that it answers with.
  await oauth.authorize(new OAuth2Server.Request(heard), response, {
    authenticateHandler: { handle: () => person },
  }).catch(
    () => undefined,
  )
  return response.headers?.['location'] === undefined
    ? json({ error: 'invalid_client' }, 400)
    : { status: response.status ?? 302, headers: { ...response.headers }, body: undefined }
}

async function exchange(oauth: OAuth2Server, heard: Heard): Promise<Reply> {
  const response = new OAuth2Server.Response({})
  await oauth.token(new OAuth2Server.Request(heard), response).catch(() => undefined)
  return {
    ...json(response.body, response.status), headers: { ...response.headers, 'content-type': 'application/json' },
  }
}

async function showPerson(oauth: OAuth2Server, heard: Heard): Promise<Reply> {
  const model = new OAuth2Server.Response({})
  const token = await oauth.authenticate(new OAuth2Server.Request(heard), model).catch(() => undefined)
  return token
    ? json({ id: token.user['id'] as number, name: token.user['name'] as string })
    : json({ error: 'invalid_token' }, 401)
}

function describe(origin: string): Record<string, unknown> {
  return {
    issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token`,
    userinfo_endpoint: `${origin}/me`,
    response_types_supported: ['code'], scopes_supported: ['basic'], code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'none'],
  }
}

function createModel(
  options: PlainOptions, client: PlainServer['client'], publicId: string,
): OAuth2Server.AuthorizationCodeModel {
  const codes = new Map<string, OAuth2Server.AuthorizationCode>()
  const tokens = new Map<string, OAuth2Server.Token>()
  const registered = (id: string) => ({
    id, grants: ['authorization_code', 'refresh_token'], redirectUris: [options.redirectUri],
  })
  return {
    getClient: async (id, secret: string | null | undefined) => {
      if (id === publicId) return registered(id)
      return id === client.client_id && (secret === null || secret === client.client_secret) && registered(id)
    },
    saveAuthorizationCode: async (code, owner, user) => {
      const saved = { ...code, client: owner, user, ...options.expiredCodes ? { expiresAt: new Date(0) } : {} }
      codes.set(digest(code.authorizationCode), saved)
      return saved
    },
    getAuthorizationCode: async code => codes.get(digest(code)),
    revokeAuthorizationCode: async ({ authorizationCode }) => codes.delete(digest(authorizationCode)),
    saveToken: async (token, owner, user) => {
      const saved = { ...token, client: owner, user }
      tokens.set(token.accessToken, saved)
      return saved
    },
    getAccessToken: async token => tokens.get(token),
    validateScope: async (_user, _client, scope) => scope ?? ['basic'],
  }
}

function digest(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
