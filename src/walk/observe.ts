import { Failure, stepIds, type StepId } from '../codes/failure.ts'
import { refusedWhenStrict, type Finding, type FindingCode } from '../codes/finding.ts'
import type { Check } from '../protocol/checks.ts'
import { asItIs, maskEvent, maskForKeeping } from '../secrets/mask.ts'
import type { Traveller, Walk } from './context.ts'
import type { Message, WalkEvent, WalkEventBody } from './events.ts'
import { standardNamesOf } from './extension.ts'
import { asGuessed } from './guessed-issuer.ts'

/**
 * Tells every observer, one after the other, and waits for each: an observer that pauses pauses the walk. This is the
 * one place where an event is masked, before anyone sees it.
 */
export async function emit(
  walk: Pick<Traveller, 'observers' | 'secrets' | 'extensions' | 'now' | 'step'>, body: WalkEventBody,
): Promise<void> {
  if (walk.observers.length === 0) return
  const place = walk.step ? { step: walk.step, n: stepIds.indexOf(walk.step) + 1 } : {}
  const event: WalkEvent = { ...body, at: new Date(walk.now()).toISOString(), ...place }
  const masked = maskEvent(walk.secrets, event, standardNamesOf(walk.extensions))
  for (const watcher of walk.observers) {
    if (typeof watcher === 'function') await watcher(masked)
    else if ('keeps' in watcher) await watcher.keeps(maskForKeeping(walk.secrets, masked))
    else await watcher.seesSecrets(asItIs(event))
  }
}

/** Says that a walk begins, whichever way it goes. */
export async function tellStart(walk: Walk): Promise<void> {
  const { login: { profile, target }, client: { clientId: client_id } } = walk
  await emit(walk, { type: 'walk-started', profile, target, client_id })
}

/** Shows an arrow of the diagram. */
export async function tell(walk: Traveller, message: Omit<Message, 'type'>): Promise<void> {
  await emit(walk, { type: 'message', ...message })
}

/**
 * Shows each verification, then raises the first that failed under its own name; where rules are only judged, it raises
 * nothing.
 */
export async function verify(walk: Traveller, checks: readonly Check[]): Promise<void> {
  for (const { because: _because, ...check } of checks) await emit(walk, { type: 'check', ...check })
  const failed = checks.find(check => !check.ok)
  if (!failed || walk.judging) return
  const { name, expected, actual, rule, because } = asGuessed(walk, failed)
  throw new Failure(name, { expected, actual, rule, ...because && { because } }, { step: walk.step })
}

/** As `verify`, for checks that must pass before an address is asked, also where a walk only judges. */
export async function guard(walk: Traveller, checks: readonly Check[]): Promise<void> {
  await verify({ ...walk, judging: undefined }, checks)
}

const deviations: ReadonlySet<FindingCode> = new Set(refusedWhenStrict)

/**
 * Shows the deviations that were tolerated. With `--strict`, those in `refusedWhenStrict` are not: the first of them
 * raises `deviation`.
 */
export async function report(walk: Traveller, findings: Finding[]): Promise<void> {
  for (const finding of findings) await emit(walk, { type: 'finding', ...finding })
  const deviation = walk.strict ? findings.find(({ code }) => deviations.has(code)) : undefined
  if (deviation) throw new Failure('deviation', { finding: deviation.code, ...deviation.details }, { step: walk.step })
}

/**
 * Runs one step: says that it starts, that it finished and after how many milliseconds, and marks a failure with it.
 */
export async function takeStep<W extends Traveller, Result>(
  walk: W, step: StepId, run: (walk: W) => Promise<Result>,
): Promise<Result> {
  const here = { ...walk, step }
  await emit(here, { type: 'step-started' })
  // The observers may have waited for a person (`--step`): that is not the step's time.
  const started = walk.elapsed()
  try {
    const result = await run(here)
    await emit(here, { type: 'step-finished', ms: walk.elapsed() - started })
    return result
  } catch (error) {
    throw error instanceof Failure ? error.with(step) : error
  }
}
