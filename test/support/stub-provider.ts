import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { keysOfStubs, type StubKeys } from './stub-keys.ts'
import { goodHandlers } from './stub-answers.ts'
import { listen, release } from './ports.ts'

export const endpoints = [
  'discovery', 'metadata', 'push', 'authorize', 'token', 'jwks', 'userinfo', 'revoke', 'elsewhere',
] as const
export type Endpoint = typeof endpoints[number]

/** A request as it came; parameters are those of the query, or of the form in the body. */
export interface Asked {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: string
  parameters: URLSearchParams
}

/** An answer; a body that is no text is sent as JSON. `hang`: never answered. `drop`: the connection is cut. */
export type Said = { status?: number, headers?: Record<string, string>, body?: unknown } | 'hang' | 'drop'
export type Handler = (asked: Asked, stub: Stub) => Said | Promise<Said>
export type Handlers = Record<Endpoint, Handler>

/** A sign-in that the stub has granted, by its code. */
export interface Granted {
  redirectUri: string
  nonce: string | undefined
  challenge: string | undefined
}

/**
 * A provider of a few lines in which each misbehaviour is one closure; by itself it behaves, and it judges the client
 * strictly.
 */
export interface Stub {
  issuer: string
  client: { client_id: string, client_secret: string }
  keys: StubKeys
  grants: Map<string, Granted>
  /** Pushed authorization requests by their `request_uri`. */
  pushed: Map<string, URLSearchParams>
  /** How often each endpoint was asked since the last reset. */
  counts: Record<Endpoint, number>
  asked: (Asked & { endpoint: Endpoint })[]
  /** Every secret that passed, by its parameter's name. */
  secrets: Map<string, string>
  /** The well-behaved handlers, to build worse ones on. */
  good: Handlers
  /** Behaves again, with these exceptions. */
  reset(handlers?: Partial<Handlers>): void
  close(): Promise<void>
}

const paths: Record<string, Endpoint> = {
  '/.well-known/openid-configuration': 'discovery', '/.well-known/oauth-authorization-server': 'metadata',
  '/push': 'push', '/authorize': 'authorize', '/token': 'token', '/jwks': 'jwks', '/userinfo': 'userinfo',
  '/revoke': 'revoke',
}

/** A stub for one test, which ends with it. */
export async function openStub(): Promise<Stub> {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  return stub
}

export async function startStub(): Promise<Stub> {
  const server = createServer()
  let handlers: Handlers = goodHandlers
  const stub: Stub = {
    issuer: await listen(server),
    client: { client_id: 'stub client', client_secret: 'stub:secret/+ %~' },
    keys: keysOfStubs(),
    grants: new Map(),
    pushed: new Map(),
    counts: noCounts(),
    asked: [],
    secrets: new Map(),
    good: goodHandlers,
    reset: (exceptions = {}) => {
      handlers = { ...goodHandlers, ...exceptions }
      Object.assign(stub, {
        counts: noCounts(), asked: [], grants: new Map(), pushed: new Map(),
        secrets: new Map([['client_secret', stub.client.client_secret]]),
      })
    },
    close: async () => release(server),
  }
  server.on('request', (request, response) => void (async () => {
    const url = new URL(request.url ?? '/', stub.issuer)
    const body = await text(request)
    const endpoint = paths[url.pathname] ?? 'elsewhere'
    const parameters = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams
    const asked = { endpoint, method: request.method ?? '', url, headers: request.headers, body, parameters }
    stub.counts[endpoint] += 1
    stub.asked.push(asked)
    say(response, await handlers[endpoint](asked, stub))
  })().catch((error: unknown) => say(response, { status: 500, body: String(error) })))
  stub.reset()
  return stub
}

function noCounts(): Record<Endpoint, number> {
  return Object.fromEntries(endpoints.map(name => [name, 0])) as Record<Endpoint, number>
}

function say(response: ServerResponse, said: Said): void {
  if (said === 'hang') return
  if (said === 'drop') return void response.destroy()
  const { status = 200, headers = {}, body = '' } = said
  const plain = typeof body === 'string' || Buffer.isBuffer(body)
  response.writeHead(status, { 'content-type': plain ? 'text/html' : 'application/json', ...headers })
    .end(plain ? body : JSON.stringify(body))
}
