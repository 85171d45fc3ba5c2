import { root, type Automaton } from './automaton.ts'
import { Arrivals, startOf, type Reader } from './readers.ts'
import { leavesNoTrace } from '../text/printable.ts'
import { longestReading, mayOpen, readingsAt } from './readings.ts'

/** Where a value stands in a text, in whatever encoding, and which. */
export interface Found {
  start: number
  end: number
  value: number
}

const backslash = 0x5c
const backslashes = /\\+/y

/** In a longer row only the last ones can belong to an encoding. */
const mostBackslashes = 64

/** Where a text repeats values. */
export interface Seen {
  found: Found[]
  /** Where the beginning of a value stands at the end of the text, which may have been cut off there. */
  beginning: number | undefined
}

/** Fewer units at the end of a cut text may be anything. */
const shortestBeginning = 4

/**
 * Finds the values in a text, read once from left to right. It follows the text as it stands and, side by side, each
 * character that may be an encoded one as that. A reading that has seen nothing of a value is that of the text as it
 * stands.
 */
export function findValues(automaton: Automaton, values: readonly string[], text: string): Seen {
  const { found, readers } = scan(automaton, values, text)
  const starts = readers.flatMap(({ state, shift, mark }) => {
    const seen = automaton.depth[state] ?? 0
    return seen < shortestBeginning ? [] : [startOf(text.length - shift - seen, shift, mark)]
  })
  return { found, beginning: firstOf(starts) }
}

/** The first of some places. */
export function firstOf(places: readonly number[]): number | undefined {
  return places.length === 0 ? undefined : Math.min(...places)
}

function scan(
  automaton: Automaton, values: readonly string[], text: string,
): { found: Found[], readers: readonly Reader[] } {
  const found: Found[] = []
  const arriving = new Arrivals()
  let readers: Reader[] = [{ state: root, shift: 0, mark: undefined }]
  const note = ({ state, shift, mark }: Reader, end: number) => {
    const value = automaton.found[state] ?? -1
    if (value === -1) return
    const start = startOf(end - shift - (values[value]?.length ?? 0), shift, mark)
    const last = found.at(-1)
    // A value that overlaps itself is one.
    if (last?.value === value && last.start <= start && start < last.end) last.end = end
    else found.push({ start, end, value })
  }
  for (let at = 0, end = 0; at < text.length; at += 1) {
    if (arriving.count > 0) readers = arriving.join(readers, at, automaton)
    const [only] = readers
    if (only && readers.length === 1 && arriving.count === 0) at = readPlain(automaton, only, text, at, note)
    if (at >= text.length) break
    const unit = text.charCodeAt(at)
    if (unit === backslash && at >= end) end = endOfBackslashes(text, at)
    if (mayOpen(unit) && end - at <= mostBackslashes) readEncoded(automaton, readers, text, at, arriving)
    for (const reader of readers) {
      reader.state = automaton.step(reader.state, unit)
      if (reader.state === root) reader.mark = undefined
      else note(reader, at + 1)
    }
    if (arriving.count > 0) arriving.at(at + 1).forEach(reader => note(reader, at + 1))
  }
  return { found, readers: arriving.count > 0 ? arriving.join(readers, text.length, automaton) : readers }
}

function endOfBackslashes(text: string, start: number): number {
  backslashes.lastIndex = start
  return backslashes.test(text) ? backslashes.lastIndex : start
}

/** Reads a stretch that has one reading only, and gives the place of the first unit that may have another. */
function readPlain(
  automaton: Automaton, reader: Reader, text: string, start: number, note: (reader: Reader, end: number) => void,
): number {
  let { state } = reader
  let at = start
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (mayOpen(unit)) break
    state = automaton.step(state, unit)
    if (state === root || automaton.found[state] === -1) continue
    reader.state = state
    note(reader, at + 1)
  }
  reader.state = state
  if (state === root) reader.mark = undefined
  return at
}

function readEncoded(
  automaton: Automaton, readers: readonly Reader[], text: string, at: number, arriving: Arrivals,
): void {
  for (const { units: meant, length } of readingsAt(text, at)) {
    if (length > longestReading) continue
    // A character that is invisible once decoded, and would tear a value apart, counts as not there.
    const units = leavesNoTrace(meant) ? [] : meant
    for (const reader of readers) {
      const read = readOn(automaton, reader, units, at, length)
      if (read.state !== root) arriving.add(read, at + length)
    }
  }
}

function readOn(
  automaton: Automaton, { state, shift, mark }: Reader, units: readonly number[], at: number, length: number,
): Reader {
  // The first of several empty characters at one place tells where that is.
  if (units.length === 0 && mark?.read === at - shift) return { state, shift: shift + length, mark }
  const after = units.reduce((from, unit) => automaton.step(from, unit), state)
  const before = (automaton.depth[after] ?? 0) > units.length ? mark : undefined
  return { state: after, shift: shift + length - units.length, mark: { read: at - shift, shift, before } }
}
