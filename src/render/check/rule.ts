import type { OpenReason, SkipReason } from '../../exam.ts'
import { isOfProvider, type ProbeFacts } from '../../check/probe.ts'
import type { ExamCatalogue } from '../../messages/provider-exam.ts'

/** A rule as it should be, what to change in a server that breaks it, and, of a provider, who gains by that. */
export interface RuleWords { title: string, change: string, attack?: string }

/** The words for a rule. */
export function ruleOf(probe: ProbeFacts, { exam, ofProvider }: ExamCatalogue): RuleWords {
  const known = isOfProvider(probe) ? ofProvider?.rules[probe.name] : exam.rules[probe.name]
  return known ?? { title: probe.name, change: '' }
}

/** Why there is no verdict, in a few words. */
export function reasonText(reason: SkipReason | OpenReason, { exam, ofProvider }: ExamCatalogue): string {
  return { ...exam.reasons, ...ofProvider?.open }[reason] ?? reason
}
