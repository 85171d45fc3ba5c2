import type { WalkEvent } from '../walk/events.ts'
import type { Lines, Margins, Piece } from '../text/terminal.ts'
import type { Terminal } from './terminal.ts'

/** What is said for each type of event. */
export type Tell = { [Type in WalkEvent['type']]?: (event: Extract<WalkEvent, { type: Type }>) => void | Promise<void> }

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
  const { writer, write } = terminal
  const say: Voice['say'] = (pieces, margins = { at: indent, hang: indent + 2 }) => {
    write(writer.lines([[pieces, margins]]))
  }
  const compact = !terminal.explain && writer.width !== undefined
  return {
    terminal, compact, say,
    show: lines => lines.forEach(([pieces, margins]) => say(pieces, margins)),
    note: text => say([{ text: '!', style: 'note' }, { text: ` ${text}` }]),
    blank: () => compact ? undefined : write(writer.lines([[[]]])),
  }
}
