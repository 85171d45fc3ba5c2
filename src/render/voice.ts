import type { WalkEvent } from '../walk/events.ts'
import type { Lines, Margins, Piece } from '../text/terminal.ts'
import type { Terminal } from './terminal-means.ts'

/** What is said for each type of event. */
export type Tell = { [Type in WalkEvent['type']]?: (event: Extract<WalkEvent, { type: Type }>) => void | Promise<void> }

/** Speaks to the terminal, line by line. */
export interface Voice {
  terminal: Terminal
  /** The story must fit on one screen: the outline in a terminal. */
  compact: boolean
  /** Rows of a terminal are few: short sentences. */
  short: boolean
  say: (pieces: readonly Piece[], margins?: Margins) => void
  show: (lines: Lines) => void
  note: (text: string) => void
  blank: () => void
  /**
   * A blank line before what belongs together, where there is room for it; what is of the same kind as the line before
   * goes on.
   */
  group: (kind?: 'check') => void
}

/** Columns before everything that belongs to a step. */
export const indent = 3

/** How long an exchange may take before it is said to be in progress, in milliseconds. */
export const patience = 400

/** Makes the voice that all parts of a story share. */
export function createVoice(terminal: Terminal): Voice {
  const { writer, detail, write: writeText } = terminal
  const write = explainingPlaceholders(terminal)
  const say: Voice['say'] = (pieces, margins) => write([[pieces, margins ?? { at: indent, hang: indent + 2 }]])
  const compact = detail === 'brief' && writer.width !== undefined
  const blank = () => writeText(writer.lines([[[]]]))
  let last: string | undefined
  return {
    terminal, compact, say,
    short: detail !== 'all' && writer.width !== undefined,
    show: lines => write(lines.map(([pieces, margins]) => [pieces, margins ?? { at: indent, hang: indent + 2 }])),
    note: text => say([{ text: '!', style: 'note' }, { text: ` ${text}` }]),
    blank: () => compact ? undefined : blank(),
    group: (kind) => {
      if (detail === 'all' && (kind === undefined || kind !== last)) blank()
      last = kind
    },
  }
}

/**
 * What stands for a secret is explained below the lines in which it is first seen; an address, which is copied rather
 * than read, does not count.
 */
function explainingPlaceholders({ writer, write, catalogue: { telling } }: Terminal): (lines: Lines) => void {
  let explained = false
  return (lines) => {
    write(writer.lines(lines))
    if (explained) return
    const read = lines.flatMap(([pieces]) => pieces).filter(({ whole }) => whole !== true)
    const placeholder = read.map(({ text }) => /<\w{1,40}#[\da-f]{4}>/.exec(text)?.[0]).find(found =>
      found !== undefined)
    if (placeholder === undefined) return
    explained = true
    write(writer.lines([
      [[{ text: telling.placeholder(placeholder), style: 'dim' }], { at: indent + 2, hang: indent + 2 }],
    ]))
  }
}
