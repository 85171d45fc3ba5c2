import { usualAllowance } from '../../check/provider/budget.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import type { SkipReason } from '../../codes/exam.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import type { Line, Lines } from '../../text/terminal.ts'
import type { FullCatalogue } from './exam-catalogue.ts'

/** A rule, and why it would not be tried, as far as that is plain before anything is sent. */
export interface Planned { probe: ProviderProbe, reason: SkipReason | undefined }

/** What would be sent, rule by rule. */
export function planLines(planned: readonly Planned[], catalogue: FullCatalogue): Lines {
  const { ofProvider: words } = catalogue
  const width = Math.max(0, ...planned.map(({ probe: { name } }) => columnsOf(words.rules[name].title)))
  const rows = planned.flatMap(({ probe, reason }): Line[] => [
    [
      [
        { text: `${probe.id}  ` }, { text: padColumns(words.rules[probe.name].title, width) },
        { text: `  ${conditions({ probe, reason }, catalogue)}`, style: 'dim' },
      ],
      { at: 0, hang: 5 },
    ],
    [[{ text: words.rules[probe.name].sends, style: 'dim' }], { at: 5, hang: 7 }],
  ])
  const tried = triedOf(planned)
  return [
    ...rows, [[]],
    [
      [
        {
          text: words.planned(
            tried.length, { requests: requestsOf(tried), besides: besides(tried) }, usualAllowance.requests,
          ),
        },
      ],
    ],
  ]
}

/** The document that `--plan --json` prints. */
export function planDocument(
  planned: readonly Planned[], { ofProvider: { rules }, exam: { reasons } }: FullCatalogue,
): Record<string, unknown> {
  const tried = triedOf(planned)
  return {
    ok: true,
    plan: planned.map((
      { probe: { id, name, severity, suites, session, destructive = false, slow = false, requests, clauses }, reason },
    ) => ({
      id, name, title: rules[name].title, severity, suites, session, destructive, slow, requests,
      sends: rules[name].sends, clauses,
      ...reason && { reason: { code: reason, message: reasons[reason] } },
    })),
    requests: requestsOf(tried), besides: besides(tried), most: usualAllowance.requests,
  }
}

function triedOf(planned: readonly Planned[]): ProviderProbe[] {
  return planned.flatMap(({ probe, reason }) => reason === undefined ? [probe] : [])
}

function requestsOf(probes: readonly ProviderProbe[]): number {
  return probes.reduce((sum, { requests }) => sum + requests, 0)
}

/**
 * Addresses at which metadata may stand; what is asked unbroken before anybody signs in, and after; and the keys, as
 * they were and as they are.
 */
const shared = { metadata: 3, unbroken: 3, ofTokens: 3, keys: 2 }

/** Requests that no rule makes for itself, at most. */
function besides(probes: readonly ProviderProbe[]): number {
  if (probes.length === 0) return 0
  const isSignedIn = probes.some(({ session }) => session === 'browser')
  const isUnbroken = probes.some(({ passive, readsAnswer }) => !passive || readsAnswer)
  return shared.metadata + (isUnbroken ? shared.unbroken : 0) + (isSignedIn ? shared.ofTokens + shared.keys : 0)
}

function conditions(
  { probe, reason }: Planned, { ofProvider: words, exam: { reasons }, telling }: FullCatalogue,
): string {
  const { session, destructive, slow, requests } = probe
  return [
    words.requests(requests), ...session === 'browser' ? [words.signsIn] : [], ...destructive ? [words.destroys] : [],
    ...slow ? [words.takesTime] : [],
    ...reason === undefined || reason === 'destructive-off' || reason === 'slow-off'
      ? []
      : [words.leftOut(reasons[reason])],
  ].join(telling.comma)
}
