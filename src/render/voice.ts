import type { WalkEvent } from '../walk/events.ts'
import type { Margins, Piece } from './layout.ts'
import type { Terminal } from './terminal.ts'

/** What is said for each type of event. */
export type Tell = { [Type in WalkEvent['type']]?: (event: Extract<WalkEvent, { type: Type }>) => void | Promise<void> }

/** Lines of a story, each with its margins. */
export type Lines = (readonly [pieces: Piece[], margins?: Margins])[]

/** Speaks to the terminal, line by line. */
export interface Voice {
  terminal: Terminal
  /** The story must fit on one screen: short in a terminal. */
  compact: boolean
  say: (pieces: readonly Piece[], margins?: Margins) => void
  show: (lines: Lines) => void
  note: (text: string) => void
  blank: () => void
}

/** Columns before everything that belongs to a step. */
export const indent = 3

/** How long an exchange may take before it is said to be in progress, in milliseconds. */
export const patience = 400

/** Makes the voice that all parts of a story share. */
export function createVoice(terminal: Terminal): Voice {
  const { layout, paint, write } = terminal
  const say: Voice['say'] = (pieces, margins = { at: indent, hang: indent + 2 }) => {
    for (const text of layout.lines(pieces, margins)) write(`${text}\n`)
  }
  const compact = !terminal.explain && layout.width !== undefined
  return {
    terminal, compact, say,
    show: lines => lines.forEach(([pieces, margins]) => say(pieces, margins)),
    note: text => say([{ text: '!', paint: paint.note }, { text: ` ${text}` }]),
    blank: () => compact ? undefined : write('\n'),
  }
}
