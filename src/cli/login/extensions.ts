import { createJarm } from '../../extensions/jarm.ts'
import { createPar } from '../../extensions/par.ts'
import type { Extension } from '../../walk/extension.ts'
import { judgeBindings } from '../sessions/bindings.ts'
import { causeOf } from '../failures/diagnose.ts'
import { openAnswers } from '../sessions/open-answers.ts'
import type { Run } from '../run.ts'
import type { LoginPlan } from './plan.ts'
import { requestLocks } from './request-locks.ts'

/** Settings whose effect is seen in the tokens. */
const asks = ['acr-values', 'resource', 'authorization-details'] as const

/**
 * The extensions that this login's settings ask for, and the locks that the provider's metadata may demand. They are in
 * the order in which they change a request: what is signed is whole by then, and what is pushed is signed. Some are
 * loaded only where they are used. Raises `setting-invalid`.
 */
export async function chooseExtensions(
  run: Run,
  { resolved, client, dpop, registering, resource }:
  Pick<LoginPlan, 'resolved' | 'client' | 'dpop' | 'registering'> & Partial<Pick<LoginPlan, 'resource'>>,
): Promise<Extension[]> {
  const { value: mode = 'query', source } = resolved['response-mode'] ?? {}
  return [
    ...registering ? [registering.extension] : [],
    ...resolved['protected-resource']
      ? (await import('./resource-extensions.ts')).resourceExtensions(run, resolved, resource)
      : [],
    ...asks.some(name => resolved[name]) ? [(await import('../../extensions/asked.ts')).createAsked()] : [],
    createJarm({ mode: mode as string, isChosen: source !== 'default' }, client.decryptionKeys),
    dpop.extension,
    ...await requestLocks(resolved, client.keys ?? []),
    createPar(resolved.par?.value === true, async failure => await causeOf(failure, {}) === 'push-required'),
    ...await judgeBindings(run, resolved, dpop.key),
    openAnswers(run.context.secrets, async () => client.decryptionKeys ?? [], resolved),
  ]
}
