import { failureOf } from '../../protocol/answer/refusal.ts'
import { openBudget, ownAllowance, Stopped, usualAllowance } from '../../check/provider/budget.ts'
import type { Candidate } from '../../check/provider/examinee.ts'
import { asExaminer, rememberDocuments } from '../../check/provider/extensions.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import { reachesPublic } from '../../check/provider/public-issuers.ts'
import { keepSafe, refusing } from '../../check/provider/safe-addresses.ts'
import { openTakings } from '../../check/provider/takings.ts'
import type { Notebook } from '../../check/notebook.ts'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { makeTabPages } from '../../render/tab.ts'
import type { Command } from '../../text/shell.ts'
import { start, type Started } from '../../walk/1-start.ts'
import type { Walk } from '../../walk/context.ts'
import type { Watcher } from '../../walk/events.ts'
import { findProvider } from '../../walk/find-provider.ts'
import { takeStep } from '../../walk/observe.ts'
import { sandboxInMemory } from '../learn/own-sandbox.ts'
import { chooseExtensions } from '../login/extensions.ts'
import { addHeaders } from '../back-channel/provider-headers.ts'
import type { Run } from '../run.ts'
import { createWire } from '../back-channel/wire.ts'
import { browserOf } from './browser.ts'
import { planExamination, type ExamPlan } from './candidate-plan.ts'
import { commandServing, isBeingServed } from './served-sandbox.ts'
import { secondClientOf } from './second-client.ts'

/** A provider that is ready to be examined, and what ends with the examination. */
export interface Prepared {
  candidate: Candidate
  plan: ExamPlan
  /** What serves the sandbox again that ends with this command; nothing for any other. */
  serveAgain?: Command | undefined
  /** What every state begins with. */
  runId: string
  close: () => Promise<void>
}

/** Who looks on. */
export interface Watching { notebook: Notebook, observers: readonly Watcher[], probes?: readonly ProviderProbe[] }

/**
 * Gets a provider ready: finds its metadata, and who the client is there, as a login does. The sandbox is the one that
 * is being served, or else one in memory, which leaves nothing behind. Raises what step 1 raises, `setting-invalid`
 * where another provider is operated than is meant, `rules-untried` where no client is named there.
 */
export async function prepareCandidate(run: Run, target: string, watching: Watching): Promise<Prepared> {
  const isServed = await isBeingServed(run, target)
  const sandbox = isServed ? {} : { sandbox: { ...sandboxInMemory(), codeLifetimeSeconds: 60 } }
  const own: Run = {
    ...run, ...sandbox, context: atLoopback(run.context), options: { ...run.options, save: false },
  }
  const plan = await planExamination(run, own, target, watching.probes)
  try {
    const prepared = await prepare(own, target, plan, watching)
    return isServed || target !== 'sandbox' ? prepared : { ...prepared, serveAgain: commandServing(run) }
  } catch (error) {
    await plan.sandbox?.sandbox.close()
    throw error
  }
}

/**
 * Each code is asked for at another start address: nobody could follow that on another machine, and so the listener is
 * not open to it.
 */
function atLoopback(context: Run['context']): Run['context'] {
  const { OAUTH_WALK_LISTEN: _listen, ...environment } = context.environment
  return { ...context, environment }
}

async function prepare(run: Run, target: string, plan: ExamPlan, { notebook, observers }: Watching): Promise<Prepared> {
  const { context, options } = run
  const runId = Buffer.from(context.random(4)).toString('hex')
  const isEmbedded = plan.sandbox !== undefined
  const takings = openTakings()
  const { elapsed, signal } = context
  const budget = openBudget(
    { send: createWire(run, plan.resolved), elapsed, signal }, isEmbedded ? ownAllowance : usualAllowance,
  )
  const refuses = refusing(plan.provider)
  const walk = await walkOf(run, plan, {
    send: takings.watch(keepSafe(budget.send, refuses)), runId, observers: [notebook.observe, ...observers],
  })
  const { started, server, published } = await meet(walk, plan).catch(raiseWithAnswer)
  const issuer = plan.provider.issuer ?? server.issuer
  const isPublic = !isEmbedded && reachesPublic(issuer, server)
  return {
    runId, plan, close: async () => plan.sandbox?.sandbox.close(),
    candidate: {
      walk, started, server, issuer, notebook, budget, refuses, takings, isEmbedded, isPublic,
      isOperated: isEmbedded
        || (isOperatedBy(options['iOperate'] as string | undefined, { issuer, target, published }) && !isPublic),
      mayDestroy: options['destructive'] === true, waitSeconds: secondsToWait(options['slow']),
      browser: options['signIn'] === false ? undefined : await browserOf(run, plan),
      secondClient: await secondClientOf(run, plan),
    },
  }
}

