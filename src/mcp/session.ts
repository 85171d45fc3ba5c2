import { Failure, isUnanswered } from '../codes/failure.ts'
import { describeAnswer, wrongMember, type AnswerFault } from '../protocol/answer/describe.ts'
import { isObject, type JsonObject } from '../protocol/answer/json.ts'
import { failureOf } from '../protocol/answer/refusal.ts'
import { clean, cleanText } from '../text/printable.ts'
import { version } from '../package.ts'
import { findOldTransport } from './old-transport.ts'
import { encodeValue } from './parameter-headers.ts'
import { ownHeaders, post, type Client } from './post.ts'
import { methodNotFound, type Reply } from './reply.ts'
import { sessionVersions, sharedVersion, statelessVersion, type ProtocolVersion } from './versions.ts'

/** A server's description of itself: its own words, cleaned and cut. */
export interface McpServer {
  name: string
  version?: string
  title?: string
  instructions?: string
  /** The version of the protocol that both speak. */
  protocol_version: string
  /** It offers tools, by its capabilities. */
  offers_tools: boolean
}

/** A conversation with a server after the first message. */
export interface Session {
  server: McpServer
  /** Sends a request in the version that was agreed on; raises what `post` raises. */
  ask: (method: string, params?: Record<string, unknown>, headers?: Record<string, string>) => Promise<Reply>
  /** Ends what the server keeps of this client, if it keeps something. */
  close: () => Promise<void>
}

const client = { name: 'oauth-walk', version }

/**
 * Codes of JSON-RPC errors that a server of `statelessVersion` alone gives: headers that do not fit, a capability that
 * is missing, the version.
 */
const statelessCodes = new Set([-32020, -32021, -32022])

/**
 * Finds out which version of the protocol a server speaks and says hello: `server/discover`, and `initialize` where
 * that is unknown (MCP 2026-07-28, basic/versioning, "Backward Compatibility"); `wanted` names the only version to try.
 * Raises `mcp-refused`, `mcp-transport-old`, `unreadable-answer`, and what `post` raises.
 */
export async function openSession(asker: Client, wanted?: ProtocolVersion): Promise<Session> {
  if (wanted !== undefined && wanted !== statelessVersion) return initialize(asker, wanted)
  const session = statelessSession(asker)
  const reply = await session.ask('server/discover')
  const { result, error } = reply
  const offered = listOf(result?.['supportedVersions'] ?? (isObject(error?.data) ? error.data['supported'] : undefined))
  if (result !== undefined && (offered.length === 0 || offered.includes(statelessVersion))) {
    return { ...session, server: describeServer(result, serverInfoOf(result), statelessVersion) }
  }
  const older = sharedVersion(offered)
  const isStateless = error !== undefined && statelessCodes.has(error.code)
  if (wanted !== undefined || ((isStateless || result !== undefined) && older === undefined))
    throw await refusalOf(reply, asker.url, 'server/discover')
  return initialize(asker, older ?? sessionVersions[0])
}

