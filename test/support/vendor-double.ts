import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen, release } from './ports.ts'

/** A message as it came over the wire; `target` is path and query byte by byte. */
export interface Heard {
  method: string
  target: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

/** A body that is no text is sent as JSON. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** What a vendor may find wrong with a message; each vendor says it in its own shape. */
export type FaultKind
  = | 'parameter-unknown' | 'parameter-missing' | 'parameter-wrong' | 'parameter-twice' | 'parameters-misordered'
    | 'client-unknown' | 'client-secret-wrong' | 'client-authentication-misplaced' | 'redirect-uri-wrong'
    | 'scope-wrong' | 'challenge-missing' | 'challenge-wrong' | 'verifier-missing' | 'verifier-wrong' | 'method-wrong'
    | 'content-type-wrong' | 'header-missing' | 'header-wrong' | 'body-wrong' | 'signature-wrong' | 'grant-type-wrong'
    | 'code-unknown' | 'code-used' | 'refresh-token-unknown' | 'access-token-missing' | 'access-token-unknown'
    | 'access-token-misplaced'

/** The part of the walk in which it was found. */
export type Phase = 'authorize' | 'token' | 'refresh' | 'userinfo'

/** Thrown by a check; the double answers it in the vendor's own shape. */
export class Fault extends Error {
  readonly kind: FaultKind
  /** The parameter or header that it is about. */
  readonly subject: string

  constructor(kind: FaultKind, subject = '') {
    super(`${kind} ${subject}`.trim())
    this.kind = kind
    this.subject = subject
  }
}

export type Handler = (heard: Heard) => Answer | Promise<Answer>

/**
 * Where a vendor answers: `/path` for every method, so that a wrong one can be refused as the vendor does; `{name}`
 * stands for one segment. The phase tells in which shape a fault is answered.
 */
export type Routes = Record<string, { phase: Phase, handle: Handler }>

/** A vendor as a double plays it: what answers where, and how it refuses. */
export interface Vendor {
  routes: Routes
  refuse(fault: Fault, phase: Phase): Answer
}

/** A running double: everything it heard, and every fault it found, in order. */
export interface VendorDouble {
  origin: string
  heard: Heard[]
  faults: string[]
  /** What came to that path. */
  at(path: string): Heard[]
  close(): Promise<void>
}

/**
 * Starts a double on a free loopback port; all of the vendor's hosts answer at its one origin, as under
 * `--provider-origin`.
 */
export async function startVendor(build: (origin: string) => Vendor): Promise<VendorDouble> {
  const server = createServer()
  const origin = await listen(server)
  const vendor = build(origin)
  const double: VendorDouble = {
    origin, heard: [], faults: [],
    at: path => double.heard.filter(heard => matches(path, heard.path)),
    close: async () => release(server),
  }
  server.on('request', (request, response) => void (async () => {
    const target = request.url ?? '/'
    const url = new URL(target, origin)
    const heard = {
      method: request.method ?? '', target, path: url.pathname, query: url.searchParams, headers: request.headers,
      body: await text(request),
    }
    double.heard.push(heard)
    say(response, await answer(vendor, heard, double.faults))
  })().catch((error: unknown) => say(response, { status: 500, body: `The double failed: ${String(error)}` })))
  return double
}

async function answer(vendor: Vendor, heard: Heard, faults: string[]): Promise<Answer> {
  const route = Object.entries(vendor.routes).find(([path]) => matches(path, heard.path))?.[1]
  if (!route) return { status: 404, body: `Nothing is at ${heard.path}` }
  try {
    return await route.handle(heard)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    faults.push(error.message)
    return vendor.refuse(error, route.phase)
  }
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length
    && wanted.every((segment, place) => segment === given[place] || /^\{\w+\}$/.test(segment))
}

function say(response: ServerResponse, { status = 200, headers = {}, body = '' }: Answer): void {
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': type, ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body))
}
