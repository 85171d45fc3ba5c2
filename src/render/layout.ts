/** A part of a line: plain text, how it is painted, and whether it must stay in one piece so that it can be copied. */
export interface Piece {
  text: string
  paint?: (text: string) => string
  whole?: boolean
}

/** Where a line begins, and where its continuation does: columns from the left. */
export interface Margins {
  at: number
  hang: number
}

/** Puts pieces into lines. */
export interface Layout {
  /** Columns of the terminal; nothing where lines may be as long as they are. */
  width: number | undefined
  /** Columns that a text takes. */
  measure: (text: string) => number
  lines: (pieces: readonly Piece[], margins: Margins) => string[]
}

/** One line for each text: for files, pipes, and readers that speak the text. */
export const longLines: Layout = {
  width: undefined,
  measure: text => text.length,
  lines: (pieces, { at }) => [`${' '.repeat(at)}${paintAll(pieces)}`],
}

/** Lines for a terminal of that many columns, broken where Unicode allows it (UAX 14), with the wide characters of CJK counted twice. */
export async function loadLayout(width: number | undefined): Promise<Layout> {
  if (width === undefined) return longLines
  const [{ Rules }, { default: measure }] = await Promise.all([import('@cto.af/linebreak'), import('string-width')])
  const rules = new Rules()
  const breaksOf = (text: string) => [...rules.breaks(text)].map(({ position }) => position)
  return { width, measure, lines: (pieces, margins) => breakLines({ width, measure, breaksOf }, pieces, margins) }
}

interface Means {
  width: number
  measure: (text: string) => number
  breaksOf: (text: string) => number[]
}

function breakLines(means: Means, pieces: readonly Piece[], { at, hang }: Margins): string[] {
  const text = pieces.map(piece => piece.text).join('')
  const lines: { from: number, to: number }[] = []
  let from = 0
  let place = 0
  for (const end of [...chooseBreaks(means, text, pieces, hang), text.length]) {
    const room = means.width - (lines.length === 0 ? at : hang)
    const fits = means.measure(text.slice(from, end).trimEnd()) <= room
    if (!fits && place > from) {
      lines.push({ from, to: place })
      from = place
    }
    place = end
  }
  lines.push({ from, to: text.length })
  return lines.map(({ from, to }, number) => `${' '.repeat(number === 0 ? at : hang)}${paintAll(cut(pieces, from, trimmedEnd(text, from, to)))}`)
}

/**
 * Breaks at blanks and beside wide characters; within a word only where the word is longer than a line, and never behind a lone sign or
 * within what must stay whole.
 */
function chooseBreaks({ measure, breaksOf, width }: Means, text: string, pieces: readonly Piece[], hang: number): number[] {
  const isWide = (place: number) => measure(text.charAt(place)) === 2
  const isAfterSign = (place: number) => /(?:^|\s)[^\w\s] +$/.test(text.slice(Math.max(0, place - 4), place))
  const allowed = breaksOf(text).filter(place => !isAfterSign(place) && (/\s/.test(text.charAt(place - 1)) || isWide(place - 1) || isWide(place)))
  const longest = width - hang
  const places = [0, ...allowed].flatMap((from, number) => {
    const word = text.slice(from, allowed[number] ?? text.length)
    return measure(word) <= longest ? [from] : Array.from({ length: word.length }, (_, step) => from + step)
  })
  return places.filter(place => place > 0 && !isWithin(pieces, place) && !/[\udc00-\udfff]/.test(text.charAt(place)))
}

function isWithin(pieces: readonly Piece[], place: number): boolean {
  let from = 0
  for (const { text, whole } of pieces) {
    if (whole && place > from && place < from + text.length) return true
    from += text.length
  }
  return false
}

function trimmedEnd(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length
}

/** The parts of the pieces between two places. */
function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  let start = 0
  return pieces.flatMap((piece) => {
    const text = piece.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    start += piece.text.length
    return text === '' ? [] : [{ ...piece, text }]
  })
}

function paintAll(pieces: readonly Piece[]): string {
  return pieces.map(({ text, paint }) => paint && text !== '' ? paint(text) : text).join('')
}
