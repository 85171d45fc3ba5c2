import { findRule, type Symptom } from '../../providers/doctor/index.ts'
import { standard } from '../../providers/doctor/standard.ts'
import type { FailureCode } from '../../codes/failure.ts'
import type { SeenRefusal } from '../facts/refusals.ts'
import { authorizationOf, sentAs } from '../facts/messages.ts'
import { china } from './china.ts'
import { entra } from './entra.ts'
import { explains, type CauseRule } from './rule.ts'
import { servers } from './servers.ts'
import { western } from './western.ts'

/** Every cause that only `explain` knows. */
export const causeRules: readonly CauseRule[] = [...entra, ...china, ...western, ...servers]

/** The cause of an error: what only `explain` knows, then what our own doctor knows. Undefined where neither knows more than its code. */
export function causeOf(refusal: SeenRefusal): string | undefined {
  return causeRules.find(rule => explains(rule, refusal))?.id ?? byDoctor(refusal)
}

/** Where the request is not in the input, it may have been any of these. */
const anywhere: readonly FailureCode[] = ['token-refused', 'refresh-refused', 'userinfo-refused', 'resource-refused', 'authorization-refused']

function byDoctor(refusal: SeenRefusal): string | undefined {
  const failures = refusal.in?.request === undefined ? [refusal.failure, ...anywhere] : [refusal.failure]
  for (const failure of failures) {
    const rule = findRule(symptomOf(refusal, failure))
    if (rule && !(standard as readonly unknown[]).includes(rule)) return rule.id
  }
  return undefined
}

function symptomOf({ codes, description, status, provider, in: seen }: SeenRefusal, failure: FailureCode): Symptom {
  const request = seen?.request
  const hasSecret = request && (sentAs(request, 'client_secret') !== undefined || authorizationOf(request)?.scheme === 'basic')
  return { failure, codes, description, status, preset: provider, hasSecret, pkce: request && sentAs(request, 'code_verifier') !== undefined, scope: sentAs(request, 'scope') }
}
