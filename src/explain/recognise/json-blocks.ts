import { endOfString, parseJson } from '../../protocol/answer/json.ts'
import type { Line } from './line.ts'

/** A JSON text within lines. */
export interface JsonBlock {
  /** What stands before it on its first line. */
  before: string
  text: string
  /** The index of its last line. */
  end: number
}

/** A line that may begin a JSON text, also behind a name: `body: {`. */
const opening = /^\s*(?:[\w $.()[\]-]{1,60}[:=]\s*)?([{[])/

/**
 * Openings that come to nothing are looked at so often, over so many lines; a text of openings alone would be read
 * again and again.
 */
const mostFailures = 20
const mostVain = 1_000_000

const quote = 0x22

/** Finds JSON that begins on a line, and the line on which it ends. */
export class JsonBlocks {
  readonly #lines: readonly Line[]
  #failures = 0
  #vain = 0

  constructor(lines: readonly Line[]) {
    this.#lines = lines
  }

  /** The JSON text that begins on this line; nothing where none does. */
  from(at: number): JsonBlock | undefined {
    const first = this.#lines[at]
    const [found] = first ? opening.exec(first.text.slice(0, 200)) ?? [] : []
    if (first === undefined || found === undefined || this.#failures >= mostFailures || this.#vain >= mostVain)
      return undefined
    const end = this.#endOf(at, found.length - 1)
    const text = end === undefined
      ? ''
      : [first.text.slice(found.length - 1), ...this.#lines.slice(at + 1, end + 1).map(line => line.text)].join(
          '\n',
        ).trim()
    if (end !== undefined && parseJson(text) !== undefined) return { before: found.slice(0, -1).trim(), text, end }
    this.#failures += 1
    this.#vain += (end ?? this.#lines.length) - at
    return undefined
  }

  /** The line on which the brackets are closed; what goes the other way is no part of it. */
  #endOf(at: number, column: number): number | undefined {
    const way = this.#lines[at]?.way
    let depth = 0
    for (let place = at; place < this.#lines.length; place += 1) {
      const line = this.#lines[place]
      if (!line || (place > at && line.way !== way)) return undefined
      depth = depthAfter(line.text, place === at ? column : 0, depth)
      if (depth <= 0) return place
    }
    return undefined
  }
}

/** How deep a line leaves it. A string ends on its line in JSON. */
function depthAfter(text: string, start: number, before: number): number {
  let depth = before
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === quote) at = endOfString(text, at)
    else if (unit === 0x7b || unit === 0x5b) depth += 1
    else if (unit === 0x7d || unit === 0x5d) depth -= 1
  }
  return depth
}
