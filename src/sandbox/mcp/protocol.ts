import { randomUUID } from 'node:crypto'
import { tools } from './facts.ts'

/** A message of a client. */
export interface Message { id?: string | number, method?: string, params?: Record<string, unknown> }

/** How it is answered: a status, a body where there is one, whether as an event stream, and the session that began. */
export interface Said {
  status: number
  body?: Record<string, unknown>
  streamed?: boolean
  session?: string
}

const stateless = '2026-07-28'
const withSession = ['2025-11-25', '2025-06-18', '2025-03-26']
const about = 'io.modelcontextprotocol/'
const serverInfo = { name: 'oauth-walk-sandbox', version: '1.0.0', title: 'oauth-walk sandbox' }
const instructions = 'Greet somebody, or write a note.'
const capabilities = { tools: {} }

/**
 * Answers one message in the version of the protocol that its header names; without one, in the oldest (MCP 2025-06-18,
 * basic/transports).
 */
export function answerMessage(message: Message, header: (name: string) => string): Said {
  const version = header('mcp-protocol-version')
  if (message.method === 'initialize') return initialize(message)
  if (version === stateless) return answerStateless(message, header)
  if (version !== '' && !withSession.includes(version)) {
    return failed(message, 400, -32_022, 'Unsupported protocol version', {
      supported: [stateless, ...withSession], requested: version,
    })
  }
  if (message.id === undefined) return { status: 202 }
  return answerMethod(message, {})
}

function initialize(message: Message): Said {
  const protocolVersion = withSession.find(version => version === message.params?.['protocolVersion']) ?? withSession[0]
  return { ...succeeded(message, { protocolVersion, capabilities, serverInfo, instructions }), session: randomUUID() }
}

/**
 * Every request says for itself who asks, in its fields and in its body, which must agree (MCP 2026-07-28,
 * basic/transports/streamable-http).
 */
function answerStateless(message: Message, header: (name: string) => string): Said {
  const { _meta: meta = {}, name } = (message.params ?? {}) as { _meta?: Record<string, unknown>, name?: unknown }
  const wrong = header('mcp-method') !== message.method
    || (name !== undefined && header('mcp-name') !== name)
    || meta[`${about}protocolVersion`] !== stateless
  if (wrong) return failed(message, 400, -32_020, 'Header mismatch')
  if (meta[`${about}clientCapabilities`] === undefined)
    return failed(message, 400, -32_602, `Invalid params: no ${about}clientCapabilities`)
  const more = { resultType: 'complete', _meta: { [`${about}serverInfo`]: serverInfo } }
  if (message.method !== 'server/discover') return answerMethod(message, more)
  return succeeded(message, {
    ...more, supportedVersions: [stateless, ...withSession], capabilities, instructions, ttlMs: 0,
    cacheScope: 'private',
  })
}

function answerMethod(message: Message, more: Record<string, unknown>): Said {
  const { method, params = {} } = message
  switch (method) {
    case 'ping': return succeeded(message, more)
    case 'tools/list': return {
      ...succeeded(message, { ...more, ...listed(params['cursor']), ttlMs: 0, cacheScope: 'private' }), streamed: true,
    }
    case 'tools/call': return call(message, params, more)
    default: return failed(message, 404, -32_601, 'Method not found')
  }
}

/** One tool a page: who reads the first page only has not seen all. */
function listed(cursor: unknown): Record<string, unknown> {
  const place = cursor === 'second' ? 1 : 0
  const page = tools.slice(place, place + 1).map(({ name, description, inputSchema }) => ({
    name, description, inputSchema,
  }))
  return { tools: page, ...place === 0 && { nextCursor: 'second' } }
}

function call(message: Message, params: Record<string, unknown>, more: Record<string, unknown>): Said {
  const given = (params['arguments'] ?? {}) as Record<string, unknown>
  const says: Record<string, string> = {
    greet: `Hello, ${wordOf(given['name'])}.`, write_note: `Noted: ${wordOf(given['text'])}`,
  }
  const text = Object.hasOwn(says, String(params['name'])) ? says[String(params['name'])] : undefined
  if (text === undefined) return failed(message, 200, -32_602, `Unknown tool: ${String(params['name'])}`)
  return succeeded(message, { ...more, content: [{ type: 'text', text }], isError: false })
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : 'nobody said'
}

function succeeded({ id }: Message, result: Record<string, unknown>): Said {
  return { status: 200, body: { jsonrpc: '2.0', id, result } }
}

function failed({ id }: Message, status: number, code: number, message: string, data?: unknown): Said {
  return {
    status, body: { jsonrpc: '2.0', id: id ?? null, error: { code, message, ...data !== undefined && { data } } },
  }
}
