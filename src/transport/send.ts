import { Failure } from '../codes/failure.ts'
import { limits } from '../limits.ts'
import { isLoopbackHost } from '../addresses/loopback.ts'
import type { Purpose, Send, WireRequest, WireResponse } from '../wire.ts'
import { readBody } from './body.ts'
import { decodeText } from './charset.ts'
import { createConnections, type Connections, type Connector } from './connector.ts'
import { chooseProxy, describeProxy, type Proxy } from './proxy.ts'
import { createTunnels, type Tunnels } from './tunnel.ts'

/** What the one HTTP door needs to know; times in seconds, TLS material in PEM. */
export interface SendOptions {
  timeoutSeconds: number
  signal: AbortSignal
  ca?: string | undefined
  certificate?: string | undefined
  key?: string | undefined
  /** The environment's variables that name proxies; none is ever used for loopback. */
  proxies?: Readonly<Record<string, string | undefined>>
  /** The environment has switched TLS checks off: nothing but loopback is asked. */
  tlsChecksOff?: boolean
  /**
   * Leave fetch and its classes as they are: who imports the walk has not asked for others. The program saves loading
   * Node's own.
   */
  keepGlobals?: boolean
}

/** Bytes of a decoded body, at most; keys may be a little longer, and a resource is whatever it is. */
const mostBytes: Partial<Record<Purpose, number>> = { jwks: limits.keys, resource: limits.resource, mcp: limits.mcp }

/**
 * Makes the only function of the product that sends an HTTP request. One total deadline per request, no redirect
 * followed, the decoded body counted, one connection a host kept for the next message. Raises `network-failed`,
 * `network-timeout`, `proxy-failed`, `answer-too-large`, `tls-checks-off`.
 */
export function createSend(options: SendOptions): Send {
  let door: Promise<Door> | undefined
  // Before the first message is built: oauth4webapi reaches for the global Headers, and Node would load an undici of
  // its own for it.
  const library = loadUndici(options)
  return async (request) => {
    if (options.tlsChecksOff && !isLoopbackHost(new URL(request.url).hostname))
      throw new Failure('tls-checks-off', { url: request.url })
    const open = await (door ??= library.then(undici => openDoor(undici, options)))
    const timeout = AbortSignal.timeout(options.timeoutSeconds * 1000)
    let way: ReturnType<Door['choose']> | undefined
    const url = new URL(request.url)
    try {
      const { agent } = way = open.choose(url)
      const ends = AbortSignal.any([timeout, options.signal])
      return await until(ends, () => open.reset(url.origin), async signal => pass(open, agent, request, signal))
    } catch (error) {
      throw explain(error, request, options, { timedOut: timeout.aborted, way })
    }
  }
}

type Undici = typeof import('undici')
type Agent = InstanceType<Undici['Agent']>
interface Door {
  undici: Undici
  direct: Agent
  /** Gives up what was sent to an origin and has not arrived. */
  reset: Connections['reset']
  /** The way to an address: straight, or through the proxy that the environment names for it. */
  choose: (url: URL) => { agent: Agent, isWaiting: () => boolean, through?: object }
}

async function loadUndici({ keepGlobals }: SendOptions): Promise<Undici> {
  const undici = await import('undici')
  if (!keepGlobals) undici.install()
  return undici
}

function openDoor(undici: Undici, { ca, certificate, key, proxies = {}, timeoutSeconds }: SendOptions): Door {
  const milliseconds = timeoutSeconds * 1000
  const settings = {
    connections: 1, keepAliveTimeout: 120_000, keepAliveMaxTimeout: 600_000, maxHeaderSize: limits.headers,
    headersTimeout: milliseconds, bodyTimeout: milliseconds,
  }
  const connect = {
    timeout: milliseconds, ...ca ? { ca } : {}, ...certificate && key ? { cert: certificate, key } : {},
  }
  const connections = createConnections(undici, connect)
  const direct = new undici.Agent({ ...settings, connect: connections.connect })
  const agents = new Map<string, { agent: Agent, tunnels: Tunnels }>()
  const throughProxy = (proxy: Proxy) => {
    const tunnels = createTunnels(proxy, ca, milliseconds)
    return { tunnels, agent: new undici.Agent({ ...settings, connect: connectThrough(tunnels, connections) }) }
  }
  const choose = (url: URL) => {
    const proxy = isLoopbackHost(url.hostname) ? undefined : chooseProxy(url, proxies)
    if (proxy === undefined) return { agent: direct, isWaiting: () => false }
    if ('reason' in proxy) throw new Failure('proxy-failed', { ...describeProxy(proxy), reason: proxy.reason })
    const { agent, tunnels } = agents.get(proxy.variable) ?? throughProxy(proxy)
    agents.set(proxy.variable, { agent, tunnels })
    return { agent, isWaiting: () => tunnels.isWaiting(targetOf(url)), through: describeProxy(proxy) }
  }
  return { undici, direct, choose, reset: connections.reset }
}

