import type { ProbeName, SkipReason } from '../exam.ts'
import { command } from '../text/shell.ts'
import { text } from './text.ts'

/** The failures of a command that puts a server to rules. */
export type ExamFailure = 'rules-broken' | 'rules-unsafe' | 'rules-unjudged'

/** What is said of rules and verdicts. */
export interface ExamWords {
  /** Each rule as it should be, and what to change in a server that breaks it. */
  rules: Record<ProbeName, { title: string, change: string }>
  /** Why a rule was not judged, in a few words: they stand in a table. */
  reasons: Record<SkipReason, string>
  sent: string
  answered: string
  rule: string
  change: string
  /** Which of several servers it is about. */
  about: string
}

type Details = Readonly<Record<string, unknown>>

/** The same examination again. */
export function examineAgain({ url }: Details) {
  return command`oauth-walk check ${text(url)}`
}

/** The rules by their stable names. */
export function rulesIn({ rules }: Details): string {
  return text(rules)
}
