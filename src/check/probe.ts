import {
  severities, type ProbeName, type ProviderProbeId, type ProviderProbeName, type Severity, type Verdict,
} from '../codes/exam.ts'
import type { Outcome } from './verdict.ts'

/** Where a rule stands: the document, and the section by its number or its title. */
export interface Clause {
  document: string
  /** Of a document that is several pages. */
  page?: string
  section: string
}

/**
 * One rule that a server is put to: a file of its own. `Ground` is what was done before any probe is judged, once for
 * all of them; a probe that sends messages of its own does so in `examine`.
 */
export interface Probe<Ground> {
  /** Stable: it stands in results, documents and tests. */
  id: string
  name: ProbeName
  clauses: readonly Clause[]
  examine: (ground: Ground) => Outcome | Promise<Outcome>
}

/** What tells a rule from others: one of a resource, or one of a provider. */
export type ProbeFacts = Pick<Probe<never>, 'id' | 'name' | 'clauses'> | ProviderProbeFacts

/** A rule that a provider is put to, and what depends on it. */
export interface ProviderProbeFacts {
  id: ProviderProbeId
  name: ProviderProbeName
  severity: Severity
  clauses: readonly Clause[]
}

/** A probe with what came of it. */
export interface Examined extends Outcome {
  probe: ProbeFacts
  /** How long it took, where that was measured. */
  seconds?: number
  /** It is broken, and was known to be: whoever runs this lives with it for now. */
  isAccepted?: boolean
}

/** Tells the rules of a provider from those of a resource. */
export function isOfProvider(probe: ProbeFacts): probe is ProviderProbeFacts {
  return 'severity' in probe
}

/** Judges one probe after the other; where nothing is forgiven, what is weak has failed. */
export async function examine<Ground>(
  probes: readonly Probe<Ground>[], ground: Ground, { strict }: { strict: boolean },
): Promise<Examined[]> {
  const examined: Examined[] = []
  for (const probe of probes) {
    const outcome = await probe.examine(ground)
    examined.push({ ...outcome, verdict: strict && outcome.verdict === 'WEAK' ? 'FAIL' : outcome.verdict, probe })
  }
  return examined
}

/** The probes with one of these verdicts. */
export function having(examined: readonly Examined[], ...wanted: readonly Verdict[]): Examined[] {
  return examined.filter(({ verdict }) => wanted.includes(verdict))
}

/**
 * Whether a build fails by it: it is broken, that was not known before, and as much depends on it as is asked about.
 */
export function isFailing({ verdict, probe, isAccepted }: Examined, failOn: Severity): boolean {
  if (verdict !== 'FAIL' || isAccepted) return false
  return !isOfProvider(probe) || severities.indexOf(probe.severity) <= severities.indexOf(failOn)
}
