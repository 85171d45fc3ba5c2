import type { McpWords } from '../messages/mcp-words.ts'
import { cleanText } from '../text/printable.ts'

/** What an MCP server showed, in words; everything of the server's own is cleaned and cut. */
export interface McpTold {
  /** Its name, its version, that of the protocol. */
  server: string
  instructions: string | undefined
  /** How many tools there are. */
  count: string
  /** Each with its first line, which may be empty. */
  tools: [name: string, line: string][]
  /** The names of the arguments that each takes, in the same order; `*` behind those that must be given. */
  takes: string[]
  /** What of the list is not shown. */
  notes: string[]
  called: CallTold | undefined
}

/** What a tool answered. */
export interface CallTold {
  heading: string
  lines: string[]
}

/** A story has room for so many tools, and for so much of an answer. */
const mostTold = { tools: 20, parts: 3 }

type Members = Readonly<Record<string, unknown>>

/**
 * What a resource showed, where it is an MCP server; nothing for another. A saved walk may hold anything, so each
 * member is looked at. `all`: no tool is left out.
 */
export function mcpTold(shown: Members, words: McpWords, all = false): McpTold | undefined {
  const server = membersOf(shown['server'])
  const protocol = cleanText(server['protocol_version'], 40)
  if (protocol === undefined) return undefined
  const tools = listOf(shown['tools']).map(membersOf)
  const told = all ? tools : tools.slice(0, mostTold.tools)
  const excluded = listOf(shown['excluded']).flatMap(name => cleanText(name, 100) ?? []).slice(0, mostTold.tools)
  return {
    server: words.server(cleanText(server['name'], 100) ?? words.nameless, cleanText(server['version'], 40), protocol),
    instructions: cleanText(server['instructions'], 200),
    count: tools.length === 0 ? words.noTools : words.tools(tools.length),
    tools: told.map(tool => [
      cleanText(tool['name'], 100) ?? words.nameless,
      cleanText(firstLine(tool['description']), 160) ?? cleanText(tool['title'], 100) ?? '',
    ]),
    takes: told.map(tool => takenBy(tool['input_schema'])),
    notes: [
      ...tools.length > told.length ? [words.more(tools.length - told.length)] : [],
      ...shown['is_cut'] === true ? [words.cut(tools.length)] : [],
      ...excluded.length > 0 ? [words.excluded(excluded)] : [],
    ],
    called: callTold(shown['called'], words),
  }
}

/** A list has room for so many arguments of a tool. */
const mostArguments = 10

function takenBy(schema: unknown): string {
  const { properties, required } = membersOf(schema)
  const needed = listOf(required).filter(name => typeof name === 'string')
  const names = [...new Set([...needed, ...Object.keys(membersOf(properties))])]
  const shown = names.slice(0, mostArguments).map(name =>
    `${cleanText(name, 40) ?? '?'}${needed.includes(name) ? '*' : ''}`)
  return [...shown, ...names.length > mostArguments ? ['…'] : []].join(' ')
}

function callTold(called: unknown, words: McpWords): CallTold | undefined {
  const { name, is_error: failed, content, result_type: type } = membersOf(called)
  const tool = cleanText(name, 100)
  if (tool === undefined) return undefined
  if (type === 'input_required') return { heading: words.wantsMore(tool), lines: [] }
  const parts = listOf(content).slice(0, mostTold.parts).map(membersOf)
  const lines = parts.map(part => cleanText(part['text'], 200)
    ?? (part['type'] === 'resource_link' ? cleanText(part['uri'], 200) : undefined)
    ?? words.otherContent(cleanText(part['type'], 40) ?? ''))
  return { heading: failed === true ? words.toolFailed(tool) : words.called(tool), lines }
}

function firstLine(value: unknown): unknown {
  return typeof value === 'string' ? value.trimStart().split(/[\r\n]/)[0] : value
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Members : {}
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
