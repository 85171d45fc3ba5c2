import { having, type Examined } from '../../check/probe.ts'
import type { Evidence } from '../../check/verdict.ts'
import { verdicts, type Verdict } from '../../exam.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import type { ExamCatalogue } from '../../messages/provider-exam.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import type { Line, Lines, Piece, Style } from '../../text/terminal.ts'
import { changeText } from './change.ts'
import { clauseShort, clauseText } from './clause.ts'
import { reasonText, ruleOf } from './rule.ts'
import { answerLine, distinct, evidenceText, sentLine } from './evidence.ts'

const signs: Record<Verdict, Piece> = {
  PASS: { text: '✓', style: 'good' }, WEAK: { text: '!', style: 'note' }, FAIL: { text: '✗', style: 'bad' },
  INCONCLUSIVE: { text: '?', style: 'note' }, SKIP: { text: '-', style: 'dim' },
}

const looks: Partial<Record<Verdict, Style>> = { FAIL: 'wrong', SKIP: 'dim' }

/** With fewer columns a table has no room for its third one. */
const narrow = 64

/** The verdicts as a table, a rule a line, and below it how many there are of each. */
export function tableLines(examined: readonly Examined[], catalogue: ExamCatalogue, width = 80): Lines {
  const { exam } = catalogue
  const titles = examined.map(({ probe }) => columnsOf(ruleOf(probe, catalogue).title))
  const [verdictWidth, titleWidth] = [Math.max(...examined.map(({ verdict }) => verdict.length)), width < narrow ? 0 : Math.max(...titles)]
  const rows = examined.map(({ verdict, probe, reason, remark }): Line => {
    const style = looks[verdict]
    const said = reason ? reasonText(reason, catalogue) : remark && exam.remarks[remark]
    const behind = said ?? probe.clauses.slice(0, 1).map(clauseShort).join('')
    return [[
      signs[verdict], { text: ` ${padColumns(verdict, verdictWidth)}  `, ...style && { style } }, { text: `${probe.id}  ` },
      { text: padColumns(ruleOf(probe, catalogue).title, titleWidth) }, { text: '  ' }, { text: behind, style: 'dim' },
    ], { at: 0, hang: verdictWidth + 9 }]
  })
  return [...rows, [[]], [[{ text: countsText(examined) }]]]
}

/** How many there are of each verdict that there is. */
export function countsText(examined: readonly Examined[]): string {
  const counts = verdicts.map(verdict => [verdict, having(examined, verdict).length] as const)
  return counts.filter(([, count]) => count > 0).map(([verdict, count]) => `${count} ${verdict}`).join('  ')
}

/** What is wrong where a rule does not hold: what was seen, the message sent, the answer that came, the clause, and what to change in the server. */
export function toldLines(examined: readonly Examined[], catalogue: ExamCatalogue): Lines {
  return examined.filter(({ evidence }) => evidence.length > 0).flatMap(one => [[[]] as const, ...ruleLines(one, catalogue)])
}

function ruleLines(one: Examined, catalogue: ExamCatalogue): Lines {
  const { exam } = catalogue
  const { verdict, probe, evidence } = one
  const rule = ruleOf(probe, catalogue)
  const told = distinct(evidence, catalogue)
  return [
    [[signs[verdict], { text: ' ' }, { text: `${probe.id} ${rule.title}`, style: verdict === 'FAIL' ? 'wrong' : 'bold' }], { at: 0, hang: 2 }],
    ...told.flatMap((seen, place) => evidenceLines(seen, told[place - 1], catalogue)),
    row(exam.rule, probe.clauses.map(clauseText).join('; '), catalogue),
    ...verdict === 'INCONCLUSIVE' ? [] : [row(exam.change, changeText(one, catalogue), catalogue)],
  ]
}

/** The exchange is told once where several things are wrong with it. */
function evidenceLines({ fact, exchange, subject }: Evidence, before: Evidence | undefined, catalogue: ExamCatalogue): Lines {
  const { exam } = catalogue
  const isNew = exchange !== undefined && exchange !== before?.exchange
  return [
    [[{ text: evidenceText(fact, catalogue) }], { at: 2, hang: 2 }],
    ...subject === undefined || subject === before?.subject ? [] : [row(exam.about, subject, catalogue)],
    ...isNew ? [row(exam.sent, sentLine(exchange), catalogue), row(exam.answered, answerLine(exchange), catalogue)] : [],
  ]
}

function row(label: string, value: string, { telling }: Catalogue): Line {
  return [[{ text: `${label}${telling.colon}`, style: 'dim' }, { text: value }], { at: 2, hang: 4 }]
}
