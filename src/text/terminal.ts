import { longLines, loadLayout, type Layout, type Margins, type Piece } from './layout.ts'
import { loadPaint, noPaint, type Paint } from './paint.ts'
import { strip, takeUnits } from './printable.ts'
import type { TerminalText } from './written.ts'

export type { Margins, Piece } from './layout.ts'
export type { Style } from './paint.ts'

/** A line as it is told, before it is broken: its pieces, and where it begins. */
export type Line = readonly [pieces: readonly Piece[], margins?: Margins]
export type Lines = readonly Line[]

/**
 * Makes text for a terminal. Each piece is cut, then cleaned, then laid out, and only then painted: no escape sequence
 * is ever within a piece.
 */
export interface TerminalWriter {
  /** Columns that there are to write in; undefined where a line may be as long as it is. */
  width: number | undefined
  /** Columns that a text takes once it is cleaned. */
  measure: (text: string) => number
  /** Lines, each with its end. */
  lines: (lines: Lines) => TerminalText
  /** Lines of which the last one goes on: what is typed stands behind it. */
  begin: (pieces: readonly Piece[], margins?: Margins) => TerminalText
}

/** UTF-16 units of a piece that are shown, where the piece names no limit; an address to open may be a long one. */
const mostShown = { prose: 8000, whole: 65_536 }

const flush: Margins = { at: 0, hang: 0 }

/** Gets a writer ready; what colours and breaks lines is loaded only where it is wanted. */
export async function openWriter(
  { colour, width }: { colour: boolean, width: number | undefined },
): Promise<TerminalWriter> {
  return createWriter(await loadPaint(colour), await loadLayout(width))
}

function createWriter(paint: Paint, layout: Layout): TerminalWriter {
  const paintAll = (pieces: readonly Piece[]) =>
    pieces.map(({ text, style }) => style && text !== '' ? paint(text, style) : text).join('')
  const layOut = (pieces: readonly Piece[], margins = flush) =>
    layout.lines(pieces.map(cleanPiece), margins).map(paintAll)
  return {
    width: layout.width,
    measure: text => layout.measure(text),
    lines: lines =>
      lines.flatMap(([pieces, margins]) => layOut(pieces, margins)).map(line => `${line}\n`).join('') as TerminalText,
    // The layout drops blanks at the end of a line; one is needed before what a person types, but not behind a
    // full-width colon.
    begin: (pieces, margins) => layOut(pieces, margins).join('\n').trimEnd().replace(/(?<!：)$/, ' ') as TerminalText,
  }
}

function cleanPiece(piece: Piece): Piece {
  const { text, left } = takeUnits(piece.text, piece.most ?? (piece.whole ? mostShown.whole : mostShown.prose))
  return { ...piece, text: `${strip(text)}${left === 0 ? '' : '…'}` }
}

/** For pipes and files, and where nothing is known of the terminal: no colour, and each line as long as it is. */
export const plainWriter: TerminalWriter = createWriter(noPaint, longLines)

/** Each text as a line of its own, whatever stands in it. */
export function plainLines(texts: readonly string[]): TerminalText {
  return plainWriter.lines(texts.map((text): Line => [[{ text }]]))
}

/** A text of several lines, such as the body of an answer: its line ends stay, everything else is cleaned. */
export function plainPage(text: string): TerminalText {
  const lines = text.split(/\r?\n/)
  return lines.map(strip).join('\n') as TerminalText
}

/** One text behind the other. */
export function joinTexts(...texts: readonly TerminalText[]): TerminalText {
  return texts.join('') as TerminalText
}

/** Clears the line, so that the next text begins there. */
export const overLine = '\r\u001b[K' as TerminalText

/** Nothing to show. */
export const noText = '' as TerminalText
