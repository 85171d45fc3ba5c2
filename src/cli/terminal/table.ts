import { clean } from '../../text/printable.ts'
import { plainLines } from '../../text/terminal.ts'
import type { TerminalText } from '../../text/written.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'

/** Rows as aligned columns, each line ended; every cell is cleaned. */
export function formatTable(rows: readonly (readonly string[])[]): TerminalText {
  const cells = rows.map(row => row.map(cell => clean(cell, 300)))
  const widths = (cells[0] ?? []).map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, columnsOf(row[column] ?? '')), 0))
  return plainLines(
    cells.map(row => row.map((cell, column) => padColumns(cell, widths[column] ?? 0)).join('  ').trimEnd()),
  )
}
