import { having, isFailing, type Examined } from '../../check/probe.ts'
import { Failure } from '../../failure.ts'
import type { Severity } from '../../exam.ts'
import { whyUnjudged } from './why-unjudged.ts'

/** Which provider was examined, with which flags, and from which severity on a broken rule ends the command. */
export interface Ending { target: string, issuer: string, words: (readonly string[])[], failOn: Severity }

/** How the command ends: as refused where a rule is broken on which enough depends; as unjudged where no message of it said anything. */
export function failureOfProvider(examined: readonly Examined[], { target, issuer, words, failOn }: Ending): Failure | undefined {
  const broken = examined.filter(one => isFailing(one, failOn))
  const about = (rules: readonly Examined[]) => ({ url: issuer, target, words, rules: rules.map(({ probe: { id, name } }) => `${id} ${name}`) })
  if (broken.length > 0) return new Failure('rules-broken', about(broken))
  const judged = examined.filter(({ probe, verdict }) => verdict !== 'SKIP' && !isPassive(probe))
  // What can be asked without the client says nothing of how it is treated.
  const ofClient = judged.filter(({ probe }) => needsClient(probe))
  const asked = ofClient.length > 0 ? ofClient : judged
  const unjudged = having(asked, 'INCONCLUSIVE')
  if (unjudged.length === 0 || unjudged.length < asked.length) return undefined
  return new Failure('rules-unjudged', { ...about(unjudged), why: whyUnjudged(unjudged) })
}

function needsClient(probe: Examined['probe']): boolean {
  return 'session' in probe && probe.session !== 'none'
}

function isPassive(probe: Examined['probe']): boolean {
  return 'passive' in probe && probe.passive === true
}
