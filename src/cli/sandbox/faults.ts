import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import { loadWrap } from '../../text/layout.ts'
import { clean } from '../../text/printable.ts'
import { plainLines } from '../../text/terminal.ts'
import type { TerminalText } from '../../text/written.ts'

/** A fault by its short name, how a login against it must end, and why. */
type Row = readonly [name: string, exitCode: string, does: string]

/** `oauth-walk sandbox --misbehave list`: every fault, a line each for programs, and as wide as a terminal is. */
export async function listFaults(run: Run): Promise<void> {
  const { listMisbehaviours } = await import('../../sandbox/index.ts')
  const { misbehaviours, not_applicable } = await listMisbehaviours(run.catalogue.language)
  const rows = [
    ...misbehaviours.map(({ short, expected, does }): Row => [short, String(expected.exit_code), does]),
    ...not_applicable.map(({ short, reason }): Row => [short, '-', reason]),
  ]
  const { stdout, columns } = run.context.terminal
  const { name, exitCode, does } = run.catalogue.story.sandboxFaultColumns
  const table = stdout && columns >= narrowest
    ? await fitted([[name, exitCode, does], ...rows], columns)
    : formatTable(rows)
  run.result({ ok: true, misbehaviours, not_applicable }, table)
}

/** As for every other table. */
const narrowest = 20
const indent = '     '

/** Name and status in columns, what it does below them: the longest names leave no room beside them. */
async function fitted(rows: readonly Row[], room: number): Promise<TerminalText> {
  const wrap = await loadWrap()
  const widest = Math.max(...rows.map(([name]) => columnsOf(name)).filter(width => width <= room / 2))
  return plainLines(rows.flatMap(([name, exitCode, does]) => {
    const head = `${padColumns(name, widest)}  ${exitCode}`
    return [
      ...columnsOf(head) <= room ? [head] : [...wrap(name, room).split('\n'), `${indent}${exitCode}`],
      ...wrap(clean(does, 300), room - indent.length).split('\n').map(line => indent + line),
    ]
  }))
}
