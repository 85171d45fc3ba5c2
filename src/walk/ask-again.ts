import { Failure, type FailureCode } from '../failure.ts'
import { drawProtection, type Started } from './1-start.ts'
import { redirectAgain, type Redirected } from './2-redirect.ts'
import type { Returned } from './awaited-answer.ts'
import type { Walk } from './context.ts'
import { report, takeStep } from './observe.ts'

/** A provider's own words in an answer that passed its checks; a failed check never leads to another request. */
const refusals: readonly FailureCode[] = ['authorization-refused', 'token-refused', 'resource-refused']

/** Where the walk stands when it has asked once more. */
export interface AskedAgain { started: Started, redirected: Redirected }

/**
 * Asks once more where an extension has learned from a refusal how to ask: with another state, nonce and `code_verifier`, since each belongs to one
 * authorization request (RFC 6749, section 10.12; RFC 7636, section 4.1). Gives nothing where no extension has. Raises what step 2 raises.
 */
export async function askAgain(
  walk: Walk, error: unknown, before: Started, redirected: Redirected, { request }: Returned,
): Promise<AskedAgain | undefined> {
  if (!(error instanceof Failure) || !refusals.includes(error.code)) return undefined
  for (const extension of walk.extensions) {
    const learned = await extension.refused?.(error)
    if (!learned) continue
    await report(error.step === undefined ? walk : { ...walk, step: error.step }, [learned.finding])
    const wanted = { nonce: before.nonce !== undefined, codeVerifier: before.codeVerifier !== undefined }
    const started = { ...before, scope: learned.scope ?? before.scope, ...drawProtection(walk, wanted) }
    return { started, redirected: await takeStep(walk, 'redirect', here => redirectAgain(here, started, redirected, request)) }
  }
  return undefined
}
