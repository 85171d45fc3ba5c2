import type { ProviderProbeName } from '../codes/exam.ts'

/** A rule for providers, as it should be; what a probe sends to see whether it holds, in one line; who gains by breaking it; and what to change. */
export interface ProviderRule {
  title: string
  sends: string
  attack: string
  change: string
}

/** Each rule that a provider is put to. They are loaded by `check` alone. */
export type ProviderRules = Record<ProviderProbeName, ProviderRule>
