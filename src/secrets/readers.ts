import { root, type Automaton } from './automaton.ts'
import { longestReading } from './readings.ts'

/** One way to read the text so far. */
export interface Reader {
  state: number
  /** Units of the text minus units that were read. */
  shift: number
  /** The last encoded character of this reading. */
  mark: Mark | undefined
}

/** An encoded character: how many units were read before it, the shift there, and the encoded character before. */
export interface Mark {
  read: number
  shift: number
  before: Mark | undefined
}

/** Readings of one place, at most; an honest text has two. */
const mostReaders = 6

/** The place in the text of the unit with this number in the reading. */
export function startOf(read: number, shift: number, mark: Mark | undefined): number {
  let [before, last] = [shift, mark]
  while (last && last.read >= read) [before, last] = [last.shift, last.before]
  return read + before
}

/**
 * Readings that have skipped ahead of the text as it is, by the place where they go on. No reading skips further than
 * the longest one, so a ring of one slot more has room for all.
 */
export class Arrivals {
  count = 0
  readonly #ring: (Reader[] | undefined)[] = new Array<Reader[] | undefined>(longestReading + 1)

  at(place: number): readonly Reader[] {
    return this.#ring[slotOf(place)] ?? []
  }

  add(reader: Reader, place: number): void {
    const there = this.#ring[slotOf(place)] ??= []
    if (there.some(({ state }) => state === reader.state)) return
    there.push(reader)
    this.count += 1
  }

  /**
   * The readings that go on from here: one for each state, without those that have seen nothing where another has seen
   * something.
   */
  join(readers: readonly Reader[], place: number, { depth }: Automaton): Reader[] {
    const arrived = this.#ring[slotOf(place)] ?? []
    this.#ring[slotOf(place)] = undefined
    this.count -= arrived.length
    // The encoded one of two equal readings is kept: more of the text belongs to it.
    const all = [...arrived, ...readers]
    const distinct = all.length < 2
      ? all
      : all.filter(({ state }, at) => state !== root && all.findIndex(other => other.state === state) === at)
    if (distinct.length > mostReaders)
      distinct.sort((a, b) => (depth[b.state] ?? 0) - (depth[a.state] ?? 0)).length = mostReaders
    return distinct.length > 0 ? distinct : [{ state: root, shift: 0, mark: undefined }]
  }
}

/** A ring of 64 slots: the lowest bits of a place are its remainder. */
function slotOf(place: number): number {
  return place & longestReading
}
