import { Automaton } from './automaton.ts'
import type { Range } from './ranges.ts'
import { findValues } from './scan.ts'

/** What a text repeats, and where the beginning of a value stands at its end. */
export interface Echoes {
  ranges: Range[]
  beginning: number | undefined
}

/** Values that were added together, each with the name that replaces it. The automaton is built for the first text that may repeat one. */
export class Batch {
  readonly values: readonly (readonly [value: string, name: string])[]
  readonly units: number
  #texts: string[] | undefined
  #automaton: Automaton | undefined
  #openings: RegExp | undefined

  constructor(values: readonly (readonly [value: string, name: string])[]) {
    this.values = values
    this.units = values.reduce((sum, [{ length }]) => sum + length, 0)
  }

  /** What the text repeats of these values; nothing where it can't repeat any. */
  read(text: string): Echoes | undefined {
    this.#openings ??= openingsOf(this.values)
    if (!this.#openings.test(text)) return undefined
    this.#texts ??= this.values.map(([value]) => value)
    this.#automaton ??= new Automaton(this.#texts)
    const { found, beginning } = findValues(this.#automaton, this.#texts, text)
    return { ranges: found.map(({ start, end, value }) => ({ start, end, by: this.values[value]?.[1] ?? '' })), beginning }
  }
}

/** For more values, looking for how each begins takes longer than it saves. */
const mostOpenings = 64

/** How many units of a value tell that it begins. */
const opening = 4

/** Whatever a text has that repeats a value: how one begins, or a character that is encoded. */
function openingsOf(values: Batch['values']): RegExp {
  if (values.length > mostOpenings) return /(?:)/
  const begins = values.map(([value]) => value.slice(0, opening))
  const blank = begins.some(text => text.includes(' ')) ? ['\\+'] : []
  return new RegExp(['%[\\dA-Fa-f]{2}', '\\\\', '&(?:#|[A-Za-z]{2,8};)', ...blank, ...begins.map(escapeUnits)].join('|'))
}

function escapeUnits(text: string): string {
  return text.replace(/[^]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
