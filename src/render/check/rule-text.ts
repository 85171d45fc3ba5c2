import { isOfProvider, type Examined, type ProbeFacts } from '../../check/probe.ts'
import type { Verdict } from '../../exam.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import type { ProviderCheckWords } from '../../messages/provider-check.ts'
import type { KnownServer } from './known-servers.ts'

/** The words of a language; with those for providers, where one is examined, which server it was recognised as, and the client in whose name. */
export type Wording = Catalogue & { ofProvider?: ProviderCheckWords, server?: KnownServer | undefined, clientId?: string | undefined }

/** What is said of a rule. */
export interface RuleText {
  title: string
  change: string
  /** Of a provider's rule: what an attacker gains where it is broken. */
  attack?: string
  /** The setting of the server that was recognised. */
  setting?: { server: string, name: string, source: string }
}

/** The texts of a rule, of whichever kind. */
export function ruleText(probe: ProbeFacts, { exam, ofProvider, server }: Wording): RuleText {
  if (!isOfProvider(probe)) return exam.rules[probe.name]
  const rule = ofProvider?.rules[probe.name]
  if (!rule) return { title: probe.name, change: '' }
  const { title, change, attack } = rule
  const name = server?.settings[probe.name]
  return { title, change, attack, ...server && name !== undefined && { setting: { server: server.name, name, source: server.source } } }
}

/** How grave it is where a rule is broken; nothing where the rules have no severity. */
export function severityText({ probe }: Pick<Examined, 'probe'>, { ofProvider }: Wording): string | undefined {
  return isOfProvider(probe) ? ofProvider?.severities[probe.severity] : undefined
}

/** Verdicts that say that something is to be changed. */
export const telling: readonly Verdict[] = ['FAIL', 'WEAK']
