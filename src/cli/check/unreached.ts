import { unanswered, type Notebook } from '../../check/notebook.ts'
import type { Examined } from '../../check/probe.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import { Failure } from '../../codes/failure.ts'
import type { Reported } from '../../render/check/document.ts'

/**
 * What a build is told of a provider that did not answer: nobody can judge the first rule, and therefore none. Nothing
 * for any other error.
 */
export function asUnreached(
  error: unknown, address: string, probes: readonly ProviderProbe[], { mask }: Notebook,
): Reported | undefined {
  if (!(error instanceof Failure) || !unanswered.includes(error.code)) return undefined
  const evidence = [
    { fact: { kind: 'failure' as const, failure: mask(error) }, exchange: undefined, subject: undefined },
  ]
  const examined = probes.map((probe, place): Examined =>
    place === 0
      ? { probe, verdict: 'INCONCLUSIVE', evidence }
      : { probe, verdict: 'SKIP', evidence: [], reason: 'unreachable' })
  return { address, failOn: 'high', isStrict: false, examined, exchanges: [] }
}
