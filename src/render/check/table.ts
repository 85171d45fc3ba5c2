import { having, type Examined } from '../../check/probe.ts'
import { verdicts, type Verdict } from '../../codes/exam.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import type { Line, Lines, Piece, Style } from '../../text/terminal.ts'
import { clauseShort } from './clause.ts'
import { reasonText, ruleOf, severityText, type Wording } from './rule.ts'

/** The sign of each verdict. */
export const signs: Record<Verdict, Piece> = {
  PASS: { text: '✓', style: 'good' }, WEAK: { text: '!', style: 'note' }, FAIL: { text: '✗', style: 'bad' },
  INCONCLUSIVE: { text: '?', style: 'note' }, SKIP: { text: '-', style: 'dim' },
}

const looks: Partial<Record<Verdict, Style>> = { FAIL: 'wrong', SKIP: 'dim' }

/** With fewer columns a table has no room for its third one. */
const narrow = 64

/** Rules that were not judged for one reason stand in one line where they are more: the judged ones would be lost. */
const mostAlike = 5

/**
 * The verdicts as a table, a rule a line, and below it how many there are of each. Many rules that were not judged for
 * the same reason are one line.
 */
export function tableLines(examined: readonly Examined[], wording: Wording, width = 80): Lines {
  const alike = new Map(examined.map(one => [one, skippedLike(one, examined)]))
  const isAlone = (one: Examined) => alike.get(one)?.length === 1
  const titles = examined.filter(isAlone).map(({ probe }) => columnsOf(ruleOf(probe, wording).title))
  const verdictWidth = Math.max(...examined.map(({ verdict }) => verdict.length))
  const titleWidth = width < narrow ? 0 : Math.max(0, ...titles)
  const rows = examined.filter(one => alike.get(one)?.[0] === one).map((one): Line => [[
    signs[one.verdict], { text: ` ${padColumns(one.verdict, verdictWidth)}  `, ...styleOf(one) },
    ...isAlone(one)
      ? [{ text: `${one.probe.id}  ` }, { text: padColumns(ruleOf(one.probe, wording).title, titleWidth) }]
      : manyRules(alike.get(one) ?? [], wording),
    { text: '  ' }, { text: behind(one, wording), style: 'dim' },
  ], { at: 0, hang: verdictWidth + 9 }])
  return [...rows, [[]], [[{ text: countsText(examined, wording) }]]]
}

/** The rules that share a line with this one, in their order; itself alone where they are few. */
function skippedLike(one: Examined, examined: readonly Examined[]): readonly Examined[] {
  if (one.verdict !== 'SKIP' || one.reason === undefined) return [one]
  const alike = having(examined, 'SKIP').filter(({ reason }) => reason === one.reason)
  return alike.length > mostAlike ? alike : [one]
}

function styleOf({ verdict }: Examined): { style?: Style } {
  const style = looks[verdict]
  return style ? { style } : {}
}

function manyRules(rules: readonly Examined[], { exam }: Wording): Piece[] {
  return [{ text: `${rangesOf(rules.map(({ probe }) => probe.id))}  ` }, { text: exam.manyRules(rules.length) }]
}

/** Numbers of rules in few words: three or more in a row as the first and the last. */
function rangesOf(ids: readonly string[]): string {
  const runs: string[][] = []
  for (const id of ids) {
    const run = runs.at(-1)
    if (run && Number(id.slice(1)) === Number(run.at(-1)?.slice(1)) + 1) run.push(id)
    else runs.push([id])
  }
  return runs.map(run => run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', ')).join(', ')
}

/** Behind the title: why it was not judged, or how grave it is that a provider breaks it, or where the rule stands. */
export function behind(one: Examined, wording: Wording): string {
  const { verdict, probe, reason, remark } = one
  const { exam, ofProvider } = wording
  if (one.isAccepted && ofProvider) return ofProvider.accepted
  const severity = verdict === 'FAIL' ? severityText(one, wording) : undefined
  const said = reason ? reasonText(reason, wording) : remark && exam.remarks[remark]
  return said ?? severity ?? probe.clauses.slice(0, 1).map(clauseShort).join('')
}

/**
 * How many there are of each verdict that there is, and how many of the failures were known before. Where none was
 * judged, that is said: nothing wrong was seen, and nothing right.
 */
export function countsText(examined: readonly Examined[], { exam, ofProvider }: Wording): string {
  const counts = verdicts.map(verdict => [verdict, having(examined, verdict).length] as const)
  const accepted = examined.filter(({ isAccepted }) => isAccepted).length
  const known = accepted > 0 && ofProvider ? ofProvider.acceptedCount(accepted) : ''
  const told = counts.filter(([, count]) => count > 0).map(([verdict, count]) =>
    `${count} ${verdict}${verdict === 'FAIL' ? known : ''}`)
  const isNone = having(examined, 'SKIP').length === examined.length
  return [...told, ...isNone ? [exam.noneJudged] : []].join('  ')
}
