import type { Lines } from '../text/terminal.ts'
import { mcpTold, type McpTold } from './mcp.ts'
import { indent, type Tell, type Voice } from './voice.ts'

const inner = { at: indent + 2, hang: indent + 4 }

/** What the resource showed in step 6, where that can be said in words: an MCP server and its tools. */
export function tellResource({ terminal, show, group, compact }: Voice): Tell {
  return {
    'resource-opened': ({ shown }) => {
      const told = mcpTold(shown, terminal.catalogue.mcp)
      if (told === undefined) return
      group()
      show(compact ? [[[{ text: told.server }]]] : linesOf(told))
    },
  }
}

function linesOf({ server, count, tools, notes, called }: McpTold): Lines {
  return [
    [[{ text: server, style: 'bold' }]], [[{ text: count }]],
    ...tools.map(([name, line]): Lines[number] => [[{ text: name, style: 'back' }, ...line === '' ? [] : [{ text: '  ' }, { text: line, style: 'dim' as const }]], inner]),
    ...notes.map((note): Lines[number] => [[{ text: note, style: 'dim' }], inner]),
    ...called ? [[[{ text: called.heading }]] as Lines[number], ...called.lines.map((line): Lines[number] => [[{ text: line }], inner])] : [],
  ]
}
