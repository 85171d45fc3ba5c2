import { having, type Examined, type ProbeFacts } from '../../check/probe.ts'
import type { Evidence } from '../../check/verdict.ts'
import { verdicts, type Verdict } from '../../codes/exam.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import type { Line, Lines, Piece, Style } from '../../text/terminal.ts'
import { clean } from '../../text/printable.ts'
import { changeText } from './change.ts'
import { clauseShort, clauseText } from './clause.ts'
import { answerLine, distinct, evidenceText, sentLine } from './evidence.ts'
import { repetitionOf } from './repeat.ts'
import { attackLabel, reasonText, ruleOf, severityText, type Wording } from './rule.ts'

/** The sign of each verdict. */
export const signs: Record<Verdict, Piece> = {
  PASS: { text: '✓', style: 'good' }, WEAK: { text: '!', style: 'note' }, FAIL: { text: '✗', style: 'bad' },
  INCONCLUSIVE: { text: '?', style: 'note' }, SKIP: { text: '-', style: 'dim' },
}

const looks: Partial<Record<Verdict, Style>> = { FAIL: 'wrong', SKIP: 'dim' }

/** With fewer columns a table has no room for its third one. */
const narrow = 64

/** The verdicts as a table, a rule a line, and below it how many there are of each. */
export function tableLines(examined: readonly Examined[], wording: Wording, width = 80): Lines {
  const titles = examined.map(({ probe }) => columnsOf(ruleOf(probe, wording).title))
  const [verdictWidth, titleWidth] = [
    Math.max(...examined.map(({ verdict }) => verdict.length)), width < narrow ? 0 : Math.max(...titles),
  ]
  const rows = examined.map((one): Line => {
    const { verdict, probe } = one
    const style = looks[verdict]
    return [[
      signs[verdict], { text: ` ${padColumns(verdict, verdictWidth)}  `, ...style && { style } },
      { text: `${probe.id}  ` },
      { text: padColumns(ruleOf(probe, wording).title, titleWidth) }, { text: '  ' },
      { text: behind(one, wording), style: 'dim' },
    ], { at: 0, hang: verdictWidth + 9 }]
  })
  return [...rows, [[]], [[{ text: countsText(examined, wording) }]]]
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

/** How many there are of each verdict that there is, and how many of the failures were known before. */
export function countsText(examined: readonly Examined[], { ofProvider }: Wording): string {
  const counts = verdicts.map(verdict => [verdict, having(examined, verdict).length] as const)
  const accepted = examined.filter(({ isAccepted }) => isAccepted).length
  const known = accepted > 0 && ofProvider ? ofProvider.acceptedCount(accepted) : ''
  return counts.filter(([, count]) => count > 0).map(([verdict, count]) =>
    `${count} ${verdict}${verdict === 'FAIL' ? known : ''}`).join('  ')
}

/**
 * What is wrong where a rule does not hold: what was seen, the message sent, the answer that came, the clause, and what
 * to change in the server.
 */
export function toldLines(examined: readonly Examined[], wording: Wording): Lines {
  const told = examined.filter(({ evidence }) => evidence.length > 0)
  const keys = told.map(one => keyOf(one, wording))
  return told.flatMap((one, place) => {
    const alike = told.filter((_, other) => keys[place] !== undefined && keys[other] === keys[place])
    if (alike.length > 0 && alike[0] !== one) return []
    return [[[]] as const, ...ruleLines(one, alike.slice(1), wording)]
  })
}

/**
 * What tells rules of one kind: nobody can judge them, for the same reason. One control that was refused may be told of
 * dozens.
 */
function keyOf({ verdict, evidence }: Examined, wording: Wording): string | undefined {
  if (verdict !== 'INCONCLUSIVE') return undefined
  const messages = evidence.map(({ fact, exchange }) => [
    evidenceText(fact, wording), ...exchange ? [sentLine(exchange), answerLine(exchange, fact)] : [],
  ])
  return JSON.stringify(messages)
}

function ruleLines(one: Examined, alike: readonly Examined[], wording: Wording): Lines {
  const { exam } = wording
  const { verdict, probe, evidence } = one
  const { title, attack, setting } = ruleOf(probe, wording)
  const told = distinct(evidence, wording)
  const isTold = verdict !== 'INCONCLUSIVE'
  return [
    [
      [
        signs[verdict], { text: ' ' }, { text: `${probe.id} ${title}`, style: verdict === 'FAIL' ? 'wrong' : 'bold' },
        ...graveness(one, wording),
      ],
      { at: 0, hang: 2 },
    ],
    ...alike.map(({ probe: { id }, probe: other }): Line =>
      [
        [signs[verdict], { text: ' ' }, { text: `${id} ${ruleOf(other, wording).title}`, style: 'bold' }],
        { at: 0, hang: 2 },
      ]),
    ...told.flatMap((seen, place) => evidenceLines(seen, told[place - 1], wording)),
    ...isTold && attack !== undefined ? [row(attackLabel(one, wording), attack, wording)] : [],
    row(
      exam.rule, [...new Set([one, ...alike].flatMap(rule => rule.probe.clauses.map(clauseText)))].join('; '), wording,
    ),
    ...isTold ? [row(exam.change, changeText(one, wording), wording)] : [],
    ...isTold && setting ? [row(wording.ofProvider?.settingOf(setting.server) ?? '', setting.name, wording)] : [],
    ...isTold ? repeatLines(probe, told, wording) : [],
  ]
}

function graveness(one: Examined, wording: Wording): Piece[] {
  const severity = one.verdict === 'FAIL' ? severityText(one, wording) : undefined
  return severity === undefined ? [] : [{ text: '  ' }, { text: severity, style: 'dim' }]
}

/** The exchange is told once where several things are wrong with it, but for what each verdict rests on. */
function evidenceLines(
  { fact, exchange, opened, subject }: Evidence, before: Evidence | undefined, wording: Wording,
): Lines {
  const { exam } = wording
  const isNew = exchange !== undefined && exchange !== before?.exchange
  const answered = exchange && answerLine(exchange, fact)
  const isTold = !isNew && before?.exchange !== undefined && answered === answerLine(before.exchange, before.fact)
  return [
    [[{ text: evidenceText(fact, wording) }], { at: 2, hang: 2 }],
    ...subject === undefined || subject === before?.subject ? [] : [row(exam.about, subject, wording)],
    ...opened === undefined ? [] : [row(wording.ofProvider?.opened ?? exam.sent, clean(opened, 2000), wording)],
    ...isNew ? [row(exam.sent, sentLine(exchange), wording)] : [],
    ...answered === undefined || isTold ? [] : [row(exam.answered, answered, wording)],
  ]
}

/** The command stays in its lines, so that it can be copied. */
function repeatLines(probe: ProbeFacts, told: readonly Evidence[], wording: Wording): Lines {
  const repetition = repetitionOf(probe, told, wording)
  if (!repetition) return []
  return [
    [
      [{ text: `${wording.ofProvider?.repeat ?? ''}${wording.telling.colon}`.trimEnd(), style: 'dim' }],
      { at: 2, hang: 4 },
    ],
    ...repetition.comments.map((text): Line => [[{ text: `# ${text}`, style: 'dim' }], { at: 4, hang: 6 }]),
    ...repetition.command.map((text): Line => [[{ text, whole: true }], { at: 4, hang: 4 }]),
  ]
}

function row(label: string, value: string, { telling: { colon } }: Wording): Line {
  return [[{ text: `${label}${colon}`, style: 'dim' }, { text: value }], { at: 2, hang: 4 }]
}
