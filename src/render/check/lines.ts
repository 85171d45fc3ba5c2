import type { Examined, ProbeFacts } from '../../check/probe.ts'
import type { Evidence } from '../../check/verdict.ts'
import type { Line, Lines, Piece } from '../../text/terminal.ts'
import { clean } from '../../text/printable.ts'
import { changeText } from './change.ts'
import { clauseText } from './clause.ts'
import { answerLine, distinct, evidenceText, sentLine } from './evidence.ts'
import { repetitionOf } from './repeat.ts'
import { attackLabel, ruleOf, severityText, type Wording } from './rule.ts'
import { signs } from './table.ts'

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