/**
 * Whoever says that they operate a provider names it letter by letter; where that is right, the target is not. Raises
 * `setting-invalid`.
 */
function isOperatedBy(
  named: string | undefined, { issuer, target, published }: { issuer: string, target: string, published: string },
): boolean {
  if (named === undefined) return false
  if (named === issuer) return true
  if (named === published)
    throw new Failure('setting-invalid', { setting: 'TARGET', value: target, expected: published, command: 'check' })
  throw new Failure('setting-invalid', {
    setting: '--i-operate', value: named, expected: issuer === '' ? target : issuer,
  })
}

/**
 * Raises the error again. Where the provider ended the run before it was known, what it answered is raised instead: the
 * addresses that were left may have the metadata, whatever its status says of this one.
 */
async function raiseWithAnswer(error: unknown): Promise<never> {
  if (error instanceof Stopped && error.by)
    throw (await failureOf('discovery-refused', error.by)).with(undefined, { unjudged: true })
  throw error
}

/** Step 1, for as much of it as is known; a rule that fails there is judged by its probe. */
async function meet(
  walk: Walk, plan: ExamPlan,
): Promise<Pick<Candidate, 'started' | 'server'> & { published: string }> {
  const { issuer } = plan.provider
  const named = issuer === undefined ? {} : { issuer }
  if (plan.client.clientId === '') {
    const found = await takeStep(walk, 'start', async here => findProvider(here))
    return { started: undefined, server: { ...found, ...named }, published: found.issuer }
  }
  const started: Started = await takeStep(walk, 'start', async here => start(here))
  const server = { ...started.server, ...named }
  return { started: { ...started, server }, server, published: started.server.issuer }
}

async function walkOf(
  run: Run, plan: ExamPlan,
  { send, runId, observers }: Pick<Walk, 'send'> & { runId: string, observers: readonly Watcher[] },
): Promise<Walk> {
  const { context, catalogue } = run
  const { now, elapsed, signal, secrets } = context
  // Where the process that serves the sandbox ends, nobody takes over: a sandbox that plays no fault would answer the
  // rest.
  const ofSandbox = plan.sandbox?.sandbox.hosting ? [plan.sandbox.extension] : []
  return {
    provider: plan.provider, client: plan.client, login: plan.login, send, now, elapsed, signal, secrets, observers,
    // The operator finds every request of this run in the logs by its state.
    random: bytes =>
      bytes < 32 ? context.random(bytes) : Buffer.concat([Buffer.from(runId, 'hex'), context.random(bytes - 4)]),
    extensions: [
      rememberDocuments(), ...await chooseExtensions(run, plan), ...plan.dialect.extensions, ...ofSandbox,
      ...await addHeaders(run, plan.resolved), asExaminer(),
    ],
    strict: false, judging: true, openBrowser: async () => undefined, pasting: undefined,
    pages: makeTabPages(catalogue),
  }
}

/**
 * A code must have ended after eleven minutes, unless the user says after how many seconds. Raises `setting-invalid`.
 */
function secondsToWait(slow: unknown): number | undefined {
  if (typeof slow !== 'string') return slow === true ? 660 : undefined
  if (/^[1-9]\d{0,3}$/.test(slow)) return Number(slow)
  throw new Failure('setting-invalid', { setting: '--slow', value: slow, expected: describeBy('seconds') })
}
