import { having, isFailing, type Examined } from '../../check/probe.ts'
import { Failure } from '../../failure.ts'
import type { Severity } from '../../exam.ts'
import { whyUnjudged } from './why-unjudged.ts'

/** Which provider was examined, with which flags, and from which severity on a broken rule ends the command. */
export interface Ending { target: string, issuer: string, words: (readonly string[])[], failOn: Severity }

/** How the command ends: as refused where a rule that matters is broken; as unjudged where no message said anything, or one is left open. */
export function failureOfProvider(examined: readonly Examined[], { target, issuer, words, failOn }: Ending): Failure | undefined {
  const broken = examined.filter(one => isFailing(one, failOn))
  const about = (rules: readonly Examined[]) => ({ url: issuer, target, words, rules: rules.map(({ probe: { id, name } }) => `${id} ${name}`) })
  if (broken.length > 0) return new Failure('rules-broken', about(broken))
  const judged = examined.filter(({ probe, verdict }) => verdict !== 'SKIP' && !isPassive(probe))
  // What can be asked without the client says nothing of how it is treated.
  const ofClient = judged.filter(({ probe }) => needsClient(probe))
  const asked = ofClient.length > 0 ? ofClient : judged
  const unjudged = having(asked, 'INCONCLUSIVE')
  const open = unjudged.length === asked.length ? unjudged : having(examined, 'INCONCLUSIVE').filter(one => isLeftOpen(one, failOn))
  if (open.length === 0) return undefined
  return new Failure('rules-unjudged', { ...about(open), why: whyUnjudged(open) })
}

/** The provider broke the run off, or nothing came of a rule on which enough depends. That it wants a sign-in first is its own way. */
function isLeftOpen({ reason, evidence, probe }: Examined, failOn: Severity): boolean {
  const isEnough = isFailing({ verdict: 'FAIL', evidence, probe }, failOn)
  if (reason === 'control-failed' || reason === 'second-client-refused') return isEnough
  const isByProvider = evidence.some(({ fact }) => fact.kind === 'sight' && fact.code === 'stopped' && fact.details['reason'] !== 'budget-spent')
  return reason === 'stopped' && (isEnough || isByProvider)
}

function needsClient(probe: Examined['probe']): boolean {
  return 'session' in probe && probe.session !== 'none'
}

function isPassive(probe: Examined['probe']): boolean {
  return 'passive' in probe && probe.passive === true
}
