import type { Examined } from '../../check/probe.ts'
import type { Fact } from '../../check/verdict.ts'
import { changeCodes } from '../../codes/exam.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { ruleOf, type Wording } from './rule.ts'

/**
 * What to change in a server that breaks a rule: as far as all that was seen tells it, or else what the rule asks for.
 */
export function changeText({ probe, evidence }: Pick<Examined, 'probe' | 'evidence'>, wording: Wording): string {
  const changes = evidence.map(({ fact }) => changeFor(fact, wording.exam))
  const known = new Set(changes.filter(change => change !== undefined))
  return known.size > 0 && !changes.includes(undefined) ? [...known].join(' ') : ruleOf(probe, wording).change
}

function changeFor(fact: Fact, { changes }: Catalogue['exam']): string | undefined {
  if (fact.kind === 'check') return undefined
  const { code, details } = fact.kind === 'sight' ? fact : fact.kind === 'failure' ? fact.failure : fact.event
  const known = changeCodes.find(one => one === code)
  return known && changes[known](details)
}
