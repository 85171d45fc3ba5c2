import { createPar } from '../../extensions/par.ts'
import type { SignedResponseMode } from '../../extensions/jarm.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Extension } from '../../walk/extension.ts'
import { judgeBindings } from '../bindings.ts'
import { openAnswers } from '../open-answers.ts'
import type { Run } from '../run.ts'
import type { LoginPlan } from './plan.ts'
import { requestLocks } from './request-locks.ts'

/** What is asked for by these, the tokens tell whether it was given. */
const asks = ['acr-values', 'resource', 'authorization-details'] as const

/**
 * The locks that this login was asked for, in the order in which they change a request: what is signed is whole by then, and what is pushed is
 * signed. Each is loaded only where it is used. Raises `setting-invalid`.
 */
export async function chooseLocks(run: Run, { resolved, client, dpop }: Pick<LoginPlan, 'resolved' | 'client' | 'dpop'>): Promise<Extension[]> {
  const mode = textOf(resolved, 'response-mode') ?? ''
  const { keys = [] } = client
  return [
    ...asks.some(name => resolved[name]) ? [(await import('../../extensions/asked.ts')).createAsked()] : [],
    ...mode.endsWith('jwt') ? [(await import('../../extensions/jarm.ts')).createJarm(mode as SignedResponseMode, client.decryptionKeys)] : [],
    ...dpop ? [dpop.extension] : [],
    ...await requestLocks(resolved, keys),
    createPar(resolved.par?.value === true),
    ...await judgeBindings(run, resolved, dpop?.key),
    openAnswers(run.context.secrets, async () => client.decryptionKeys ?? [], resolved),
  ]
}
