import type { Lines } from '../text/terminal.ts'
import type { WalkEvent } from '../walk/events.ts'
import { atResource } from '../wire.ts'
import { askedAddress, challengeTold } from './asked-address.ts'
import { mcpTold, type McpTold } from './mcp.ts'
import { indent, type Tell, type Voice } from './voice.ts'

const inner = { at: indent + 2, hang: indent + 4 }

/**
 * What led from a resource to its provider, and what the resource showed in step 6, where that can be said in words: an
 * MCP server and its tools.
 */
export function tellResource(voice: Voice): Tell {
  const { terminal, show, group, compact } = voice
  return {
    ...tellSearch(voice),
    'resource-opened': ({ shown }) => {
      const told = mcpTold(shown, terminal.catalogue.mcp)
      if (told === undefined) return
      group()
      show(compact ? [[[{ text: told.server }]]] : linesOf(told))
    },
  }
}

/**
 * Under the resource's answer: what its challenge said, and each address that was asked for metadata; `-v` shows them
 * whole.
 */
function tellSearch({ terminal, show }: Voice): Tell {
  let answer: Extract<WalkEvent, { type: 'http' }> | undefined
  return {
    http: (event) => {
      if (atResource.has(event.purpose)) answer = event
      if (event.purpose !== 'discovery' || answer === undefined || terminal.verbosity > 0) return
      terminal.progress?.stop()
      show([[[{ text: `… ${askedAddress(event)}`, style: 'dim' }], inner]])
    },
    message: ({ name, step }) => {
      if (name !== 'resource-response' || step !== 'start' || answer === undefined) return
      show(challengeTold(answer).map(text => [[{ text, style: 'dim' }], inner]))
    },
  }
}

function linesOf({ server, count, tools, notes, called }: McpTold): Lines {
  return [
    [[{ text: server, style: 'bold' }]], [[{ text: count }]],
    ...tools.map(([name, line]): Lines[number] => [
      [{ text: name, style: 'back' }, ...line === '' ? [] : [{ text: '  ' }, { text: line, style: 'dim' as const }]],
      inner,
    ]),
    ...notes.map((note): Lines[number] => [[{ text: note, style: 'dim' }], inner]),
    ...called
      ? [
          [[{ text: called.heading }]] as Lines[number],
          ...called.lines.map((line): Lines[number] => [[{ text: line }], inner]),
        ]
      : [],
  ]
}
