import { isOfProvider, type Examined, type ProbeFacts } from '../../check/probe.ts'
import type { Exchange } from '../../check/verdict.ts'
import type { OpenReason, ProviderProbeName, SkipReason, Verdict } from '../../codes/exam.ts'
import type { ExamCatalogue } from '../../messages/provider-exam.ts'
import type { Command } from '../../text/shell.ts'
import type { KnownServer } from './known-servers/known-server.ts'

/**
 * All that an examination is told with: the words; of a provider, which server it was recognised as, in the name of
 * which client, and what a message rests on.
 */
export type Wording = ExamCatalogue & {
  server?: KnownServer | undefined
  clientId?: string | undefined
  askedBefore?: AskedBefore
  /** The sandbox was this command's own, and has ended with it: what serves one that plays the same. */
  serveAgain?: Command | undefined
}

/** What a message rests on. */
export interface AskedBefore {
  /**
   * The address of the authorization request by which the code in it came, secrets replaced; nothing where it was sent
   * without a browser.
   */
  address: (exchange: Exchange) => string | undefined
  /** What was pushed for the reference in an address (RFC 9126). */
  pushed: (url: string) => Exchange | undefined
  /** The client that proved itself by Basic, as it wrote its id. */
  sender: (exchange: Exchange) => string | undefined
}

/**
 * A rule as it should be, and what to change where it is broken; of a provider, who gains by that, what is sent, and
 * its server's setting.
 */
export interface RuleWords {
  title: string
  change: string
  attack?: string
  sends?: string | undefined
  setting?: { server: string, name: string, source: string }
}

/** The words for a rule, of whichever kind. */
export function ruleOf(probe: ProbeFacts, { exam, ofProvider, server }: Wording): RuleWords {
  if (!isOfProvider(probe)) return exam.rules[probe.name]
  const rule = ofProvider?.rules[probe.name]
  if (!rule) return { title: probe.name, change: '' }
  const { title, change, attack } = rule
  const sends = readOnly.includes(probe.name) ? undefined : rule.sends
  const name = server?.settings[probe.name]
  return {
    title, change, attack, sends,
    ...server && name !== undefined && { setting: { server: server.name, name, source: server.source } },
  }
}

/** Rules that are read out of what other messages brought. */
const readOnly: readonly ProviderProbeName[] = [
  'pkce-advertised', 'dead-flows-advertised', 'alg-none-advertised', 'redirect-status', 'no-store-headers',
  'id-token-sane',
]

/** How grave it is where a rule is broken; nothing where the rules have no severity. */
export function severityText({ probe }: Pick<Examined, 'probe'>, { ofProvider }: Wording): string | undefined {
  return isOfProvider(probe) ? ofProvider?.severities[probe.severity] : undefined
}

/** Before what an attacker gains: where a rule is not broken, nobody gains it. */
export function attackLabel({ verdict }: Pick<Examined, 'verdict'>, { ofProvider }: Wording): string {
  return (verdict === 'FAIL' ? ofProvider?.attack : ofProvider?.prevents) ?? ''
}

/** Why there is no verdict, in a few words. */
export function reasonText(reason: SkipReason | OpenReason, { exam, ofProvider }: ExamCatalogue): string {
  return { ...exam.reasons, ...ofProvider?.open }[reason] ?? reason
}

/** Verdicts that say that something is to be changed. */
export const telling: readonly Verdict[] = ['FAIL', 'WEAK']
