import { Failure } from '../codes/failure.ts'
import { limits } from '../limits.ts'
import { isRedirect, sendTwiceAtMost } from '../protocol/library.ts'
import { refusesToken } from '../protocol/resource/token-refusal.ts'
import { version } from '../package.ts'
import type { Send, WireRequest, WireResponse } from '../wire.ts'
import { openAnswering } from './answering.ts'
import { isEventStream, mostOfOthers, readReply, untilAnswer, type Reply } from './reply.ts'
import { statelessVersion } from './versions.ts'

/** Who asks an MCP server, and how it is reached. */
export interface Client {
  send: Send
  /** The address of the MCP endpoint. */
  url: string
  /** The value of the Authorization field: the one place where the token stands. Nothing where there is no token. */
  authorization?: string | undefined
}

/** One message to the server; a notification has no id. */
export interface Message {
  method: string
  id?: number
  params?: Record<string, unknown> | undefined
  headers?: Record<string, string>
}

/**
 * The server wants a token, another one, or one that may do more: whoever asked decides what to do with its challenge.
 */
export class Challenged extends Error {
  readonly method: string
  readonly answer: WireResponse

  constructor(method: string, answer: WireResponse) {
    super(`${method} was answered ${answer.status}`)
    this.method = method
    this.answer = answer
  }
}

/**
 * Sends one message by POST and reads its answer, JSON or an event stream, which is read no further than to the answer.
 * Raises `Challenged` for 401 and 403, and for what refuses the token otherwise, `mcp-moved` for a redirect,
 * `answer-too-large` for a stream that goes on without the answer, and what `send` raises.
 */
export async function post(
  { send, url, authorization }: Client, { method, id, params, headers = {} }: Message,
): Promise<Reply> {
  const request: WireRequest = {
    purpose: 'mcp', method: 'POST', url,
    headers: {
      ...ownHeaders(authorization), ...headers, 'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...id === undefined ? {} : { id }, method, ...params && { params } }),
  }
  const answer = await sendAndAnswer(send, request, id)
  if (answer.status === 401 || answer.status === 403) throw new Challenged(method, answer)
  if (isRedirect(answer)) throw moved(url, answer, authorization !== undefined)
  if (id === undefined) return { answer }
  const reply = readReply(answer, id)
  // A notification's answer, or one to a request without a token, says nothing of a token.
  if (reply.result === undefined && authorization !== undefined && refusesToken(answer))
    throw new Challenged(method, answer)
  if (reply.result === undefined
    && reply.error === undefined
    && isEventStream(answer)
    && answer.body.length > mostOfOthers) {
    throw new Failure('answer-too-large', { url, host: new URL(url).host, purpose: 'mcp', limit_bytes: mostOfOthers })
  }
  return reply
}

/**
 * Sends a request of this id, and answers what the server asks meanwhile. Since 2026-07-28 a server asks for nothing by
 * itself (basic/transports/streamable-http).
 */
async function sendAndAnswer(send: Send, request: WireRequest, id: number | undefined): Promise<WireResponse> {
  if (id === undefined) return sendTwiceAtMost(send, request)
  const answering = openAnswering(async (message, { 'mcp-session-id': session }) => sendTwiceAtMost(send, {
    ...request, body: JSON.stringify(message), isUrgent: true,
    headers: { ...request.headers, ...session === undefined ? {} : { 'mcp-session-id': session } },
  }))
  const hears = request.headers['mcp-protocol-version'] !== statelessVersion
  try {
    return await sendTwiceAtMost(send, {
      ...request,
      until: headers => untilAnswer(id, hears ? message => answering.hear(message, headers) : undefined),
    })
  } finally {
    await answering.finish()
  }
}

/** The fields of every request. */
export function ownHeaders(authorization: string | undefined): Record<string, string> {
  return { 'user-agent': `oauth-walk/${version}`, ...authorization === undefined ? {} : { authorization } }
}

/**
 * The failure of a redirect. None is followed, since it could carry the token elsewhere; one within the server is told
 * as a moved path.
 */
function moved(url: string, { status, headers }: WireResponse, hasToken: boolean): Failure {
  const location = (headers['location'] ?? '').slice(0, limits.address)
  const target = URL.canParse(location, url) ? new URL(location, url) : undefined
  const isHere = target?.origin === new URL(url).origin
  return isHere
    ? new Failure('mcp-moved', { url, status, location: target.href, carries_secret: hasToken })
    : new Failure('redirect-refused', { url, status, location, carries_secret: hasToken, at: 'resource' })
}
