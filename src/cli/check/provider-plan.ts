import { usualAllowance } from '../../check/provider/budget.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import type { Line, Lines } from '../../text/terminal.ts'
import type { FullCatalogue } from './exam-catalogue.ts'

/** What would be sent, rule by rule. */
export function planLines(probes: readonly ProviderProbe[], catalogue: FullCatalogue): Lines {
  const { ofProvider: words } = catalogue
  const width = Math.max(0, ...probes.map(({ name }) => columnsOf(words.rules[name].title)))
  const rows = probes.flatMap((probe): Line[] => [
    [[{ text: `${probe.id}  ` }, { text: padColumns(words.rules[probe.name].title, width) }, { text: `  ${conditions(probe, catalogue)}`, style: 'dim' }], { at: 0, hang: 5 }],
    [[{ text: words.rules[probe.name].sends, style: 'dim' }], { at: 5, hang: 7 }],
  ])
  return [...rows, [[]], [[{ text: words.planned(probes.length, requestsOf(probes), usualAllowance.requests) }]]]
}

/** The document that `--plan --json` prints. */
export function planDocument(probes: readonly ProviderProbe[], { ofProvider: { rules } }: FullCatalogue): Record<string, unknown> {
  return {
    ok: true,
    plan: probes.map(({ id, name, severity, suites, session, destructive = false, slow = false, requests, clauses }) =>
      ({ id, name, title: rules[name].title, severity, suites, session, destructive, slow, requests, sends: rules[name].sends, clauses })),
    requests: requestsOf(probes), most: usualAllowance.requests,
  }
}

function requestsOf(probes: readonly ProviderProbe[]): number {
  return probes.reduce((sum, { requests }) => sum + requests, 0)
}

function conditions({ session, destructive, slow, requests }: ProviderProbe, { ofProvider: words, telling }: FullCatalogue): string {
  return [
    words.requests(requests), ...session === 'browser' ? [words.signsIn] : [], ...destructive ? [words.destroys] : [], ...slow ? [words.takesTime] : [],
  ].join(telling.comma)
}
