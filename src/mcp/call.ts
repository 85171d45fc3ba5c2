import { wrongMember } from '../protocol/answer/describe.ts'
import { isObject, type JsonObject } from '../protocol/answer/json.ts'
import { cleanText } from '../text/printable.ts'
import type { WireResponse } from '../wire.ts'
import { mirroredParameters, parameterHeaders } from './parameter-headers.ts'
import { refusalOf, type Session } from './session.ts'
import type { McpTools } from './tools.ts'
import { statelessVersion } from './versions.ts'

/** A tool that a person asked for, and its arguments. */
export interface WantedCall {
  name: string
  arguments: Readonly<Record<string, unknown>>
}

/** A part of an answer; `text` is a resource's too, and `uri` says which resource it is. */
export interface McpPart { type: string, text?: string, uri?: string }

/** What a tool answered. Its texts are whole and as they came, since the wire takes no endless answer. */
export interface McpCall {
  name: string
  /** The tool itself says that it failed. */
  is_error: boolean
  content: McpPart[]
  /** The server wants to be told more before it answers (`input_required`, MCP 2026-07-28), which nobody here can. */
  result_type?: string
}

/** Calls one tool (MCP, server/tools). Raises `mcp-refused`, `unreadable-answer`, and what `post` raises. */
export async function callTool(
  { ask, server }: Session, { definitions }: McpTools, wanted: WantedCall, url: string,
): Promise<McpCall> {
  const schema = server.protocol_version === statelessVersion
    ? definitions.get(wanted.name)?.['inputSchema']
    : undefined
  const headers = parameterHeaders(mirroredParameters(schema) ?? [], wanted.arguments)
  const reply = await ask('tools/call', { name: wanted.name, arguments: wanted.arguments }, headers)
  const { result } = reply
  if (result === undefined) throw await refusalOf(reply, url, 'tools/call')
  requireParts(reply.answer, url, result)
  const type = cleanText(result['resultType'], 40) ?? 'complete'
  return {
    name: wanted.name, is_error: result['isError'] === true, content: contentOf(result),
    ...type === 'complete' ? {} : { result_type: type },
  }
}

/** Raises `unreadable-answer` where something else stands in place of the list of parts. */
function requireParts(answer: WireResponse, url: string, { content, structuredContent }: JsonObject): void {
  if (content !== undefined && !Array.isArray(content) && !isObject(structuredContent))
    throw wrongMember(answer, url, 'content', content, 'list').with(undefined, { method: 'tools/call' })
}

/**
 * The parts of a result. Servers should give structured content as text too; where one does not, its JSON is shown
 * (MCP, server/tools, "Structured Content").
 */
function contentOf({ content, structuredContent: structured }: JsonObject): McpCall['content'] {
  const parts = Array.isArray(content) ? content.filter(isObject) : []
  return parts.length === 0 && isObject(structured)
    ? [{ type: 'text', text: JSON.stringify(structured) }]
    : parts.map(describePart)
}

/** An embedded resource has its text inside, and a link to one only its address (MCP, server/tools, "Tool Result"). */
function describePart({ type, text, uri: link, resource }: JsonObject): McpPart {
  const embedded: JsonObject = isObject(resource) ? resource : { uri: link }
  const words = text ?? embedded['text']
  const { uri } = embedded
  return {
    type: cleanText(type, 40) ?? '', ...typeof words === 'string' ? { text: words } : {},
    ...typeof uri === 'string' ? { uri } : {},
  }
}
