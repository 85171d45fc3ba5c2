import type { CheckName, StepId } from '../codes/failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { FindingCode } from '../codes/finding.ts'
import { compared } from '../messages/text.ts'
import { clean, reveal } from '../text/printable.ts'
import type { Line, Lines } from '../text/terminal.ts'
import type { Assessment } from './saved/assess.ts'
import type { End, MessageDifference } from './saved/compare.ts'
import { checkText, readCheckText, readFindingText, type Difference } from './saved/difference.ts'
import type { NotCompared } from './saved/not-compared.ts'
import type { Verdict } from './verdict.ts'

/** What a comparison is told with: its verdict, the two files, and whether also what only follows is told. */
export interface Telling { verdict: Verdict, files: [string, string], isVerbose: boolean }

/** A comparison as lines for a person: the verdict first; `-` stands for A, the first file, `+` for B. */
export function comparisonLines(
  assessment: Assessment, { verdict, files, isVerbose }: Telling, catalogue: Catalogue,
): Lines {
  const { comparison, told } = assessment
  const head = [line(verdict.sentence), ...secretLines(assessment, catalogue)]
  const left = isVerbose ? [blank, ...leftOut(assessment.notCompared, catalogue)] : []
  if (comparison.same) return [...head, ...left]
  const [a, b] = files.map(file => clean(file)) as [string, string]
  const beginning = comparison.beginning.flatMap(difference => differenceLines(difference, catalogue))
  const messages = isVerbose ? comparison.messages : told.messages
  return [
    ...head, blank, line(`- A  ${a}`), line(`+ B  ${b}`),
    ...beginning.length === 0 ? [] : [blank, line(catalogue.report.differences.began), ...beginning],
    ...messages.flatMap(message => messageLines(message, catalogue)),
    ...endLines(assessment, isVerbose, catalogue),
    blank, ...leftOut(assessment.notCompared, catalogue),
  ]
}

const blank: Line = [[]]
const line = (text: string, at = 0): Line => [[{ text }], { at, hang: at + 2 }]

function secretLines({ secret }: Assessment, { report: { differences: words } }: Catalogue): Lines {
  return secret === 'saved-elsewhere' || secret === 'not-recorded' ? [line(words.secretUnknown[secret])] : []
}

function messageLines({ name, step, only, differences }: MessageDifference, catalogue: Catalogue): Lines {
  const { report, arrows, steps, telling } = catalogue
  const number = step === undefined ? '' : `${Object.keys(steps).indexOf(step) + 1}  `
  const title
    = `${number}${arrows[name]}${only ? telling.aside(report.differences.onlyIn(only === 'a' ? 'A' : 'B')) : ''}`
  return [blank, line(title), ...differences.flatMap(difference => differenceLines(difference, catalogue))]
}

function differenceLines({ kind, name, a, b }: Difference, catalogue: Catalogue): Lines {
  const { differences: words, label } = catalogue.report
  const what = kind === 'check' || kind === 'finding' || kind === 'parameter'
    ? nameOf(kind, name, catalogue)
    : words[kind]
  const change = b === undefined ? words.missing : a === undefined ? words.added : words.changed
  return [
    line(`${label(what)}${change}`, 2),
    ...a === undefined ? [] : [line(`- ${shown(kind, name, a, catalogue)}`, 4)],
    ...b === undefined ? [] : [line(`+ ${shown(kind, name, b, catalogue)}`, 4)],
  ]
}

function nameOf(kind: 'check' | 'finding' | 'parameter', name: string, catalogue: Catalogue): string {
  const { differences: words } = catalogue.report
  if (kind === 'parameter') return clean(name)
  return kind === 'check' ? `${words.check} ${titleOf(name, catalogue)}` : `${words.finding} ${clean(name)}`
}

function titleOf(check: string, { checks }: Catalogue): string {
  return Object.hasOwn(checks, check) ? checks[check as CheckName].title : clean(check)
}

/**
 * A finding is told in a sentence, what a check compared in words, the rest so that every character in which two values
 * may differ is seen.
 */
function shown(kind: Difference['kind'], name: string, value: string, { findings, values }: Catalogue): string {
  const failed = kind === 'check' ? readCheckText(value) : undefined
  if (failed) return checkText({
    ok: false, expected: compared(values, failed.expected, 300), actual: compared(values, failed.actual, 300),
  })
  if (kind !== 'finding' || !Object.hasOwn(findings, name)) return reveal(value, 300)
  return clean(findings[name as FindingCode](readFindingText(value)), 300)
}

function endLines(
  { comparison: { end }, told: { folds } }: Assessment, isVerbose: boolean, catalogue: Catalogue,
): Lines {
  const { differences: words } = catalogue.report
  if (!end) return []
  const folded = folds.map(({ side, ...counts }) =>
    line(words.folded({ ...counts, side: side === 'a' ? 'A' : 'B' }), 2))
  return [
    blank, line(words.end), line(`- ${endText(end.a, catalogue)}`, 2), line(`+ ${endText(end.b, catalogue)}`, 2),
    ...isVerbose ? [] : folded,
  ]
}

function endText({ ok, code, step }: End, { report, steps, telling }: Catalogue): string {
  if (ok) return report.differences.signedIn
  const title = step !== null && step in steps ? steps[step as keyof typeof steps].title : undefined
  const place = title === undefined
    ? ''
    : telling.aside(report.failedAt(`${Object.keys(steps).indexOf(step ?? '') + 1} ${title}`))
  return `${clean(code ?? '?')}${place}`
}

function leftOut(names: NotCompared[], catalogue: Catalogue): Lines {
  const { report: { differences: words } } = catalogue
  const steps = names.flatMap(({ name, reason }) =>
    reason === 'step-not-recorded' ? catalogue.steps[name as StepId].title : [])
  const checks = names.flatMap(({ name, reason }) => reason === 'check-not-made' ? titleOf(name, catalogue) : [])
  const always = names.filter(({ reason }) => reason === 'differs-always').map(({ name }) => clean(name, 60))
  return [
    ...steps.length === 0 ? [] : [line(words.notRecorded(steps))],
    ...checks.length === 0 ? [] : [line(words.notMade(checks))],
    line(words.notCompared(
      always.map(name => name === 'times' ? words.times : name === 'loopback-ports' ? words.ports : name),
    )),
  ]
}
