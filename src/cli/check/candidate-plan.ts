import type { ProviderProbe } from '../../check/provider/probe.ts'
import { reachesPublic } from '../../check/provider/public-issuers.ts'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { thisCheck } from '../command-line/this-run.ts'
import { planLogin, type LoginPlan } from '../login/plan.ts'
import type { Run } from '../run.ts'
import { requireClient } from './untried.ts'
import { wordsOf } from './words.ts'

/** What the walk of an examination is made of: of a login's plan, all but its way home. */
export type ExamPlan = Pick<LoginPlan, 'resolved' | 'provider' | 'client' | 'login' | 'sandbox' | 'dpop'
  | 'registering' | 'dialect' | 'device'>

/** The command as it was given, and as the walk is to have it. */
interface Asked { run: Run, own: Run, target: string, probes: readonly ProviderProbe[] | undefined }

/**
 * Settles an examination as a login is settled; where rules are to be judged, some need no client. Raises what
 * `planLogin` raises, and `rules-untried` where no client is named.
 */
export async function planExamination(run: Run, own: Run, target: string, probes: Asked['probes']): Promise<ExamPlan> {
  return planLogin(own, target).catch(async (error: unknown) => planWithout(error, { run, own, target, probes }))
}

/**
 * What is published is read without a client, and without its secret: by whoever does not operate the provider, and at
 * a public one by everybody.
 */
async function planWithout(error: unknown, { run, own, target, probes }: Asked): Promise<ExamPlan> {
  const code = error instanceof Failure && (error.code !== 'person-needed' || error.details['what'] === 'client-secret')
    ? error.code
    : undefined
  if (code !== 'client-id-missing' && code !== 'person-needed') throw sayingAgain(asChecked(error), run, target)
  if (!probes) throw error
  const plan = await planAsNobody(own, target)
  if (run.options['iOperate'] === undefined || reachesPublic(plan.provider.issuer ?? '', plan.provider.endpoints))
    return plan
  if (code === 'client-id-missing') requireClient(probes, { target, words: wordsOf(run.options) })
  else throw sayingAgain(error, run, target)
  return plan
}

/** The way out is this check once more, and no login. */
function sayingAgain(error: unknown, run: Run, target: string): unknown {
  const again = () => ({ ...thisCheck(run, target), login: [[target], ...wordsOf(run.options)] })
  return error instanceof Failure && error.details['again'] !== undefined
    ? error.with(undefined, { again: again() })
    : error
}

/** Nobody has nothing to prove. */
async function planAsNobody(run: Run, target: string): Promise<ExamPlan> {
  const plan = await planLogin({ ...run, options: { ...run.options, clientId: 'nobody', authMethod: 'none' } }, target)
  return { ...plan, client: { clientId: '', clientSecret: undefined, authentication: undefined } }
}

/** What the sandbox alone can do is told as a login tells it: here it is a check that would go there. */
function asChecked(error: unknown): unknown {
  const isOfSandbox = error instanceof Failure && ['--auto', '--misbehave'].includes(String(error.details['setting']))
  return isOfSandbox
    ? error.with(undefined, { expected: describeBy('with-sandbox', 'check'), command: 'check' })
    : error
}
