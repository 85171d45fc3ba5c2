import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A request as it came to the stub. */
export interface Seen {
  method: string
  path: string
  /** What stands behind the `?`, where one does. */
  query?: string
  form: Record<string, string>
  authorization: string | undefined
  /** The proof of possession (RFC 9449). */
  dpop?: string
}

/** What the stub says to a request. */
export interface Said {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** One endpoint; it may take its time. */
export type Endpoint = (seen: Seen) => Said | Promise<Said>

/** A provider of which each answer can be replaced by a function of the test; it remembers every request. */
export interface StubProvider {
  issuer: string
  seen: Seen[]
  /** The requests to one path. */
  seenAt: (path: string) => Seen[]
  /** Answers by path; a path without one is 404. */
  endpoints: Record<string, Endpoint | undefined>
  /** Stops listening: whoever comes then is refused. */
  close: () => Promise<void>
}

/** Starts a provider without ID tokens: it rotates refresh tokens, knows one user, and confirms every revocation. */
export async function startStub(endpoints: Record<string, Endpoint> = {}): Promise<StubProvider> {
  const seen: Seen[] = []
  const server = createServer((request, response) => void answer(stub, request, response))
  const stub: StubProvider = {
    issuer: await listen(server),
    seen,
    seenAt: path => seen.filter(request => request.path === path),
    endpoints: {},
    close: async () => close(server),
  }
  stub.endpoints = { ...usualEndpoints(stub), ...endpoints }
  onTestFinished(async () => close(server))
  return stub
}

/** Counts connections to a port behind which every request is refused, also a proxy's CONNECT. */
export async function startTrap(): Promise<{ address: string, connections: () => number }> {
  const server = createServer((_request, response) => response.writeHead(500).end())
  server.on('connect', (_request, socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
  let connections = 0
  server.on('connection', () => connections += 1)
  const address = await listen(server)
  onTestFinished(async () => close(server))
  return { address, connections: () => connections }
}

function usualEndpoints(stub: StubProvider): Record<string, Endpoint> {
  let generation = 0
  return {
    '/.well-known/openid-configuration': () => ({ body: metadata(stub.issuer) }),
    '/token': () => {
      generation += 1
      return { body: tokens(generation) }
    },
    '/userinfo': () => ({ body: { sub: 'zhang-san', name: '张三' } }),
    '/revoke': () => ({ body: '' }),
  }
}

/** The metadata of the stub; RFC 8414's names. */
export function metadata(issuer: string): Record<string, unknown> {
  return {
    issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    revocation_endpoint: `${issuer}/revoke`, code_challenge_methods_supported: ['S256'],
  }
}

/** A token response, told apart by its generation. */
export function tokens(generation: number): Record<string, unknown> {
  return {
    access_token: `stub-access-${generation}/+=`, refresh_token: `stub-refresh-${generation}/+=`, token_type: 'Bearer',
    expires_in: 3600, scope: 'read',
  }
}

/** An OAuth error response (RFC 6749, section 5.2). */
export function refusal(error: string, status = 400): Said {
  return { status, body: { error, error_description: `because of ${error}` } }
}

async function answer(stub: StubProvider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', query] = (request.url ?? '').split('?')
  const form = Object.fromEntries(new URLSearchParams(await text(request)))
  const { authorization, dpop } = request.headers
  const seen = {
    method: request.method ?? '', path, ...query === undefined ? {} : { query }, form, authorization,
    ...typeof dpop === 'string' ? { dpop } : {},
  }
  stub.seen.push(seen)
  const { status = 200, headers = {}, body = '' } = await (stub.endpoints[path]?.(seen) ?? { status: 404 })
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers })
    .end(isText ? body : JSON.stringify(body))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
