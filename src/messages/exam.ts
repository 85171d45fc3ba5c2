import { whysUnjudged, type ChangeCode, type ProbeName, type Remark, type SkipReason, type WhyUnjudged } from '../codes/exam.ts'
import { command, commandOf, joinCommands } from '../text/shell.ts'
import { text } from './text.ts'

/** The failures of a command that puts a server to rules. */
export type ExamFailure = 'rules-broken' | 'rules-unsafe' | 'rules-unjudged' | 'rules-untried'

export type Details = Readonly<Record<string, unknown>>

/** What is said of rules and verdicts. */
export interface ExamWords {
  /** Each rule as it should be, and what to change in a server that breaks it. */
  rules: Record<ProbeName, { title: string, change: string }>
  /** Why a rule was not judged, in a few words: they stand in a table. */
  reasons: Record<SkipReason, string>
  /** What is said of a rule that holds, as short. */
  remarks: Record<Remark, string>
  /** What to change where that is known better than by the rule. */
  changes: Record<ChangeCode, (details: Details) => string>
  /** What came instead of a document. */
  aPage: string
  /** Several addresses were asked for a document, and none has it. */
  nowhere: (tried: string) => string
  /** In place of the titles of many rules. */
  manyRules: (count: number) => string
  /** Behind the counts where each rule was skipped. */
  noneJudged: string
  sent: string
  answered: string
  rule: string
  change: string
  /** Which of several servers it is about. */
  about: string
}

/** The same examination again, or that of another address where the resource was seen to be. */
export function examineAgain({ url, elsewhere, target, words }: Details) {
  if (typeof target !== 'string') return command`oauth-walk check ${text(elsewhere ?? url)}`
  return joinCommands(command`oauth-walk check ${target}`, commandOf(Array.isArray(words) ? words as string[][] : []))
}

/** Why rules were not tried, in the few words of the table. */
export function reasonsIn({ reasons }: Details, words: ExamWords['reasons'], comma = ', '): string {
  return (Array.isArray(reasons) ? reasons as string[] : []).flatMap(reason => reason in words ? [words[reason as SkipReason]] : []).join(comma)
}

const withoutToken: SkipReason = 'no-refresh-token'

/** The reasons that lie in how the command was started, and not in what the provider gave. */
export function ofStart(d: Details): Details {
  return { ...d, reasons: (Array.isArray(d['reasons']) ? d['reasons'] : []).filter(reason => reason !== withoutToken) }
}

export function lacksRefreshToken({ reasons }: Details): boolean {
  return Array.isArray(reasons) && reasons.includes(withoutToken)
}

/** Why rules were not judged: each reason once; of a resource, that nothing answered. */
export function whysIn({ why }: Details): WhyUnjudged[] {
  const told = Array.isArray(why) ? whysUnjudged.filter(one => why.includes(one)) : []
  return told.length > 0 ? told : ['unanswered']
}

/** The rules by their stable names. */
export function rulesIn({ rules }: Details): string {
  return text(rules)
}
