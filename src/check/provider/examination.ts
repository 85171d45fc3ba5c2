import type { OpenReason, SkipReason } from '../../codes/exam.ts'
import { Failure, type FailureCode } from '../../codes/failure.ts'
import type { Examined } from '../probe.ts'
import type { Outcome } from '../verdict.ts'
import { Stopped } from './budget.ts'
import type { Examinee } from './examinee.ts'
import { whyLeftOut } from './left-out.ts'
import { open, refusedUnbroken, sight, skip } from './outcomes.ts'
import { isRefused, isUnasked } from './safe-addresses.ts'
import { costOf, inTurn } from './order.ts'
import type { ProviderProbe, SessionKind } from './probe.ts'
import { SignInFailed } from './sign-in-failed.ts'

/** Hears how far an examination has come. */
export interface Audience {
  begins: (probe: ProviderProbe, place: number, all: number) => void
  ends: (examined: Examined) => void
}

/**
 * Puts a provider to its rules, one after the other. What rests on a control is judged anew where that failed. Gives
 * them in the order of their numbers. Raises what stops the command.
 */
export async function examineProvider(
  probes: readonly ProviderProbe[], examinee: Examinee, audience: Audience,
): Promise<Examined[]> {
  // Only what is tried counts: a rule that is left out is no work.
  const tried = probes.filter(probe => whyNot(probe, examinee) === undefined)
  const examined: Examined[] = []
  const judge = async (probe: ProviderProbe) => {
    const began = examinee.walk.elapsed()
    const outcome = await judgeOne(probe, examinee)
    const one = { ...outcome, probe, seconds: (examinee.walk.elapsed() - began) / 1000 }
    examined.push(one)
    audience.ends(one)
  }
  let place = 0
  for (const probe of inTurn(tried, {
    left: examinee.budget.left, costOf: probe => costOf(probe, examinee.controls.arePushed()),
  })) {
    audience.begins(probe, place += 1, tried.length)
    await judge(probe)
  }
  for (const probe of probes.filter(one => !tried.includes(one))) await judge(probe)
  // By now the port may be free.
  for (const one of examined.filter(({ reason }) => reason === 'port-busy')) {
    examined.splice(examined.indexOf(one), 1)
    await judge(one.probe as ProviderProbe)
  }
  const sure: Examined[] = []
  for (const one of examined) sure.push(await proven(one, probes, examinee))
  return sure.sort((one, other) => one.probe.id.localeCompare(other.probe.id))
}

/** Nothing of this provider's, this client's or this run's keeps the rule from being judged. */
function whyNot(probe: ProviderProbe, examinee: Examinee): SkipReason | undefined {
  const { isPublic, isOperated, started, browser, mayDestroy, waitSeconds } = examinee
  const allowed = {
    isPublic, isOperated, hasClient: started !== undefined, maySignIn: browser !== undefined, mayDestroy,
    mayWait: waitSeconds !== undefined,
  }
  return whyLeftOut(probe, allowed)
    ?? probe.needs?.(examinee)
    ?? (needed[probe.session].some(name => isRefused(examinee, name)) ? 'unsafe-address' : undefined)
}

/** Where nobody may be sent, nobody is asked to sign in. */
const needed: Record<SessionKind, readonly ('authorization_endpoint' | 'token_endpoint')[]> = {
  none: [], headless: ['authorization_endpoint'], browser: ['authorization_endpoint', 'token_endpoint'],
}

async function judgeOne(probe: ProviderProbe, examinee: Examinee): Promise<Outcome> {
  const reason = whyNot(probe, examinee)
  if (reason) return skip(reason)
  examinee.notebook.turn()
  try {
    // Made first, it may tell how this client has to ask.
    if (probe.control === 'authorization-request') await examinee.controls.usual()
    return await probe.examine(examinee)
  } catch (error) {
    return unjudged(error, examinee, probe.id)
  }
}

/** A rule that could not be judged, by what came in its way. Raises what stops the command, and faults of ours. */
function unjudged(error: unknown, { walk, notebook, budget }: Examinee, rule: string): Outcome {
  walk.signal.throwIfAborted()
  if (isUnasked(error)) return skip('unsafe-address')
  if (error instanceof Stopped)
    return open('stopped', sight('stopped', { reason: budget.stopped() ?? error.reason, rule }))
  const failure = error instanceof SignInFailed ? error.failure : error
  if (!(failure instanceof Failure) || failure.code === 'internal-error') throw error
  const fact = { kind: 'failure' as const, failure: notebook.mask(failure) }
  const exchange = error instanceof SignInFailed ? error.exchange : notebook.about(failure)
  if (!(error instanceof SignInFailed)) return open('unclear', { fact, exchange, subject: undefined })
  const { opened } = error
  // Where nothing was sent from here, it was the address that the browser was sent to that nobody came back from.
  return open(whyNoCode[failure.code] ?? 'sign-in-failed', {
    fact, exchange, subject: undefined, ...exchange === undefined && opened !== undefined && { opened },
  })
}

const whyNoCode: Partial<Record<FailureCode, OpenReason>> = { 'nobody-came': 'nobody-came', 'port-in-use': 'port-busy' }

/**
 * A refusal proves nothing where the same message is refused unbroken. What was accepted stands, whatever the control
 * says.
 */
async function proven(one: Examined, probes: readonly ProviderProbe[], examinee: Examinee): Promise<Examined> {
  const control = probes.find(({ id }) => id === one.probe.id)?.control
  if (control === undefined || (one.verdict !== 'PASS' && one.verdict !== 'WEAK')) return one
  examinee.notebook.turn()
  try {
    if (await examinee.controls.holds(control)) return one
    return {
      ...one,
      ...open('control-failed', refusedUnbroken(await examinee.controls.exchange(control), { control })),
    }
  } catch (error) {
    return { ...one, ...unjudged(error, examinee, one.probe.id) }
  }
}
