import { Automaton } from './automaton.ts'
import { decodeBase64 } from './base64.ts'
import type { Range } from './ranges.ts'
import { findBeginning, findValues, type Found } from './scan.ts'

/** A value shorter than this is hidden where it stands, but not searched for. */
export const shortestSearched = 8

/** Fewer units at the end of a text that was cut off may be anything. */
const shortestBeginning = 4

/** How many values are searched for, and how many units of them all: more than any walk has, and no more than a search takes. */
const mostValues = 2000
const mostUnits = 4_000_000

/** A text of so many units is remembered, and so many of them: the same one stands in a body, in its members and in the result. */
const longText = 4096
const mostRemembered = 8

/** So many units are built in at once in no time: the secrets of one walk are. */
const fewUnits = 8000

/** For more values, looking for how each begins takes longer than it saves. */
const mostOpenings = 64

/** Values that were added together, as one automaton. */
interface Batch {
  values: string[]
  names: string[]
  units: number
  automaton: Automaton
  /** Whatever a text has that repeats a value: how the value begins, or a character that is encoded. */
  openings: RegExp
}

/**
 * The net for echoes: finds values that are known wherever a text repeats them, in any encoding. A text is read once by an automaton in which all
 * values are, and what may be base64 in it once more for each of the four places where a value's digits may begin: the time it takes grows with
 * the text alone. New values are joined with so many of those before that no value is built in more than a few times.
 */
export class Net {
  readonly #known = new Set<string>()
  #fresh: [value: string, name: string][] = []
  #batches: Batch[] = []
  #units = 0
  readonly #remembered = new Map<string, Range[]>()

  /** Searches for this value too; what is found is replaced by the name. Does nothing where the net is full. */
  add(value: string, name: string): void {
    for (const form of formsOf(value)) {
      if (form.length < shortestSearched || this.#known.has(form) || this.#known.size >= mostValues || this.#units + form.length > mostUnits) continue
      this.#known.add(form)
      this.#units += form.length
      this.#fresh.push([form, name])
    }
  }

  /** Where the text repeats a value. */
  find(text: string): Range[] {
    if (text.length < shortestSearched || this.#known.size === 0) return []
    this.#settle()
    return text.length < longText ? this.#read(text) : this.#readOnce(text)
  }

  #readOnce(text: string): Range[] {
    const remembered = this.#remembered.get(text)
    if (remembered) return remembered
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear()
    const ranges = this.#read(text)
    this.#remembered.set(text, ranges)
    return ranges
  }

  #read(text: string): Range[] {
    const ranges = this.#rangesIn(text)
    for (const { octets, placeOf } of decodeBase64(text)) {
      for (const { start, end, by } of this.#rangesIn(octets)) ranges.push({ by, ...placeOf(start, end) })
    }
    return ranges
  }

  #rangesIn(text: string): Range[] {
    return this.#batches.flatMap(({ automaton, values, names, openings }) => openings.test(text)
      ? findValues(automaton, values, text).map(({ start, end, value }: Found): Range => ({ start, end, by: names[value] ?? '' }))
      : [])
  }

  /** Where the beginning of a value stands at the end of a text that was cut off. */
  findCut(text: string): { start: number, end: number } | undefined {
    this.#settle()
    const found = this.#batches.flatMap(({ automaton, values }) => {
      const within = [...decodeBase64(text)].flatMap(({ octets, placeOf }) => {
        const beginning = findBeginning(automaton, values, octets, shortestBeginning)
        const place = beginning && placeOf(beginning.start, beginning.end)
        return place && text.length - place.end < 4 ? [place] : []
      })
      return [findBeginning(automaton, values, text, shortestBeginning), ...within]
    }).filter(place => place !== undefined)
    return found.length === 0 ? undefined : { start: Math.min(...found.map(({ start }) => start)), end: text.length }
  }

  /** Builds the new values in. A batch is joined with the one before as long as that is not much larger, so that there are few of them. */
  #settle(): void {
    if (this.#fresh.length === 0) return
    this.#remembered.clear()
    let [values, names] = [this.#fresh.map(([value]) => value), this.#fresh.map(([, name]) => name)]
    let units = values.reduce((sum, { length }) => sum + length, 0)
    for (let last = this.#batches.at(-1); last && last.units <= Math.max(2 * units, fewUnits); last = this.#batches.at(-1)) {
      values = [...last.values, ...values]
      names = [...last.names, ...names]
      units += last.units
      this.#batches.pop()
    }
    this.#batches.push({ values, names, units, automaton: new Automaton(values), openings: openingsOf(values) })
    this.#fresh = []
  }
}

/** A value as units, and as the octets that base64 holds, a unit for each. A lone surrogate has no octets: it becomes U+FFFD. */
function formsOf(value: string): Set<string> {
  const whole = value.toWellFormed()
  return new Set([value, whole, Buffer.from(whole).toString('latin1')])
}

function openingsOf(values: readonly string[]): RegExp {
  if (values.length > mostOpenings) return /(?:)/
  const begins = values.map(value => value.slice(0, 4).replace(/[^]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
  return new RegExp(`[%\\\\&+]|${begins.join('|')}`)
}
