import type { WireResponse } from '../wire.ts'
import { callTool, type McpCall, type WantedCall } from './call.ts'
import { Challenged, type Client } from './post.ts'
import { openSession, type McpServer, type Session } from './session.ts'
import { listTools, type McpTools } from './tools.ts'
import type { ProtocolVersion } from './versions.ts'

export { protocolVersions, type ProtocolVersion } from './versions.ts'
export type { McpCall, WantedCall } from './call.ts'
export type { Client } from './post.ts'
export type { McpServer } from './session.ts'
export type { McpTool } from './tools.ts'

/** What to ask an MCP server for besides its tools. */
export interface Wishes {
  /** The only version of the protocol to speak; otherwise whatever the server does. */
  version?: ProtocolVersion | undefined
  /** A tool is called only where one is named. */
  call?: WantedCall | undefined
}

/** What was learnt of a server before it was asked no further. */
export interface Learnt extends Partial<Omit<McpTools, 'definitions'>> {
  server?: McpServer
  called?: McpCall
}

/**
 * How a visit ended: with all that was asked for, or with a challenge (401, 403), which is the caller's to judge and
 * was not read.
 */
export type Visit = {
  ended: 'done'
  learnt: Learnt & Required<Pick<Learnt, 'server' | 'tools' | 'is_cut' | 'excluded'>>
}
| {
  ended: 'challenged'
  /** The method of the protocol that was refused. */
  method: string
  answer: WireResponse
  learnt: Learnt
}

/**
 * Asks an MCP server who it is and what tools it has, and calls one if that is wanted, over Streamable HTTP in
 * whichever version of the protocol it speaks. The session that the server opened is closed again. Raises
 * `mcp-refused`, `mcp-moved`, `mcp-transport-old`, `unreadable-answer`, `redirect-refused`, and what `send` raises.
 */
export async function visit(client: Client, { version, call }: Wishes = {}): Promise<Visit> {
  const learnt: Learnt = {}
  let session: Session | undefined
  try {
    session = await openSession(client, version)
    learnt.server = session.server
    const listed = await listTools(session, client.url)
    const { definitions: _definitions, ...shown } = listed
    Object.assign(learnt, shown)
    if (call) learnt.called = await callTool(session, listed, call, client.url)
    return { ended: 'done', learnt: { ...learnt, server: session.server, ...shown } }
  } catch (error) {
    if (error instanceof Challenged) return { ended: 'challenged', method: error.method, answer: error.answer, learnt }
    throw error
  } finally {
    await session?.close()
  }
}
