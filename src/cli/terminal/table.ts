import { clean } from '../../text/printable.ts'
import { plainLines } from '../../text/terminal.ts'
import type { TerminalText } from '../../text/written.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import type { Context } from '../context.ts'

/** Columns before what has no room in its row. */
const hang = 5

/**
 * Rows as aligned columns, each line ended, with a margin of so many columns; every cell is cleaned. Where they are
 * shown in a terminal, a cell without room stands in the next line, in one piece.
 */
export function formatTable(
  rows: readonly (readonly string[])[], { terminal }: Partial<Pick<Context, 'terminal'>> = {}, margin = 0,
): TerminalText {
  const cells = rows.map(row => row.map(cell => clean(cell, 300)))
  const widths = (cells[0] ?? []).map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, columnsOf(row[column] ?? '')), 0))
  const room = terminal?.stdout && terminal.columns >= 20 ? terminal.columns : Infinity
  return plainLines(cells.flatMap(row => linesOf(row, widths, room, margin)))
}

/** The last cell of a row takes its own width, the others that of their column: so rows break at the same place. */
function linesOf(row: readonly string[], widths: readonly number[], room: number, margin: number): string[] {
  const lines: string[] = []
  let line = ' '.repeat(margin)
  for (const [column, cell] of row.entries()) {
    const padded = padColumns(cell, widths[column] ?? 0)
    const needed = columnsOf(column === row.length - 1 ? cell : padded)
    if (line.trim() !== '' && columnsOf(line) + needed > room) {
      lines.push(line.trimEnd())
      line = ' '.repeat(hang)
    }
    line += `${padded}  `
  }
  return [...lines, line.trimEnd()]
}
