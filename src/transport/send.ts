import { Failure } from '../failure.ts'
import { limits } from '../limits.ts'
import { isLoopbackHost } from '../loopback.ts'
import type { Purpose, Send, WireRequest, WireResponse } from '../wire.ts'
import { readBody } from './body.ts'
import { decodeText } from './charset.ts'

/** What the one HTTP door needs to know; times in seconds, TLS material in PEM. */
export interface SendOptions {
  timeoutSeconds: number
  signal: AbortSignal
  ca?: string | undefined
  certificate?: string | undefined
  key?: string | undefined
  /** Whether the environment names a proxy; it is never used for loopback. */
  proxied: boolean
  /** The environment has switched TLS checks off: nothing but loopback is asked. */
  tlsChecksOff?: boolean
  /** Leave fetch and its classes as they are: who imports the walk has not asked for others. The program saves loading Node's own. */
  keepGlobals?: boolean
}

/** Bytes of a decoded body, at most; keys may be a little longer, and a resource is whatever it is. */
const mostBytes: Partial<Record<Purpose, number>> = { jwks: limits.keys, resource: limits.resource }

/**
 * Makes the only function of the product that sends an HTTP request. One total deadline per request, no redirect followed, the decoded body
 * counted, one connection a host kept for the next message. Raises `network-failed`, `network-timeout`,
 * `answer-too-large`, `tls-checks-off`.
 */
export function createSend(options: SendOptions): Send {
  let door: Promise<Door> | undefined
  // Before the first message is built: oauth4webapi reaches for the global Headers, and Node would load an undici of its own for it.
  const library = loadUndici(options)
  return async (request) => {
    if (options.tlsChecksOff && !isLoopbackHost(new URL(request.url).hostname)) throw new Failure('tls-checks-off', { url: request.url })
    const open = door ??= library.then(async undici => openDoor(undici, options))
    const timeout = AbortSignal.timeout(options.timeoutSeconds * 1000)
    try {
      return await until(AbortSignal.any([timeout, options.signal]), async signal => pass(await open, request, signal))
    } catch (error) {
      throw explain(error, request, options, timeout)
    }
  }
}

type Undici = typeof import('undici')
interface Door {
  undici: Undici
  direct: InstanceType<Undici['Agent']>
  outside: InstanceType<Undici['Agent']> | InstanceType<Undici['EnvHttpProxyAgent']>
}

async function loadUndici({ keepGlobals }: SendOptions): Promise<Undici> {
  const undici = await import('undici')
  if (!keepGlobals) undici.install()
  return undici
}

async function openDoor(undici: Undici, { ca, certificate, key, proxied, timeoutSeconds }: SendOptions): Promise<Door> {
  const milliseconds = timeoutSeconds * 1000
  const settings = {
    connections: 1, keepAliveTimeout: 120_000, keepAliveMaxTimeout: 600_000, maxHeaderSize: limits.headers,
    headersTimeout: milliseconds, bodyTimeout: milliseconds,
    connect: { timeout: milliseconds, ...ca ? { ca } : {}, ...certificate && key ? { cert: certificate, key } : {} },
  }
  const direct = new undici.Agent(settings)
  const clientFactory = (origin: URL, proxy: object) => failAtOnce(new undici.Pool(origin, proxy))
  return { undici, direct, outside: proxied ? new undici.EnvHttpProxyAgent({ ...settings, clientFactory }) : direct }
}

/** A proxy that closes the connection instead of making a tunnel: undici would take it for a passing fault and ask again without end. */
function failAtOnce(pool: InstanceType<Undici['Pool']>): InstanceType<Undici['Pool']> {
  const connect = pool.connect.bind(pool) as (options: object) => Promise<unknown>
  const once = async (options: object) => connect(options).catch((cause: unknown) => {
    throw Object.assign(new Error('no tunnel', { cause }), { code: 'ECONNRESET' })
  })
  return Object.assign(pool, { connect: once })
}

async function pass({ undici, direct, outside }: Door, request: WireRequest, signal: AbortSignal): Promise<WireResponse> {
  const { statusCode, headers, body } = await undici.request(request.url, {
    dispatcher: isLoopbackHost(new URL(request.url).hostname) ? direct : outside,
    method: request.method as 'GET',
    headers: request.headers,
    body: request.bytes ?? request.body ?? null,
    signal,
  })
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
  const read = await readBody(body, flat['content-encoding'], mostBytes[request.purpose] ?? limits.body, signal)
  if (request.purpose === 'resource') return { status: statusCode, headers: flat, body: '', bytes: read.bytes, oddities: read.oddities }
  const { text, oddity } = decodeText(read.bytes, flat['content-type'])
  return { status: statusCode, headers: flat, body: text, oddities: [...read.oddities, ...oddity ? [oddity] : []] }
}

/** undici does not end a connection that a proxy keeps open without a word: the deadline holds all the same. */
async function until<Result>(signal: AbortSignal, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const cut = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    signal.throwIfAborted()
  })
  return Promise.race([cut, run(signal)])
}

function explain(error: unknown, request: WireRequest, options: SendOptions, timeout: AbortSignal): unknown {
  if (options.signal.aborted) return options.signal.reason
  const facts = { url: request.url, host: new URL(request.url).host, purpose: request.purpose }
  if (error instanceof Failure) return error.with(undefined, facts)
  if (timeout.aborted || /Timeout/.test((error as Error).name)) return new Failure('network-timeout', { ...facts, seconds: options.timeoutSeconds })
  const reason = reasonOf(error)
  return reason === undefined ? error : new Failure('network-failed', { ...facts, reason })
}

/** The system's or undici's code for what went wrong on the network; nothing where it was something else, which is a bug. */
function reasonOf(error: unknown): string | undefined {
  const { code, cause, name } = error as { code?: string, cause?: unknown, name?: string }
  if (code === undefined && name === 'HTTPParserError') return 'no HTTP'
  return cause ? reasonOf(cause) ?? code : code
}
