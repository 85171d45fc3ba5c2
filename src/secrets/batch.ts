import { Automaton } from './automaton.ts'
import type { Range } from './ranges.ts'
import { findValues } from './scan.ts'

/** What a text repeats, and where the beginning of a value stands at its end. */
export interface Echoes {
  ranges: Range[]
  beginning: number | undefined
}

/**
 * Values that were added together, each with the name that replaces it. The automaton is built for the first text that
 * may repeat one.
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

  /** What the text repeats of these values; nothing where it can't repeat any. */
  read(text: string): Echoes | undefined {
    if (!this.#mayRepeat(text)) return undefined
    this.#texts ??= this.values.map(([value]) => value)
    this.#automaton ??= new Automaton(this.#texts)
    const { found, beginning } = findValues(this.#automaton, this.#texts, text)
    return {
      ranges: found.map(({ start, end, value }) => ({ start, end, by: this.values[value]?.[1] ?? '' })), beginning,
    }
  }

  /** Whatever a text has that repeats a value: how it begins, or a character that is encoded. */
  #mayRepeat(text: string): boolean {
    if (encoded.test(text)) return true
    for (const begin of this.#beginnings) if (text.includes(begin)) return true
    return false
  }
}

/** For more values, looking for how each begins takes longer than it saves. */
const mostBeginnings = 64

function beginningsOf(values: Batch['values']): Set<string> {
  if (values.length > mostBeginnings) return new Set([''])
  const begins = values.map(([value]) => value.slice(0, 4))
  return new Set([...begins, ...begins.some(text => text.includes(' ')) ? ['+'] : []])
}

/** Octets, escapes and references; a blank may be `+`. */
const encoded = /%[\da-f]{2}|\\["'/\\%bfnrtu]|&(?:#|[a-z]{2,8};)/i
