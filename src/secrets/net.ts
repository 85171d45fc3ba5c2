import { beforeEncoded } from '../limits.ts'
import { bare, leavesNoTrace } from '../text/printable.ts'
import { decodeBase64, type Decoded } from './base64.ts'
import { decodeHex } from './hex.ts'
import { Batch, cutMark, type Echoes } from './batch.ts'
import type { Range } from './ranges.ts'
import { firstOf } from './scan.ts'

/** Shorter values are hidden in their own place, but not searched for. */
export const shortestSearched = 8

/** Values to search for, and units of them all, at most: more than any walk has, and no more than a search can take. */
const mostValues = 2000
const mostUnits = 4_000_000

/**
 * Texts of so many units are remembered, and so many of them: the same text stands in a body, in its members and in the
 * result.
 */
const longText = 4096
const mostRemembered = 8

/** Batches of so few units are joined at no cost: the secrets of one walk are fewer. */
const fewUnits = 8000

/**
 * The net for echoes: finds known values wherever a text repeats them, in any encoding. One automaton of all values
 * reads a text once; what may be base64 or hexadecimal in it is read once more for each place where a value's digits
 * may begin. So the time grows with the text alone. New values are joined with earlier ones so that no value is built
 * in more than a few times.
 */
export class Net {
  readonly #known = new Set<string>()
  #fresh: [value: string, name: string][] = []
  #batches: Batch[] = []
  #units = 0
  readonly #remembered = new Map<string, Echoes>()
  readonly #isOpen: (text: string) => boolean

  /** `isOpen` tells whether a text was said openly: no form of a value that was, and no beginning, is found. */
  constructor(isOpen: (text: string) => boolean) {
    this.#isOpen = isOpen
  }

  /**
   * Searches for this value too, also in capitals and in small letters; what is found is replaced by the name. Does
   * nothing where the net is full.
   */
  add(value: string, name: string): void {
    for (const form of formsOf(value)) {
      if (form.length < shortestSearched
        || (form !== value && this.#isOpen(form))
        || this.#known.has(form)
        || this.#known.size >= mostValues
        || this.#units + form.length > mostUnits) continue
      this.#known.add(form)
      this.#units += form.length
      this.#fresh.push([form, name])
    }
  }

  /**
   * Where the text repeats a value. Where it was cut off, at its end or before a `…`, the beginning of a value counts
   * too.
   */
  find(text: string, isCut: boolean): Range[] {
    if (text.length === 0 || this.#known.size === 0) return []
    this.#settle()
    const { ranges, begun } = this.#seen(text)
    // What invisible characters tear apart is no beginning: without them it may be whole.
    const all = begun.length > 0 && bare(text) === text ? [...ranges, ...begun] : ranges
    return isCut || text.includes(cutMark) ? [...all, ...this.#beginnings(text, isCut)] : all
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
   * Where the beginning of a value stands at the end of a text. A cut may have gone through an encoded character, so
   * the text before that is looked at as well.
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
    const { ranges: plain, begun: cut, beginning } = this.#readPlain(text)
    const [ranges, begun] = [[...plain], [...cut]]
    const beginnings = beginning === undefined ? [] : [beginning]
    for (const { octets, placeOf } of decodings(text)) {
      const within = this.#readPlain(octets)
      if (within === nothing) continue
      for (const { start, end, by } of within.ranges) ranges.push({ by, ...placeOf(start, end) })
      for (const { start, end, by } of within.begun) begun.push({ by, ...placeOf(start, end) })
      const place = within.beginning === undefined ? undefined : placeOf(within.beginning, octets.length)
      if (place && text.length - place.end < groupOfBase64) beginnings.push(place.start)
    }
    return { ranges, begun, beginning: firstOf(beginnings) }
  }

  #readPlain(text: string): Echoes {
    let all = nothing
    for (const batch of this.#batches) {
      const seen = batch.read(text, this.#isOpen)
      if (seen) all = all === nothing ? seen : join(all, seen)
    }
    return all
  }

  /**
   * Builds the new values in. A batch is joined with the one before unless that is much larger, so that there are few.
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

/** Characters that base64 decodes together: of a text that was cut off, fewer than these may be left at its end. */
const groupOfBase64 = 4

function* decodings(text: string): Generator<Decoded> {
  yield* decodeBase64(text)
  yield* decodeHex(text)
}

/**
 * For texts that repeat nothing, as most do: base64 is read in many small pieces, and this one object costs none of
 * them anything.
 */
const nothing: Echoes = { ranges: [], begun: [], beginning: undefined }

function join(one: Echoes, other: Echoes): Echoes {
  return {
    ranges: [...one.ranges, ...other.ranges],
    begun: [...one.begun, ...other.begun],
    beginning: firstOf([one, other].flatMap(({ beginning }) => beginning ?? [])),
  }
}

/**
 * The forms of a value, as it is and in one case: its units, and its UTF-8 octets as units, as decoded base64 has them.
 * A lone surrogate becomes U+FFFD. Invisible characters count as not there where they are encoded: both stand without
 * them too.
 */
function formsOf(value: string): Set<string> {
  const whole = value.toWellFormed()
  const cases = value.length > longestOfOtherCase ? [] : [whole.toUpperCase(), whole.toLowerCase()]
  const meant = value.includes('\\') ? formsOf(unescape(value)) : []
  if (plain.test(value)) return new Set([value, ...cases, ...meant])
  const visible = Array.from(whole).filter(one => !leavesNoTrace(unitsOf(one))).join('')
  const all = [whole, bare(whole), visible, ...cases]
  return new Set([value, ...all.flatMap(text => [text, Buffer.from(text).toString('latin1')]), ...meant])
}

function unitsOf(character: string): number[] {
  return Array.from({ length: character.length }, (_, place) => character.charCodeAt(place))
}

/** What a value means that still has its escapes of JSON, as a log or a command has it: whoever reads it sends that. */
function unescape(value: string): string {
  return value.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([^]?))/gi, (
    _, long: string | undefined, short: string | undefined, sign: string | undefined,
  ) => {
    const code = long ?? short
    return code === undefined ? sign ?? '' : String.fromCharCode(parseInt(code, 16))
  })
}

/** Such a value, as most secrets are, is the same in octets, and nothing in it is invisible. */
const plain = /^[!-~]*$/

/** Nobody writes a longer value in capitals: it is a JWT. */
const longestOfOtherCase = 400
