import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { createSend } from '../../src/transport/send.ts'
import { visit, type Visit, type Wishes } from '../../src/mcp/index.ts'
import type { Client } from '../../src/mcp/index.ts'
import { serve } from '../transport/support.ts'

/** A request as a server got it. */
export interface Asked {
  method: string
  headers: IncomingHttpHeaders
  message: { id?: number, method?: string, params?: Record<string, unknown> }
}

/** How a server answers; an object is JSON, `stream` the data of events after which the stream stays open. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  body?: string
  stream?: string[]
}

/** A server of which a test says how it answers each message, and what it was asked. */
export async function startStub(answer: (asked: Asked) => Answer): Promise<{ url: string, asked: Asked[] }> {
  const asked: Asked[] = []
  const { url } = await serve((request, response) => void text(request).then((body) => {
    const one = {
      method: request.method ?? '', headers: request.headers,
      message: body === '' ? {} : JSON.parse(body) as Asked['message'],
    }
    asked.push(one)
    const { status = 200, headers = {}, json, body: raw, stream } = answer(one)
    const type = json !== undefined ? 'application/json' : stream ? 'text/event-stream' : 'text/plain'
    response.writeHead(status, { 'content-type': type, ...headers })
    if (stream) response.write(stream.map(data => `event: message\ndata: ${data}\n\n`).join(''))
    else response.end(json === undefined ? raw ?? '' : JSON.stringify(json))
  }))
  return { url: `${url}/mcp`, asked }
}

export const ok = (id: unknown, result: unknown): Answer => ({ json: { jsonrpc: '2.0', id, result } })
export const bad = (id: unknown, code: number, message: string, data?: unknown, status = 200): Answer => ({
  status, json: { jsonrpc: '2.0', id, error: { code, message, data } },
})

/** Results of a server that has one tool and answers every version that begins with `initialize`. */
export function answerAll(
  { message: { id, method, params }, method: verb }: Asked,
  tools: unknown[] = [{ name: 'one', inputSchema: { type: 'object' } }],
): Answer {
  if (verb === 'DELETE') return { status: 200 }
  switch (method) {
    case 'server/discover': return bad(id, -32000, 'Bad Request: Unsupported protocol version', undefined, 400)
    case 'initialize': return ok(id, {
      protocolVersion: params?.['protocolVersion'], capabilities: { tools: {} },
      serverInfo: { name: 'stub', version: '1' },
    })
    case 'notifications/initialized': return { status: 202 }
    case 'tools/list': return ok(id, { tools })
    case 'tools/call': return ok(id, { content: [{ type: 'text', text: 'called' }] })
    default: return bad(id, -32601, 'Method not found')
  }
}

/** Visits a server over the real wire. */
export async function goTo(url: string, wishes: Wishes = {}, authorization?: string): Promise<Visit> {
  const client: Client = {
    send: createSend({ timeoutSeconds: 10, signal: new AbortController().signal }), url, authorization,
  }
  return visit(client, wishes)
}
