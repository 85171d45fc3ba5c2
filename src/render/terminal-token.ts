import type { WalkEvent } from '../walk/events.ts'
import { parameterLines } from './parameters.ts'
import type { Terminal } from './terminal-means.ts'
import type { Lines } from '../text/terminal.ts'

/** A decoded token as lines: its header and its claims, times also as dates. */
export function tokenLines(
  { token, header, claims, at }: Extract<WalkEvent, { type: 'decoded' }>, terminal: Terminal,
): Lines {
  const { catalogue: { telling, ofToken } } = terminal
  const purposes = ofToken[token]
  const part = (title: string, members: Record<string, unknown>): Lines => [
    [[{ text: title, style: 'dim' }], { at: 5, hang: 7 }],
    ...parameterLines({ parameters: Object.entries(members), at, style: 'back', purposes }, terminal, 7),
  ]
  return [
    [[{ text: telling.decoded[token], style: 'back' }]], ...part(telling.header, header),
    ...part(telling.claims, claims),
  ]
}
