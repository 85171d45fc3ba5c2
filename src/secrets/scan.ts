import { root, type Automaton } from './automaton.ts'
import { Arrivals, startOf, type Reader } from './readers.ts'
import { leavesNoTrace } from '../text/printable.ts'
import { isLineBreak, lengthOfFold, longestReading, mayOpen, readingsAt, type Reading } from './readings.ts'

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
  /** Where so much of the beginning of a value stands that it gives the value away, and another end follows. */
  begun: Found[]
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
  const { found, begun, readers } = scan(automaton, values, text)
  const starts = readers.flatMap(({ state, shift, mark }) => {
    const seen = automaton.depth[state] ?? 0
    return seen < shortestBeginning ? [] : [startOf(text.length - shift - seen, shift, mark)]
  })
  return { found, begun, beginning: firstOf(starts) }
}

/** The first of some places. */
export function firstOf(places: readonly number[]): number | undefined {
  return places.length === 0 ? undefined : Math.min(...places)
}

function scan(
  automaton: Automaton, values: readonly string[], text: string,
): Pick<Seen, 'found' | 'begun'> & { readers: readonly Reader[] } {
  const [found, begun]: [Found[], Found[]] = [[], []]
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
  const leave = ({ shift, mark }: Reader, state: number, next: number | undefined, end: number) => {
    const value = automaton.begun[state] ?? -1
    const seen = automaton.depth[state] ?? 0
    // It goes on, or is whole.
    if (automaton.depth[next ?? root] === seen + 1 || values[automaton.found[state] ?? -1]?.length === seen) return
    begun.push({ start: startOf(end - shift - seen, shift, mark), end, value })
  }
  for (let at = 0, end = 0; at < text.length; at += 1) {
    if (arriving.count > 0) readers = arriving.join(readers, at, automaton)
    const [only] = readers
    if (only && readers.length === 1 && arriving.count === 0) at = readPlain(automaton, only, text, at, note, leave)
    if (at >= text.length) break
    const unit = text.charCodeAt(at)
    if (unit === backslash && at >= end) end = endOfBackslashes(text, at)
    if (mayOpen(unit) && end - at <= mostBackslashes) readEncoded(automaton, readers, text, at, arriving)
    for (const reader of readers) {
      const before = reader.state
      reader.state = automaton.step(before, unit)
      if (automaton.begun[before] !== -1) leave(reader, before, reader.state, at)
      if (reader.state === root) reader.mark = undefined
      else note(reader, at + 1)
    }
    if (arriving.count > 0) arriving.at(at + 1).forEach(reader => note(reader, at + 1))
  }
  const last = arriving.count > 0 ? arriving.join(readers, text.length, automaton) : readers
  for (const reader of last)
    if (automaton.begun[reader.state] !== -1) leave(reader, reader.state, undefined, text.length)
  return { found, begun, readers: last }
}

function endOfBackslashes(text: string, start: number): number {
  backslashes.lastIndex = start
  return backslashes.test(text) ? backslashes.lastIndex : start
}

/** Reads a stretch that has one reading only, and gives the place of the first unit that may have another. */
function readPlain(
  automaton: Automaton, reader: Reader, text: string, start: number, note: (reader: Reader, end: number) => void,
  leave: (reader: Reader, state: number, next: number, end: number) => void,
): number {
  let { state } = reader
  let at = start
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (mayOpen(unit)) break
    const before = state
    state = automaton.step(before, unit)
    if (automaton.begun[before] !== -1) leave(reader, before, state, at)
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
    // A value may be folded there.
    if (isLineBreak(meant))
      arrive(automaton, readers, { units: [], length: lengthOfFold(text, at, length) }, at, arriving)
    // A character that is invisible once decoded, and would tear a value apart, counts as not there.
    const units = leavesNoTrace(meant) ? [] : meant
    arrive(automaton, readers, { units, length }, at, arriving)
  }
}

function arrive(
  automaton: Automaton, readers: readonly Reader[], { units, length }: Reading, at: number, arriving: Arrivals,
): void {
  for (const reader of readers) {
    const read = readOn(automaton, reader, units, at, length)
    if (read.state !== root) arriving.add(read, at + length)
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
