import { unanswered, type Notebook } from '../../check/notebook.ts'
import type { Examined } from '../../check/probe.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import { Failure } from '../../codes/failure.ts'
import type { Reported } from '../../render/check/document.ts'
import { isPassing } from '../../codes/obstacle.ts'
import { isAnyPassing } from '../../walk/try-address.ts'

/**
 * What a build is told of a provider that did not answer, or said that it can't now: nobody can judge the first rule,
 * and therefore none. Nothing for any other error.
 */
export function asUnreached(
  error: unknown, address: string, probes: readonly ProviderProbe[], { mask }: Notebook,
): Reported | undefined {
  if (!(error instanceof Failure) || !(unanswered.includes(error.code) || isForNow(error))) return undefined
  const evidence = [
    { fact: { kind: 'failure' as const, failure: mask(error) }, exchange: undefined, subject: undefined },
  ]
  const examined = probes.map((probe, place): Examined =>
    place === 0
      ? { probe, verdict: 'INCONCLUSIVE', evidence }
      : { probe, verdict: 'SKIP', evidence: [], reason: 'unreachable' })
  return { address, failOn: 'high', isStrict: false, examined, exchanges: [] }
}

/**
 * The failure by which an examination ends that could not begin: where the provider can't now, it has refused nothing.
 */
export function asUnjudged(error: unknown): unknown {
  return isForNow(error) ? error.with(undefined, { unjudged: true }) : error
}

/**
 * The provider says that it did not work on the request, or that the fault is its own; of several addresses, one is
 * enough. Or it ended the run.
 */
function isForNow(error: unknown): error is Failure {
  if (!(error instanceof Failure)) return false
  const { provider, tried, unjudged } = error.details
  const { status = 0 } = (provider ?? {}) as { status?: number }
  return unjudged === true || isPassing(status) || isAnyPassing(tried)
}
