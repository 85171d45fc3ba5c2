import { clean, cleanText, takeUnits } from '../text/printable.ts'
import { wrongMember } from '../protocol/answer/describe.ts'
import { isObject, type JsonObject } from '../protocol/answer/json.ts'
import { mirroredParameters } from './parameter-headers.ts'
import { methodNotFound } from './reply.ts'
import { optional, refusalOf, type Session } from './session.ts'
import { statelessVersion } from './versions.ts'

/** A tool as a server lists it; its own words, cleaned and cut. */
export interface McpTool {
  name: string
  title?: string
  /** Its description, with its line breaks. */
  description?: string
  /** What arguments it takes, as the server sent it: a JSON Schema. */
  input_schema?: JsonObject
}

/** The tools of a server, and which ones of its list were left out. */
export interface McpTools {
  tools: McpTool[]
  /** There are more than are read. */
  is_cut: boolean
  /** Tools whose definition is not valid, by name. */
  excluded: string[]
  /** The definitions as they came, by name. */
  definitions: ReadonlyMap<string, JsonObject>
}

/** Tools that are read, and pages of a list that are asked for, at most. */
export const mostTools = 1000
const mostPages = 50

/**
 * Asks for the tools, page by page (MCP, server/tools). Raises `mcp-refused`, `unreadable-answer`, and what `post`
 * raises.
 */
export async function listTools({ ask, server }: Session, url: string): Promise<McpTools> {
  const found: JsonObject[] = []
  const cursors = new Set<string>()
  let cursor: string | undefined
  do {
    const reply = await ask('tools/list', cursor === undefined ? {} : { cursor })
    // Without the capability there need not be the method.
    if (reply.error?.code === methodNotFound && !server.offers_tools) break
    const { tools, nextCursor } = reply.result ?? {}
    if (reply.result === undefined) throw await refusalOf(reply, url, 'tools/list')
    if (!Array.isArray(tools)) throw wrongMember(reply.answer, url, 'tools', tools, 'list')
    found.push(...tools.filter(isObject).slice(0, mostTools + 1))
    cursor = typeof nextCursor === 'string' ? nextCursor : undefined
    if (cursor === undefined || cursors.has(cursor)) break
    cursors.add(cursor)
  } while (found.length <= mostTools && cursors.size < mostPages)
  return describeTools(found, cursor !== undefined, server.protocol_version)
}

function describeTools(found: JsonObject[], goesOn: boolean, version: string): McpTools {
  const named = found.filter(({ name }) => typeof name === 'string' && name !== '')
  const isValid = ({ inputSchema }: JsonObject) =>
    version !== statelessVersion || mirroredParameters(inputSchema) !== undefined
  const taken = named.slice(0, mostTools).filter(isValid)
  return {
    tools: taken.map(describeTool), is_cut: goesOn || found.length > mostTools,
    excluded: named.slice(0, mostTools).filter(tool => !isValid(tool)).map(({ name }) => cleanText(name, 200) ?? ''),
    definitions: new Map(taken.map(tool => [String(tool['name']), tool])),
  }
}

function describeTool({ name, title, description, annotations, inputSchema }: JsonObject): McpTool {
  const named = title ?? (isObject(annotations) ? annotations['title'] : undefined)
  const schema = isObject(inputSchema) ? inputSchema : undefined
  return {
    name: cleanText(name, 200) ?? '', ...optional('title', cleanText(named, 100)),
    ...optional('description', linesOf(description)), ...optional('input_schema', schema),
  }
}

/** A longer description is cut. */
const longestDescription = 4000

/** Each line cleaned by itself: a description is written in several. */
function linesOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const { text, left } = takeUnits(value.trim(), longestDescription)
  const lines = text.split(/\r\n|[\r\n]/).map(line => clean(line, longestDescription)).join('\n').trim()
  return lines === '' ? undefined : `${lines}${left > 0 ? '…' : ''}`
}
