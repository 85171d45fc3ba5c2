import type { ProviderProbeName, Severity, SightCode, Verdict } from '../codes/exam.ts'

/** What `check` says of a provider, in one language. No other command says it, so that it is loaded by that one alone. */
export interface ProviderReportWords {
  severities: Record<Severity, string>
  /** What each verdict means, in a few words. */
  verdicts: Record<Verdict, string>
  /** What an attacker gains where the rule is broken; and where it holds, or is only weak. */
  attack: string
  prevents: string
  /** Where a known server has the setting. */
  settingOf: (server: string) => string
  /** Before an address that a browser was sent to. */
  opened: string
  /** Before the command that sends the message once more. */
  repeat: string
  /** Where a code comes from, what a challenge of one's own is, that it has to fit; and how it is with the rules for which that is otherwise. */
  repeats: {
    /** Of several messages of a rule, which one follows. */
    oneOf: (seen: string) => string
    code: string
    codeAnew: string
    /** Where tokens for a message come from. */
    granted: string
    challenge: string
    fits: string
    /** How to send what a browser alone can. */
    open: string
    /** What a token is that nobody need have. */
    token: string
    /** What has to come before the message, by what was seen; and by the rule. */
    sights: Partial<Record<SightCode, string>>
    rules: Partial<Record<ProviderProbeName, string>>
  }
  /** What stands for a secret in such a command. */
  variable: (name: string, purpose: string) => string
  /** A failure that the baseline accepts, in a few words: they stand in a table. */
  accepted: string
  /** How many of the failures the baseline accepts. */
  acceptedCount: (count: number) => string
  title: (issuer: string) => string
  facts: Record<'started' | 'took' | 'client' | 'run' | 'server' | 'requests' | 'program', string>
  summary: string
  broken: string
  others: string
  severity: string
  clause: string
  reason: string
  secretsHidden: string
  baseline: {
    gone: (rules: string) => string
    /** The failures that are in the baseline from now on, and were not before, with their severities. */
    taken: (count: number, rules: string) => string
  }
}
