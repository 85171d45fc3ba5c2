import { Failure, type FailureCode } from '../codes/failure.ts'
import { drawProtection, start, type Started } from './1-start.ts'
import { redirectAgain, type Redirected } from './2-redirect.ts'
import type { Returned } from './returned.ts'
import { backChannel } from './back-channel.ts'
import type { Walk } from './context.ts'
import type { Learned } from './extension.ts'
import { report, takeStep } from './observe.ts'

/** Failures in which the provider itself refused. A failed check never leads to another request. */
const refusals: readonly FailureCode[] = [
  'push-refused', 'device-refused', 'authorization-refused', 'token-refused', 'resource-refused',
]

/** The walk with the scope that an extension has learned to ask for, where it has learned one. */
export function withScope(walk: Walk, { scope }: Learned): Walk {
  return scope === undefined ? walk : { ...walk, login: { ...walk.login, scope } }
}

/** The results of steps 1 and 2: the browser is on its way. */
export interface SetOff { started: Started, redirected: Redirected }

/**
 * Asks the extensions what they learn from a refusal, and tells the user. Undefined where none learns anything, and for
 * any other error.
 */
export async function learnFrom(walk: Walk, error: unknown): Promise<Learned | undefined> {
  if (!(error instanceof Failure) || !refusals.includes(error.code)) return undefined
  const here = error.step === undefined ? walk : { ...walk, step: error.step }
  for (const extension of walk.extensions) {
    const learned = await extension.refused?.(error, backChannel(here))
    if (!learned) continue
    await report(here, [learned.finding])
    return learned
  }
  return undefined
}

/**
 * Asks once more where an extension learned from a refusal how to ask. State, nonce and `code_verifier` are new, since
 * each belongs to one authorization request (RFC 6749, section 10.12; RFC 7636, section 4.1). Undefined where no
 * extension learned anything. Raises what steps 1 and 2 raise.
 */
export async function askAgain(
  walk: Walk, error: unknown, before: Started, redirected: Redirected, { request }: Returned,
): Promise<SetOff | undefined> {
  const learned = await learnFrom(walk, error)
  if (!learned) return undefined
  const started = await startFrom(walk, before, learned)
  return {
    started, redirected: await takeStep(walk, 'redirect', here => redirectAgain(here, started, redirected, request)),
  }
}

async function startFrom(
  walk: Walk, before: Started, { startsAgain, scope = before.scope }: Learned,
): Promise<Started> {
  if (startsAgain) return takeStep(walk, 'start', here => start(here))
  const wanted = { nonce: before.nonce !== undefined, codeVerifier: before.codeVerifier !== undefined }
  return { ...before, scope, ...drawProtection(walk, wanted) }
}
