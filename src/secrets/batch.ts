import { Automaton } from './automaton.ts'
import type { Range } from './ranges.ts'
import { findValues } from './scan.ts'

/** Where a text repeats values, and where the beginning of one stands at its end. */
export interface Echoes {
  ranges: Range[]
  /** Where it has a long beginning of one. */
  begun: Range[]
  beginning: number | undefined
}

/**
 * Values that were added together, each with the name that replaces it. It builds their automaton for the first text
 * that may repeat one.
 */
export class Batch {
  readonly values: readonly (readonly [value: string, name: string])[]
  readonly units: number
  #texts: string[] | undefined
  #automaton: Automaton | undefined
  readonly #beginnings: Set<string>

  constructor(values: readonly (readonly [value: string, name: string])[]) {
    this.values = values
    this.units = values.reduce((sum, [{ length }]) => sum + length, 0)
    this.#beginnings = beginningsOf(values)
  }

  /**
   * Where the text repeats these values, or a long beginning of one that is no open text; undefined where it can't
   * repeat any.
   */
  read(text: string, isOpen: (text: string) => boolean): Echoes | undefined {
    if (!this.#mayRepeat(text)) return undefined
    this.#texts ??= this.values.map(([value]) => value)
    this.#automaton ??= new Automaton(this.#texts, leastBeginning)
    const { found, begun, beginning } = findValues(this.#automaton, this.#texts, text)
    const nameOf = (value: number) => this.values[value]?.[1] ?? ''
    return {
      ranges: found.map(({ start, end, value }) => ({ start, end, by: nameOf(value) })),
      begun: begun.filter(({ start, end }, count) => count >= mostAsked || !isOpen(text.slice(start, end)))
        .map(({ start, end, value }) => ({ start, end, by: `${nameOf(value)}${cutMark}` })),
      beginning,
    }
  }

  /**
   * Tells quickly whether a text may repeat a value: it has the beginning of one, or an encoded character, or lines.
   */
  #mayRepeat(text: string): boolean {
    if (encoded.test(text)) return true
    for (const begin of this.#beginnings) if (text.includes(begin)) return true
    return false
  }
}

/** Further beginnings in one text are hidden unasked. */
const mostAsked = 64

/** The mark behind a text that was cut off. */
export const cutMark = '…'

/** Fewer units at the beginning of a value may be anything, and so may less than this part of it. */
const fewest = 16
const leastPart = 1 / 4

/**
 * The units at the beginning of a value that give it away. Of a JWT only the signature is secret: tokens of one issuer
 * begin alike, and what was signed is shown anyway. An encrypted one has no such part (RFC 7516, section 3.1).
 */
function leastBeginning(value: string): number {
  const parts = value.startsWith('eyJ') ? value.split('.') : []
  const open = parts.length === 3 ? value.lastIndexOf('.') + 1 : parts.length === 5 ? value.indexOf('.') + 1 : 0
  return Math.max(open + fewest, Math.ceil(value.length * leastPart))
}

/** With more values, looking for their beginnings takes longer than it saves. */
const mostBeginnings = 64

function beginningsOf(values: Batch['values']): Set<string> {
  if (values.length > mostBeginnings) return new Set([''])
  const begins = values.map(([value]) => value.slice(0, 4))
  return new Set([...begins, ...begins.some(text => text.includes(' ')) ? ['+'] : []])
}

/** A line break, a percent-encoded octet, an escape, or a character reference; a blank may be written as `+`. */
const encoded = /[\r\n]|%[\da-f]{2}|\\["'/\\%bfnrtu]|&(?:#|[a-z]{2,8};)/i
