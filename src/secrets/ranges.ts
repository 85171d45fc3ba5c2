/** A part of a text that is to be replaced. */
export interface Range {
  start: number
  end: number
  /** What stands in its place. */
  by: string
}

/**
 * Replaces each range of a text. Of two that overlap, the one that begins first wins, or the longer one where they
 * begin together; one within another is gone with it.
 */
export function replaceRanges(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text
  const sorted = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)
  const parts: string[] = []
  let covered = 0
  let last = ''
  for (const { start, end, by } of sorted) {
    if (end <= covered) continue
    if (start >= covered) parts.push(text.slice(covered, start))
    // A value that overlaps itself is one.
    if (start >= covered || by !== last) parts.push(by)
    covered = end
    last = by
  }
  return `${parts.join('')}${text.slice(covered)}`
}
