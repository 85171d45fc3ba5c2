import { root, type Automaton } from './automaton.ts'
import { longestReading, mayOpen, readingsAt } from './readings.ts'

/** Where a value stands in a text, in whatever encoding, and which. */
export interface Found {
  start: number
  end: number
  value: number
}

/** One way to read the text so far. */
interface Reader {
  state: number
  /** By how much the text is longer than what was read. */
  shift: number
  /** The last encoded character of this reading. */
  mark: Mark | undefined
}

/** An encoded character: how many units were read before it, the shift there, and the encoded character before. */
interface Mark {
  read: number
  shift: number
  before: Mark | undefined
}

/** As many readings as one place may have; an honest text has two. */
const mostReaders = 6

/**
 * Finds the values in a text, read once from left to right: what stands there as it is, and each character that may be an encoded one as that,
 * side by side. A reading in which nothing of a value has been seen is that of the text as it is.
 */
export function findValues(automaton: Automaton, values: readonly string[], text: string): Found[] {
  return scan(automaton, values, text).found
}

/** Where the beginning of a value, at least that many units of it, stands at the end of a text that was cut off there. */
export function findBeginning(automaton: Automaton, values: readonly string[], text: string, least: number): Omit<Found, 'value'> | undefined {
  const starts = scan(automaton, values, text).readers.flatMap(({ state, shift, mark }) => {
    const seen = automaton.depth[state] ?? 0
    return seen < least ? [] : [startOf(text.length - shift - seen, shift, mark)]
  })
  return starts.length === 0 ? undefined : { start: Math.min(...starts), end: text.length }
}

function scan(automaton: Automaton, values: readonly string[], text: string): { found: Found[], readers: readonly Reader[] } {
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
  for (let at = 0; at < text.length; at += 1) {
    if (arriving.count > 0) readers = arriving.join(readers, at, automaton)
    const [only] = readers
    if (only && readers.length === 1 && arriving.count === 0) at = readPlain(automaton, only, text, at, note)
    if (at >= text.length) break
    const unit = text.charCodeAt(at)
    if (mayOpen(unit)) readEncoded(automaton, readers, text, at, arriving)
    for (const reader of readers) {
      reader.state = automaton.step(reader.state, unit)
      if (reader.state === root) reader.mark = undefined
      else note(reader, at + 1)
    }
    if (arriving.count > 0) arriving.at(at + 1).forEach(reader => note(reader, at + 1))
  }
  return { found, readers: arriving.count > 0 ? arriving.join(readers, text.length, automaton) : readers }
}

/** Reads what has one reading only, and gives the place of the first unit that may have another. */
function readPlain(automaton: Automaton, reader: Reader, text: string, start: number, note: (reader: Reader, end: number) => void): number {
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

function readEncoded(automaton: Automaton, readers: readonly Reader[], text: string, at: number, arriving: Arrivals): void {
  for (const { units, length } of readingsAt(text, at)) {
    if (length > longestReading) continue
    for (const reader of readers) {
      const read = readOn(automaton, reader, units, at, length)
      if (read.state !== root) arriving.add(read, at + length)
    }
  }
}

function readOn(automaton: Automaton, { state, shift, mark }: Reader, units: readonly number[], at: number, length: number): Reader {
  const after = units.reduce((from, unit) => automaton.step(from, unit), state)
  const before = (automaton.depth[after] ?? 0) > units.length ? mark : undefined
  return { state: after, shift: shift + length - units.length, mark: { read: at - shift, shift, before } }
}

/** The place in the text of the unit that was read as this one. */
function startOf(read: number, shift: number, mark: Mark | undefined): number {
  let [before, last] = [shift, mark]
  while (last && last.read >= read) [before, last] = [last.shift, last.before]
  return read + before
}

/** Readings that have skipped ahead of the text as it is, by the place where they go on. */
class Arrivals {
  count = 0
  readonly #ring: (Reader[] | undefined)[] = new Array<Reader[] | undefined>(longestReading + 1)

  at(place: number): readonly Reader[] {
    return this.#ring[place & longestReading] ?? []
  }

  add(reader: Reader, place: number): void {
    const there = this.#ring[place & longestReading] ??= []
    if (there.some(({ state }) => state === reader.state)) return
    there.push(reader)
    this.count += 1
  }

  /** The readings that go on from here: one of each state, and none that has seen nothing where another has seen something. */
  join(readers: readonly Reader[], place: number, { depth }: Automaton): Reader[] {
    const arrived = this.#ring[place & longestReading] ?? []
    this.#ring[place & longestReading] = undefined
    this.count -= arrived.length
    // Of two that have seen the same, the encoded one is kept: more of the text belongs to it.
    const all = [...arrived, ...readers]
    const distinct = all.length < 2 ? all : all.filter(({ state }, at) => state !== root && all.findIndex(other => other.state === state) === at)
    if (distinct.length > mostReaders) distinct.sort((a, b) => (depth[b.state] ?? 0) - (depth[a.state] ?? 0)).length = mostReaders
    return distinct.length > 0 ? distinct : [{ state: root, shift: 0, mark: undefined }]
  }
}
