import { unanswered } from '../../check/notebook.ts'
import { having, isFailing, type Examined } from '../../check/probe.ts'
import { Failure } from '../../failure.ts'
import type { Severity } from '../../exam.ts'

/** Which provider was examined, with which flags, and from which severity on a broken rule ends the command. */
export interface Ending { target: string, issuer: string, words: (readonly string[])[], failOn: Severity }

/** How the command ends: as refused where a rule is broken on which enough depends, as a matter of the network where nothing could be judged. */
export function failureOfProvider(examined: readonly Examined[], { target, issuer, words, failOn }: Ending): Failure | undefined {
  const broken = examined.filter(one => isFailing(one, failOn))
  const about = (rules: readonly Examined[]) => ({ url: issuer, target, words, rules: rules.map(({ probe: { id, name } }) => `${id} ${name}`) })
  if (broken.length > 0) return new Failure('rules-broken', about(broken))
  const [judged, unjudged] = [having(examined, 'PASS', 'WEAK', 'FAIL'), having(examined, 'INCONCLUSIVE')]
  return judged.length === 0 && unjudged.length > 0 && unjudged.every(isUnanswered) ? new Failure('rules-unjudged', about(unjudged)) : undefined
}

/** Nothing came that says more of the provider than that it can't answer. */
function isUnanswered({ reason, evidence }: Examined): boolean {
  if (reason === 'server-error' || reason === 'stopped') return true
  return evidence.some(({ fact }) => fact.kind === 'failure' && unanswered.includes(fact.failure.code))
}
