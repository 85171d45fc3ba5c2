import { beforeEncoded } from '../limits.ts'
import { decodeBase64, type Decoded } from './base64.ts'
import { decodeHex } from './hex.ts'
import { Batch, type Echoes } from './batch.ts'
import type { Range } from './ranges.ts'
import { firstOf } from './scan.ts'

/** A value shorter than this is hidden where it stands, but not searched for. */
export const shortestSearched = 8

/**
 * How many values are searched for, and how many units of them all: more than any walk has, and no more than a search
 * takes.
 */
const mostValues = 2000
const mostUnits = 4_000_000

/**
 * A text of so many units is remembered, and so many of them: the same one stands in a body, in its members and in the
 * result.
 */
const longText = 4096
const mostRemembered = 8

/** What stands behind the beginning of a text that was cut off. */
const cutMark = '…'

/** So many units are built in at once in no time: the secrets of one walk are. */
const fewUnits = 8000

/**
 * The net for echoes: finds values that are known wherever a text repeats them, in any encoding. A text is read once by
 * an automaton in which all values are, and what may be base64 or hexadecimal in it once more for each of the places
 * where a value's digits may begin: the time it takes grows with the text alone. New values are joined with so many of
 * those before that no value is built in more than a few times.
 */
export class Net {
  readonly #known = new Set<string>()
  #fresh: [value: string, name: string][] = []
  #batches: Batch[] = []
  #units = 0
  readonly #remembered = new Map<string, Echoes>()

  /** Searches for this value too; what is found is replaced by the name. Does nothing where the net is full. */
  add(value: string, name: string): void {
    for (const form of formsOf(value)) {
      if (form.length < shortestSearched
        || this.#known.has(form)
        || this.#known.size >= mostValues
        || this.#units + form.length > mostUnits) continue
      this.#known.add(form)
      this.#units += form.length
      this.#fresh.push([form, name])
    }
  }

  /**
   * Where the text repeats a value; of one that was cut off, also the beginning of a value at its end. Where `…`
   * stands, something was cut off, whoever did it.
   */
  find(text: string, isCut: boolean): Range[] {
    if (text.length === 0 || this.#known.size === 0) return []
    this.#settle()
    const { ranges } = this.#seen(text)
    return isCut || text.includes(cutMark) ? [...ranges, ...this.#beginnings(text, isCut)] : ranges
  }

  #beginnings(text: string, isCut: boolean): Range[] {
    const pieces = text.split(cutMark)
    let place = 0
    return pieces.flatMap((piece, count) => {
      const from = place
      place += piece.length + cutMark.length
      const start = isCut || count < pieces.length - 1 ? this.#beginningAtEnd(piece) : undefined
      return start === undefined ? [] : [{ start: from + start, end: Math.min(place, text.length), by: cutMark }]
    })
  }

  /**
   * Whoever cut the text may have cut an encoded character, which then is none: what stands before it is a beginning as
   * well.
   */
  #beginningAtEnd(text: string): number | undefined {
    const end = beforeEncoded(text, text.length)
    const before = end === text.length ? undefined : this.#seen(text.slice(0, end)).beginning
    return firstOf([this.#seen(text).beginning ?? [], before ?? []].flat())
  }

  #seen(text: string): Echoes {
    return text.length < longText ? this.#read(text) : this.#readOnce(text)
  }

  #readOnce(text: string): Echoes {
    const remembered = this.#remembered.get(text)
    if (remembered) return remembered
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear()
    const echoes = this.#read(text)
    this.#remembered.set(text, echoes)
    return echoes
  }

  #read(text: string): Echoes {
    const { ranges: plain, beginning } = this.#readPlain(text)
    const ranges = [...plain]
    const beginnings = beginning === undefined ? [] : [beginning]
    for (const { octets, placeOf } of decodings(text)) {
      const within = this.#readPlain(octets)
      if (within === nothing) continue
      for (const { start, end, by } of within.ranges) ranges.push({ by, ...placeOf(start, end) })
      const place = within.beginning === undefined ? undefined : placeOf(within.beginning, octets.length)
      if (place && text.length - place.end < 4) beginnings.push(place.start)
    }
    return { ranges, beginning: firstOf(beginnings) }
  }

  #readPlain(text: string): Echoes {
    let all = nothing
    for (const batch of this.#batches) {
      const seen = batch.read(text)
      if (seen) all = all === nothing ? seen : join(all, seen)
    }
    return all
  }

  /**
   * Builds the new values in. A batch is joined with the one before as long as that is not much larger, so that there
   * are few of them.
   */
  #settle(): void {
    if (this.#fresh.length === 0) return
    this.#remembered.clear()
    let batch = new Batch(this.#fresh)
    let last = this.#batches.pop()
    while (last && last.units <= Math.max(2 * batch.units, fewUnits)) {
      batch = new Batch([...last.values, ...batch.values])
      last = this.#batches.pop()
    }
    this.#batches.push(...last ? [last] : [], batch)
    this.#fresh = []
  }
}

function* decodings(text: string): Generator<Decoded> {
  yield* decodeBase64(text)
  yield* decodeHex(text)
}

/** What most texts repeat: base64 is read in many small pieces, and none of them is to cost more than that. */
const nothing: Echoes = { ranges: [], beginning: undefined }

function join(one: Echoes, other: Echoes): Echoes {
  return {
    ranges: [...one.ranges, ...other.ranges],
    beginning: firstOf([one, other].flatMap(({ beginning }) => beginning ?? [])),
  }
}

/**
 * A value as units, and as the octets that base64 holds, a unit for each. A lone surrogate has no octets: it becomes
 * U+FFFD.
 */
function formsOf(value: string): Set<string> {
  const whole = value.toWellFormed()
  return new Set([value, whole, Buffer.from(whole).toString('latin1')])
}
