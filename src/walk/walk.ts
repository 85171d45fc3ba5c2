import { Failure, isUnanswered, type FailureCode } from '../codes/failure.ts'
import type { Claims } from '../protocol/userinfo.ts'
import { start, type Started } from './1-start.ts'
import { redirect, type Redirected } from './2-redirect.ts'
import { askAgain, learnFrom, withScope, type SetOff } from './ask-again.ts'
import type { AwaitedAnswer } from './awaited-answer.ts'
import type { Returned } from './returned.ts'
import { waitForConsent } from './3-consent.ts'
import { checkCallback } from './4-callback.ts'
import { exchangeCode, type Tokens } from './5-token.ts'
import { fetchUserinfo } from './6-userinfo.ts'
import type { Walk } from './context.ts'
import { takeStep, tellStart } from './observe.ts'
import { visitResource } from './visit-resource.ts'

/** What a walk brings home. */
export interface Walked {
  started: Started
  tokens: Tokens
  claims: Claims | undefined
}

/**
 * Keeps the tokens where they can be found again, and tells whether it did. It is called when step 6 has ended well, or
 * the resource has refused or gave no readable answer; after a failed check nothing is kept.
 */
export type Keep = (tokens: Tokens, claims: Claims | undefined, started: Started) => Promise<boolean>

/**
 * Walks the six steps of the authorization code flow (RFC 6749, section 4.1). The browser's tab is answered last, when
 * it is known how the walk ended, and what waits for the answer is closed whatever happens. Raises the first `Failure`,
 * with its step.
 */
export async function walkSixSteps(walk: Walk, keep: Keep): Promise<Walked> {
  await tellStart(walk)
  const { started, redirected } = await setOff(walk)
  try {
    return await walkOn(walk, started, redirected, keep)
  } finally {
    await redirected.source.close()
  }
}

/** Steps 1 and 2, once more where an extension has learned something from a refusal in step 2. */
async function setOff(walk: Walk): Promise<SetOff> {
  const started = await takeStep(walk, 'start', here => start(here))
  try {
    return { started, redirected: await takeStep(walk, 'redirect', here => redirect(here, started)) }
  } catch (error) {
    const learned = await learnFrom(walk, error)
    if (!learned) throw error
    return setOff(withScope(walk, learned))
  }
}

/**
 * Steps 3 to 6. Where an extension knows from a refusal what it must ask otherwise, the same tab is sent on from step 2
 * with a request of its own state, and the walk goes on from there.
 */
async function walkOn(walk: Walk, started: Started, redirected: Redirected, keep: Keep): Promise<Walked> {
  const guarded = { ...walk, signal: AbortSignal.any([walk.signal, redirected.answer.intrusion]) }
  const goOn = async (returned: Returned) => {
    try {
      return await finish(guarded, started, redirected, returned, keep)
    } catch (error) {
      const again = await askAgain(guarded, error, started, redirected, returned)
      if (!again) throw error
      // This round's tab was sent on or answered: what it is told after this changes nothing.
      return walkOn(guarded, again.started, again.redirected, keep)
    }
  }
  try {
    const returned = await takeStep(guarded, 'consent', here => waitForConsent(here, redirected))
    return await answerTabAfter(walk, returned, async () => goOn(returned))
  } catch (error) {
    throw withIgnored(error, redirected.answer)
  }
}

/** Adds the ignored requests to the failure that ended the walk. */
function withIgnored(error: unknown, { ignored }: AwaitedAnswer): unknown {
  const list = ignored.list()
  return error instanceof Failure && list.length > 0 && !error.details['ignored']
    ? error.with(undefined, { ignored: list })
    : error
}

/** Steps 4 to 6. An intruder may be found out as late as in step 6: then nothing is kept. */
async function finish(
  walk: Walk, started: Started, redirected: Redirected, returned: Returned, keep: Keep,
): Promise<Walked> {
  const parameters = await takeStep(walk, 'callback', here => checkCallback(here, started, redirected, returned))
  const tokens = await takeStep(walk, 'token', here => exchangeCode(here, started, redirected, parameters))
  const keepUnlessIntruded: Keep = async (...kept) => {
    redirected.answer.intrusion.throwIfAborted()
    return keep(...kept)
  }
  return { started, tokens, claims: await askResourceAndKeep(walk, started, tokens, keepUnlessIntruded) }
}

/** Step 6, and the tokens kept once it is known how that ended; raises what step 6 raises. */
export async function askResourceAndKeep(
  walk: Walk, started: Started, tokens: Tokens, keep: Keep,
): Promise<Claims | undefined> {
  const refusals: readonly FailureCode[] = typeof walk.opens === 'object' ? walk.opens.refusals : ['userinfo-refused']
  const claims = await takeStep(walk, 'userinfo', async here => here.opens
    ? visitResource(here, here.opens, started, tokens)
    : fetchUserinfo(here, {
        server: started.server, client: started.client, accessToken: tokens.access_token, subject: tokens.claims?.sub,
      }))
    .catch((error: unknown) => keepWhatIsGood(error, refusals, {
      keep: async () => keep(tokens, undefined, started), scope: tokens.scope, ...!walk.opens && { opens: 'userinfo' },
    }))
  await keep(tokens, claims, started)
  return claims
}

/**
 * Tokens that passed their checks are not lost because the resource server did not answer; a failed check keeps
 * nothing.
 */
async function keepWhatIsGood(
  error: unknown, refusals: readonly FailureCode[],
  { keep, ...facts }: { keep: () => Promise<boolean>, scope: Tokens['scope'], opens?: string },
): Promise<never> {
  const isRefusal = error instanceof Failure && [...refusals, 'unreadable-answer'].includes(error.code)
  if (!isRefusal && !isUnanswered(error)) throw error
  throw error.with('userinfo', { session_saved: await keep(), ...facts })
}

/** Milliseconds after which the tab is told to look at the terminal, rather than being kept waiting. */
const tabPatience = 15_000

/** Answers the browser's tab by how the run ended. */
async function answerTabAfter<Result>(walk: Walk, { request }: Returned, run: () => Promise<Result>): Promise<Result> {
  const impatience = setTimeout(() => void request.answer(walk.pages.unfinished()), tabPatience)
  try {
    const result = await run()
    await request.answer(walk.pages.finished({ ok: true }))
    return result
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure('internal-error')
    await request.answer(walk.pages.finished({ ok: false, failure }))
    throw error
  } finally {
    clearTimeout(impatience)
  }
}
