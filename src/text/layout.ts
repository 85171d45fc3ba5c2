import type { Style } from './paint.ts'

/**
 * A part of a line: its text and its style. A `whole` one must stay in one piece, so that it can be copied; `most` is
 * how much of it is shown.
 */
export interface Piece {
  text: string
  style?: Style
  whole?: boolean
  most?: number
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
  lines: (pieces: readonly Piece[], margins: Margins) => Piece[][]
}

/** One line for each text: for files, pipes, and readers that speak the text. */
export const longLines: Layout = {
  width: undefined,
  measure: text => text.length,
  lines: (pieces, { at }) => [[blanks(at), ...pieces]],
}

/**
 * Lines for a terminal of that many columns, broken where Unicode allows it (UAX 14), with the wide characters of CJK
 * counted twice.
 */
export async function loadLayout(width: number | undefined): Promise<Layout> {
  if (width === undefined) return longLines
  const { breaksOf, measureByCharacter } = await loadRules()
  const measure = (text: string) => measureByCharacter(text).at(-1) ?? 0
  return {
    width, measure, lines: (pieces, margins) => breakLines(width, breaksOf, measureByCharacter, pieces, margins),
  }
}

/** Breaks texts in the same way, for what is laid out by a library. */
export async function loadWrap(): Promise<(text: string, columns: number) => string> {
  const { breaksOf, measureByCharacter } = await loadRules()
  const wrapLine = (text: string, columns: number) => {
    const lines = breakLines(columns, breaksOf, measureByCharacter, [{ text }], { at: 0, hang: 0 })
    return lines.map(pieces => pieces.map(piece => piece.text).join(''))
  }
  return (text, columns) => text.split('\n').flatMap(line => wrapLine(line, columns)).join('\n')
}

async function loadRules() {
  const [{ Rules }, { measureByCharacter }] = await Promise.all([import('@cto.af/linebreak'), import('./measure.ts')])
  const rules = new Rules()
  const breaksOf = (text: string) =>
    text.length > longestRuled ? breaksAtBlanks(text) : [...rules.breaks(text)].map(({ position }) => position)
  return { breaksOf, measureByCharacter }
}

/**
 * Longer lines are broken at blanks only: the rules of UAX 14 take their time for each character, and nobody reads such
 * a line as prose.
 */
const longestRuled = 8000

function breaksAtBlanks(text: string): number[] {
  const places: number[] = []
  for (let place = 1; place < text.length; place += 1) {
    const isAfterBlank = text[place - 1] === ' ' && text[place] !== ' '
    if (isAfterBlank || text.charCodeAt(place) >= firstWide) places.push(place)
  }
  return places
}

/** Wide characters begin here (Hangul Jamo). */
const firstWide = 0x1100

/** A text with answers about its places, computed once: the time for a line does not grow with the text. */
interface Ruler {
  text: string
  columns: (from: number, to: number) => number
  /** The end without the blanks before it. */
  trimmed: (from: number, to: number) => number
}

function breakLines(
  width: number, breaksOf: (text: string) => number[], measure: (text: string) => Uint32Array, pieces: readonly Piece[],
  { at, hang }: Margins,
): Piece[][] {
  const text = pieces.map(piece => piece.text).join('')
  const ruler = rule(text, measure(text))
  const lines: { from: number, to: number }[] = []
  let from = 0
  let place = 0
  for (const end of [...chooseBreaks(ruler, breaksOf(text), pieces, width - hang), text.length]) {
    const room = width - (lines.length === 0 ? at : hang)
    if (place > from && ruler.columns(from, ruler.trimmed(from, end)) > room) {
      lines.push({ from, to: place })
      from = place
    }
    place = end
  }
  lines.push({ from, to: text.length })
  return take(pieces, lines.map(({ from, to }) => ({ from, to: ruler.trimmed(from, to) })))
    .map((line, number) => [blanks(number === 0 ? at : hang), ...line])
}

function rule(text: string, columnsBefore: Uint32Array): Ruler {
  const ends = new Uint32Array(text.length + 1)
  for (let place = 1; place <= text.length; place += 1) {
    const isBlank = /\s/.test(text.charAt(place - 1))
    ends[place] = isBlank ? ends[place - 1] ?? 0 : place
  }
  return {
    text,
    columns: (from, to) => (columnsBefore[to] ?? 0) - (columnsBefore[from] ?? 0),
    trimmed: (from, to) => Math.max(from, ends[to] ?? to),
  }
}

/**
 * Breaks at blanks and beside wide characters; within a word only where the word is longer than a line, and never
 * behind a lone sign or within what must stay whole.
 */
function chooseBreaks(
  { text, columns }: Ruler, possible: readonly number[], pieces: readonly Piece[], longest: number,
): number[] {
  const isWide = (place: number) => columns(place, place + 1) === 2
  const isAfterSign = (place: number) => /(?:^|\s)[^\w\s] +$/.test(text.slice(Math.max(0, place - 4), place))
  const allowed = possible.filter(place =>
    !isAfterSign(place) && (/\s/.test(text.charAt(place - 1)) || isWide(place - 1) || isWide(place)))
  const whole = wholeOf(pieces)
  const places = [0, ...allowed].flatMap((from, number) => {
    const to = allowed[number] ?? text.length
    return columns(from, to) <= longest ? [from] : charactersOf(columns, from, to)
  })
  return places.filter(place => place > 0 && !whole(place))
}

/** Where each character begins: one that takes no column of its own belongs to the one before it. */
function charactersOf(columns: Ruler['columns'], from: number, to: number): number[] {
  const places = [from]
  for (let place = from + 1; place < to; place += 1) if (columns(place, place + 1) > 0) places.push(place)
  return places
}

/** Tells whether a place is within a piece that must stay whole; asked from left to right. */
function wholeOf(pieces: readonly Piece[]): (place: number) => boolean {
  let [number, from] = [0, 0]
  return (place) => {
    let piece = pieces[number]
    while (piece && place >= from + piece.text.length) {
      from += piece.text.length
      piece = pieces[number += 1]
    }
    return piece?.whole === true && place > from
  }
}

/** The parts of the pieces within each line. */
function take(pieces: readonly Piece[], lines: readonly { from: number, to: number }[]): Piece[][] {
  let [number, start] = [0, 0]
  return lines.map(({ from, to }) => {
    const parts: Piece[] = []
    for (let piece = pieces[number]; piece; piece = pieces[number]) {
      const text = piece.text.slice(Math.max(0, from - start), Math.max(0, to - start))
      if (text !== '') parts.push({ ...piece, text })
      if (start + piece.text.length > to) break
      start += piece.text.length
      number += 1
    }
    return parts
  })
}

function blanks(count: number): Piece {
  return { text: ' '.repeat(count) }
}
