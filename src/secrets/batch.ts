import { Automaton } from './automaton.ts'
import type { Range } from './ranges.ts'
import { findValues } from './scan.ts'

/** Where a text repeats values, and where the beginning of one stands at its end. */
export interface Echoes {
  ranges: Range[]
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

  /** Where the text repeats these values; undefined where it can't repeat any. */
  read(text: string): Echoes | undefined {
    if (!this.#mayRepeat(text)) return undefined
    this.#texts ??= this.values.map(([value]) => value)
    this.#automaton ??= new Automaton(this.#texts)
    const { found, beginning } = findValues(this.#automaton, this.#texts, text)
    return {
      ranges: found.map(({ start, end, value }) => ({ start, end, by: this.values[value]?.[1] ?? '' })), beginning,
    }
  }

  /** Tells quickly whether a text may repeat a value: it has the beginning of one, or an encoded character. */
  #mayRepeat(text: string): boolean {
    if (encoded.test(text)) return true
    for (const begin of this.#beginnings) if (text.includes(begin)) return true
    return false
  }
}

/** With more values, looking for their beginnings takes longer than it saves. */
const mostBeginnings = 64

function beginningsOf(values: Batch['values']): Set<string> {
  if (values.length > mostBeginnings) return new Set([''])
  const begins = values.map(([value]) => value.slice(0, 4))
  return new Set([...begins, ...begins.some(text => text.includes(' ')) ? ['+'] : []])
}

/** A percent-encoded octet, an escape, or a character reference; a blank may be written as `+`. */
const encoded = /%[\da-f]{2}|\\["'/\\%bfnrtu]|&(?:#|[a-z]{2,8};)/i