/** TLS with the provider is spoken within the tunnel, with the same certificates as without. */
function connectThrough(tunnels: Tunnels, { connect, keep }: Connections): Connector {
  return (options, callback) => {
    const url = new URL(`${options.protocol}//${options.host ?? options.hostname}`)
    tunnels.open(targetOf(url)).then(
      (httpSocket) => {
        if (url.protocol === 'https:') {
          connect({ ...options, httpSocket }, callback)
          return
        }
        keep(options, httpSocket)
        callback(null, httpSocket)
      },
      (error: unknown) => callback(error as Error, null),
    )
  }
}

function targetOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}

async function pass({ undici }: Door, agent: Agent, request: WireRequest, signal: AbortSignal): Promise<WireResponse> {
  const { statusCode, headers, body } = await undici.request(request.url, {
    dispatcher: agent,
    method: request.method as 'GET',
    headers: request.headers,
    body: request.bytes ?? request.body ?? null,
    signal,
  })
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
  const enough = flat['content-encoding'] === undefined && isEventStream(flat['content-type'])
    ? request.until?.()
    : undefined
  const read = await readBody(body, flat['content-encoding'], mostBytes[request.purpose] ?? limits.body, signal, enough)
  if (request.purpose === 'resource')
    return { status: statusCode, headers: flat, body: '', bytes: read.bytes, oddities: read.oddities }
  const { text, oddity } = decodeText(read.bytes, flat['content-type'])
  return { status: statusCode, headers: flat, body: text, oddities: [...read.oddities, ...oddity ? [oddity] : []] }
}

function isEventStream(contentType: string | undefined): boolean {
  return /^\s*text\/event-stream\b/i.test(contentType ?? '')
}

/**
 * undici does not end a connection that a proxy keeps open without a word: the deadline holds all the same. The request
 * is given up before undici hears of it, as it would only end the connection.
 */
async function until<Result>(
  signal: AbortSignal, giveUp: () => void, run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController()
  const cut = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      giveUp()
      reject(signal.reason as Error)
    }, { signal: over.signal })
    signal.throwIfAborted()
  })
  try {
    return await Promise.race([cut, run(signal)])
  } finally {
    // The deadline of this request comes all the same: the connection may be another request's by then.
    over.abort()
  }
}

interface Circumstances { timedOut: boolean, way: ReturnType<Door['choose']> | undefined }

function explain(
  error: unknown, request: WireRequest, options: SendOptions, { timedOut, way }: Circumstances,
): unknown {
  if (options.signal.aborted) return options.signal.reason
  const facts = { url: request.url, host: new URL(request.url).host, purpose: request.purpose, ...way?.through }
  const known = failureIn(error)
  if (known) return known.with(undefined, facts)
  if (timedOut || /Timeout/.test((error as Error).name)) {
    if (way?.isWaiting())
      return new Failure('proxy-failed', { ...facts, reason: 'silent', seconds: options.timeoutSeconds })
    return new Failure('network-timeout', { ...facts, seconds: options.timeoutSeconds })
  }
  const reason = reasonOf(error)
  if (reason === 'UND_ERR_HEADERS_OVERFLOW')
    return new Failure('answer-too-large', { ...facts, limit_bytes: limits.headers, part: 'headers' })
  const shown = options.certificate !== undefined && request.url.startsWith('https:') ? { certificate_shown: true } : {}
  return reason === undefined ? error : new Failure('network-failed', { ...facts, reason, ...shown })
}

/** undici may have put a failure of ours into an error of its own. */
function failureIn(error: unknown): Failure | undefined {
  return error instanceof Failure
    ? error
    : error instanceof Error && error.cause instanceof Failure
      ? error.cause
      : undefined
}

/**
 * The system's or undici's code for what went wrong on the network; nothing where it was something else, which is a
 * bug.
 */
function reasonOf(error: unknown): string | undefined {
  const { code, cause, name } = error as { code?: string, cause?: unknown, name?: string }
  if (code === undefined && name === 'HTTPParserError') return 'no HTTP'
  return cause ? reasonOf(cause) ?? code : code
}
