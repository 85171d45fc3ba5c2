import stringWidth from 'string-width'

/** A character with its marks, or a flag of two letters: what stands in one cell or two. */
const cell = /\p{RI}{2}|\P{M}[\p{M}\ufe0e\ufe0f\p{Emoji_Modifier}]*/gu

/**
 * The columns that a text takes up to each of its places, in a terminal. It measures cell by cell, since Intl.Segmenter
 * would copy the text for each character. A cell counts at its first unit; marks count nothing.
 */
export function measureByCharacter(text: string): Uint32Array {
  const columns = new Uint32Array(text.length + 1)
  if (/^[\x20-\x7e]*$/.test(text)) return columns.map((_, place) => place)
  const known = new Map<string, number>()
  let [sum, filled] = [0, 0]
  for (const { 0: found, index } of text.matchAll(cell)) {
    columns.fill(sum, filled, index + 1)
    const width = known.get(found) ?? stringWidth(found)
    if (known.size < 5000) known.set(found, width)
    sum += width
    filled = index + 1
    columns[filled] = sum
  }
  columns.fill(sum, filled)
  return columns
}
