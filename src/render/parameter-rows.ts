import type { Channel } from '../walk/events.ts'
import { clean } from '../text/printable.ts'
import type { Line, Lines, Piece } from '../text/terminal.ts'
import { describeParameters, nameOf, type Entry, type Listed } from './parameters.ts'
import type { Terminal } from './terminal-means.ts'
import { indent } from './voice.ts'

const margin = indent + 2

/** What the standard fixes and what is known from before: it is sent, but protects nothing and carries nothing. */
const settled: Readonly<Record<Channel, readonly string[]>> = {
  person: [],
  front: ['response_type', 'client_id', 'code_challenge_method', 'prompt', 'response_mode'],
  back: ['grant_type', 'client_id', 'redirect_uri', 'scope', 'token_type'],
}

/** More of a value that nobody reads, such as a hash, is left to the detailed story. */
const mostOfOpaque = 20

/** Parameters with a row of the terminal for each that protects or carries something, and one row for the others. */
export function parameterRows(listed: Listed, channel: Channel, terminal: Terminal): Lines {
  const isSettled = ({ title }: Entry) => settled[channel].includes(title)
  const entries = describeParameters(listed, terminal.catalogue)
  const main = entries.filter(entry => !isSettled(entry))
  const others = entries.filter(isSettled)
  const longest = Math.max(0, ...main.map(({ title }) => terminal.writer.measure(title)))
  return [
    ...main.map(entry => rowOf(entry, longest, listed, terminal)),
    ...others.length === 0 ? [] : [[fit(others, listed, terminal), { at: margin, hang: margin }] as const],
  ]
}

function rowOf(entry: Entry, longest: number, { style }: Listed, terminal: Terminal): Line {
  const { writer } = terminal
  const column = margin + longest + 2
  const room = writer.width === undefined ? Infinity : writer.width - column
  const value = isOpaque(entry) && !terminal.showsSecrets ? clean(entry.value, mostOfOpaque) : entry.value
  const about = room < narrow ? undefined : aboutIn(room - writer.measure(value) - 4, entry, terminal)
  const gap = room < narrow ? 2 : longest - writer.measure(entry.title) + 2
  const goesBelow = room < narrow || (entry.whole && writer.measure(value) > room)
  return [
    [
      nameOf(entry.title, style), { text: ' '.repeat(gap) }, { text: value, whole: entry.whole },
      ...about === undefined ? [] : [{ text: `  — ${about}`, style: 'dim' } as const],
    ],
    { at: margin, hang: goesBelow ? margin + below : column },
  ]
}

/** Columns without which values have no column of their own. */
const narrow = 24

/** How far a value that stands below its name is indented from it. */
const below = 5

function isOpaque({ value, whole }: Entry): boolean {
  return !whole && value.length > 32 && /^[\w.~+/=-]+$/.test(value)
}

/** What is known of a value, as far as it has room: all, the time, or the beginning of what it is for. */
function aboutIn(
  room: number, { time, purpose }: Entry, { writer, catalogue: { telling } }: Terminal,
): string | undefined {
  const all = [time, purpose].filter(text => text !== undefined).join(telling.semicolon)
  const ways = [all, time ?? purpose?.split(/[:;\uFF1A\uFF1B\uFF0C\uFF08]| \(/)[0] ?? '']
  return ways.find(text => text !== '' && writer.measure(text) <= room)
}

/** As many names with their values as one row has room for. */
function fit(entries: readonly Entry[], { style }: Listed, { writer }: Terminal): Piece[] {
  const pieces: Piece[] = []
  let room = writer.width === undefined ? Infinity : writer.width - margin
  for (const [place, { title, value }] of entries.entries()) {
    const isLast = place === entries.length - 1
    const needed = writer.measure(`${place === 0 ? '' : '  '}${title} ${value}`)
    if (needed > room - (isLast ? 0 : 3)) return [...pieces, { text: `${place === 0 ? '' : '  '}…`, style: 'dim' }]
    pieces.push({ text: place === 0 ? '' : '  ' }, nameOf(title, style), { text: ` ${value}` })
    room -= needed
  }
  return pieces
}
