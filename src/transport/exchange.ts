import { request as openRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { limits } from '../limits.ts'
import type { Purpose, WireRequest, WireResponse } from '../wire.ts'
import { socketBeneath } from './agent.ts'
import { readBody } from './body.ts'
import { decodeText } from './charset.ts'
import type { Way } from './ways.ts'

const nextTurn = promisify(setImmediate)

/** Bytes of a decoded body, at most; keys may be a little longer, and a resource is whatever it is. */
const mostBytes: Partial<Record<Purpose, number>> = { jwks: limits.keys, resource: limits.resource, mcp: limits.mcp }

/** Hears how far an exchange has come: what did not end is told by that. */
interface Watch {
  sending: () => void
  answering: (status: number) => void
}

/**
 * Sends a request and gives its answer, decoded and bounded. Where `signal` says so, both are given up at once.
 * `watch` hears when the request is written, which is only on a connection that stands, and which status begins the
 * answer. Raises what Node raises, and what reading a body does.
 */
export async function exchangeOver(
  way: Way, url: URL, request: WireRequest, signal: AbortSignal, watch: Watch,
): Promise<WireResponse> {
  const answer = await askOnLiving(way, url, request, signal, watch.sending)
  const { statusCode: status = 0 } = answer
  watch.answering(status)
  const headers = readHeaders(answer.rawHeaders)
  const enough = headers['content-encoding'] === undefined && isEventStream(headers['content-type'])
    ? request.until?.(headers)
    : undefined
  const most = mostBytes[request.purpose] ?? limits.body
  const read = await readBody(answer, headers['content-encoding'], most, signal, enough)
  if (request.purpose === 'resource') return { status, headers, body: '', bytes: read.bytes, oddities: read.oddities }
  const { text, oddity } = decodeText(read.bytes, headers['content-type'])
  return { status, headers, body: text, oddities: [...read.oddities, ...oddity ? [oddity] : []] }
}

/**
 * The server may have ended a connection that rested (RFC 9112, section 9.3.1). What has come of that is seen first; a
 * GET that comes too late all the same is sent once more, on a new connection. Anything else might be done twice.
 */
async function askOnLiving(
  way: Way, url: URL, request: WireRequest, signal: AbortSignal, sending: () => void,
): Promise<IncomingMessage> {
  if (Object.keys(way.agent.freeSockets).length > 0) await seeEnds()
  let sent: ClientRequest | undefined
  const send = async () => ask(way, url, request, signal, asked => sent = asked.once('socket', sending))
  try {
    return await send()
  } catch (error) {
    if (request.method !== 'GET' || !sent?.reusedSocket || signal.aborted || !hasEnded(error)) throw error
    return send()
  }
}

/** The connection is over, and nothing has come; what is wrong with an answer has other codes. */
function hasEnded(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

/** The end of a connection is read in the turn of the event loop behind the one in which the last answer was. */
async function seeEnds(): Promise<void> {
  await nextTurn()
  await nextTurn()
}

async function ask(
  { agent }: Way, url: URL, { method, headers, bytes, body }: WireRequest, signal: AbortSignal,
  open: (asked: ClientRequest) => void,
): Promise<IncomingMessage> {
  const content = bytes ?? body
  return new Promise((resolve, reject) => {
    const asked = openRequest({
      agent, method, protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port,
      path: `${url.pathname}${url.search}`, maxHeaderSize: limits.headers, insecureHTTPParser: false,
      headers: content === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(content) },
    })
    open(asked)
    let answer: IncomingMessage | undefined
    // Nobody asked to go over to another protocol (RFC 9110, section 7.8).
    asked.on('upgrade', (_response, socket) => {
      socket.destroy()
      reject(Object.assign(new Error('switched'), { code: 'switched' }))
    })
    asked.on('response', (response) => {
      answer = response
      resolve(response)
    })
    // What is wrong with a body is told of its request; the body itself would only be cut off.
    asked.on('error', (error) => {
      answer?.destroy(error)
      reject(error)
    })
    asked.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    signal.addEventListener('abort', () => {
      giveUp(asked)
      reject(signal.reason as Error)
    })
    asked.end(content)
  })
}

/**
 * Resets the connection. If it only ended, the system would go on to deliver what was sent: the refresh token of a
 * request that was given up would arrive once the cable is back, when another process has used it.
 */
function giveUp(asked: ClientRequest): void {
  const socket = asked.socket && socketBeneath(asked.socket)
  // Within the TLS of a proxy there is no socket to reset; one that does not stand yet has sent nothing.
  if (!socket || socket.connecting || 'encrypted' in socket) asked.destroy()
  else socket.resetAndDestroy()
}

/**
 * By lower-case names; a field that came more than once is one. Node reads bytes as Latin-1, while what is not ASCII is
 * sent as UTF-8.
 */
function readHeaders(raw: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>()
  for (let place = 0; place < raw.length; place += 2) {
    const [name = '', value = ''] = [raw[place]?.toLowerCase(), raw[place + 1]]
    const text = /[\x80-\xFF]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value
    const before = headers.get(name)
    headers.set(name, before === undefined ? text : `${before}, ${text}`)
  }
  return Object.fromEntries(headers)
}

function isEventStream(contentType: string | undefined): boolean {
  return /^\s*text\/event-stream\b/i.test(contentType ?? '')
}