function statelessSession(asker: Client): Omit<Session, 'server'> {
  const about = {
    'io.modelcontextprotocol/protocolVersion': statelessVersion, 'io.modelcontextprotocol/clientInfo': client,
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  let id = 0
  return {
    ask: async (method, params = {}, headers = {}) => post(asker, {
      method, id: ++id, params: { ...params, _meta: about },
      headers: {
        ...headers, 'mcp-protocol-version': statelessVersion, 'mcp-method': method, ...nameHeader(params['name']),
      },
    }),
    close: async () => { /* Such a server keeps nothing. */ },
  }
}

function nameHeader(name: unknown): Record<string, string> {
  return typeof name === 'string' ? { 'mcp-name': encodeValue(name) } : {}
}

/**
 * A conversation that begins with `initialize`. A server may end its session at any time, which it says by 404: then
 * it ran nothing, and the same is asked in a new session, once (MCP 2025-11-25, basic/transports, "Session
 * Management").
 */
async function initialize(asker: Client, wanted: ProtocolVersion): Promise<Session> {
  let opened = await sayHello(asker, wanted)
  const { server } = opened
  let mayRenew = true
  let id = 1
  return {
    server,
    ask: async (method, params, more = {}) => {
      const request = async () => post(asker, { method, id: ++id, params, headers: { ...more, ...opened.headers } })
      const reply = await request()
      if (!isEnded(reply, opened.headers)) return reply
      if (!mayRenew) return { ...reply, hasNoSession: true }
      mayRenew = false
      opened = await sayHello(asker, wanted)
      const again = await request()
      return isEnded(again, opened.headers) ? { ...again, hasNoSession: true } : again
    },
    close: async () => 'mcp-session-id' in opened.headers ? endSession(asker, opened.headers) : undefined,
  }
}

/** A method that is not there is said with this status too. */
function isEnded({ answer, error }: Reply, headers: Record<string, string>): boolean {
  return answer.status === 404 && 'mcp-session-id' in headers && error?.code !== methodNotFound
}

/** Opens a session; gives the fields of every request in it. */
async function sayHello(
  asker: Client, wanted: ProtocolVersion,
): Promise<{ server: McpServer, headers: Record<string, string> }> {
  const reply = await post(asker, {
    method: 'initialize', id: 1, params: { protocolVersion: wanted, capabilities: {}, clientInfo: client },
  })
  const { result, answer } = reply
  if (result === undefined) {
    const endpoint = reply.error === undefined ? await findOldTransport(asker, answer.status) : undefined
    if (endpoint !== undefined)
      throw new Failure('mcp-transport-old', { url: asker.url, status: answer.status, endpoint })
    throw await refusalOf(reply, asker.url, 'initialize')
  }
  const agreed = result['protocolVersion']
  if (typeof agreed !== 'string' || !/^[\w.-]{1,40}$/.test(agreed)) {
    const wanted = typeof agreed === 'string' ? 'printable' : 'string'
    throw wrongMember(answer, asker.url, 'protocolVersion', agreed, wanted)
  }
  const sessionId = answer.headers['mcp-session-id']
  const headers = { 'mcp-protocol-version': agreed, ...isUsable(sessionId) ? { 'mcp-session-id': sessionId } : {} }
  await post(asker, { method: 'notifications/initialized', headers })
  return { server: describeServer(result, result['serverInfo'], agreed), headers }
}

/** Visible ASCII (MCP 2025-11-25, basic/transports, "Session Management"). */
function isUsable(sessionId: string | undefined): sessionId is string {
  return sessionId !== undefined && /^[\x21-\x7e]{1,2000}$/.test(sessionId)
}

/** A server may keep sessions to itself (405), or not answer: all that was asked for has been read by now. */
async function endSession({ send, url, authorization }: Client, headers: Record<string, string>): Promise<void> {
  try {
    await send({ purpose: 'mcp', method: 'DELETE', url, headers: { ...ownHeaders(authorization), ...headers } })
  } catch (error) {
    if (!isUnanswered(error)) throw error
  }
}

function serverInfoOf(result: JsonObject): unknown {
  const meta = result['_meta']
  return (isObject(meta) ? meta['io.modelcontextprotocol/serverInfo'] : undefined) ?? result['serverInfo']
}

function describeServer(result: JsonObject, info: unknown, protocolVersion: string): McpServer {
  const { name, version: its, title } = isObject(info) ? info : {}
  return {
    name: cleanText(name, 100) ?? '', ...optional('version', cleanText(its, 100)),
    ...optional('title', cleanText(title, 100)),
    ...optional('instructions', cleanText(result['instructions'], 500)), protocol_version: protocolVersion,
    offers_tools: isObject(result['capabilities']) && result['capabilities']['tools'] !== undefined,
  }
}

/** A member, where there is a value for it. */
export function optional<Name extends string, Value>(
  name: Name, value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : { [name]: value } as Record<Name, Value>
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 100) : []
}

/** Makes the failure of an answer without a result. */
export async function refusalOf(reply: Reply, url: string, method: string): Promise<Failure> {
  const { answer, error } = reply
  if (error === undefined && answer.status < 400) return unreadable(reply, url).with(undefined, { method })
  const versions = isObject(error?.data) ? listOf(error.data['supported']).map(one => clean(String(one), 40)) : []
  const failure = await failureOf('mcp-refused', { url, answer })
  return failure.with(undefined, {
    // The address answered before: it is the session that is not there.
    method, ...reply.hasNoSession && { session_lost: true, obstacle: undefined },
    ...error && { rpc_code: error.code, rpc_message: clean(error.message, 500) },
    ...versions.length > 0 && { versions },
  })
}

/** What is wrong with an answer that has neither a result nor an error for the request. */
function unreadable({ answer, ids, oddResult, fault }: Reply, url: string): Failure {
  if (oddResult !== undefined) return wrongMember(answer, url, 'result', oddResult, 'object')
  const facts = describeAnswer(answer, url)
  if (ids === undefined) return new Failure('unreadable-answer', { ...facts, ...fault && { fault } })
  const came = ids.came === undefined ? {} : { id_came: clean(JSON.stringify(ids.came), 40) }
  return new Failure('unreadable-answer', {
    ...facts, fault: 'other-id' satisfies AnswerFault, id_sent: ids.sent, ...came,
  })
}
