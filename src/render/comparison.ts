import type { CheckName } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { FindingCode } from '../messages/finding-codes.ts'
import { compared } from '../messages/text.ts'
import { clean, reveal } from '../text/printable.ts'
import type { Comparison, Difference, End } from './saved/compare.ts'

/** A comparison as lines for a person: `-` stands for the first file, `+` for the second. */
export function comparisonLines({ same, beginning, messages, end }: Comparison, files: [string, string], catalogue: Catalogue): string[] {
  const { report: { differences: words }, arrows, steps } = catalogue
  if (same) return [words.same]
  const [a, b] = files.map(file => clean(file)) as [string, string]
  const sections = messages.map(({ name, step, only, differences }) => [
    `${step === undefined ? '' : `${Object.keys(steps).indexOf(step) + 1}  `}${arrows[name]}${only ? `  (${words.onlyIn(only === 'a' ? a : b)})` : ''}`,
    ...differences.flatMap(difference => differenceLines(difference, catalogue)),
  ])
  return [
    `- ${a}`, `+ ${b}`,
    ...beginning.length === 0 ? [] : ['', words.began, ...beginning.flatMap(difference => differenceLines(difference, catalogue))],
    ...sections.flatMap(lines => ['', ...lines]),
    ...end ? ['', words.end, `  - ${endText(end.a, catalogue)}`, `  + ${endText(end.b, catalogue)}`] : [],
  ]
}

function differenceLines({ kind, name, a, b }: Difference, catalogue: Catalogue): string[] {
  const { differences: words } = catalogue.report
  const change = b === undefined ? words.missing : a === undefined ? words.added : words.changed
  const label = kind === 'parameter' ? clean(name) : kind === 'check' ? `${words.check} ${titleOf(name, catalogue)}` : kind === 'finding' ? `${words.finding} ${clean(name)}` : words[kind]
  return [
    `  ${label}: ${change}`,
    ...a === undefined ? [] : [`    - ${shown(kind, name, a, catalogue)}`], ...b === undefined ? [] : [`    + ${shown(kind, name, b, catalogue)}`],
  ]
}

function titleOf(check: string, { checks }: Catalogue): string {
  return Object.hasOwn(checks, check) ? checks[check as CheckName].title : clean(check)
}

/** A finding is told in a sentence, what a check compared in words, the rest so that every character in which two values may differ is seen. */
function shown(kind: Difference['kind'], name: string, value: string, { findings, values }: Catalogue): string {
  const [, expected, came = ''] = (kind === 'check' && /^\u2717 (.*) \u2260 (.*)$/s.exec(value)) || []
  if (expected !== undefined) return `✗ ${compared(values, expected, 300)} ≠ ${compared(values, came, 300)}`
  if (kind !== 'finding' || !Object.hasOwn(findings, name)) return reveal(value, 300)
  const details = /^! (\{.*\})$/s.exec(value)?.[1]
  return clean(findings[name as FindingCode](details === undefined ? {} : JSON.parse(details) as Record<string, unknown>), 300)
}

function endText({ ok, code, step }: End, { report, steps }: Catalogue): string {
  if (ok) return report.differences.signedIn
  const title = step !== null && step in steps ? steps[step as keyof typeof steps].title : undefined
  const place = title === undefined ? '' : ` (${report.failedAt(`${Object.keys(steps).indexOf(step ?? '') + 1} ${title}`)})`
  return `${clean(code ?? '?')}${place}`
}
