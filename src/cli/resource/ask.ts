import { Failure, type FailureDetails } from '../../codes/failure.ts'
import { wantsStepUp } from '../../protocol/answer/refusal.ts'
import { refusesToken } from '../../protocol/resource/token-refusal.ts'
import { usualLifetimeMs } from '../../session/lifetime.ts'
import type { WireResponse } from '../../wire.ts'
import { freshSession } from '../sessions/fresh-session.ts'
import { raiseWithRefusal } from '../failures/refused-before.ts'
import { refusalOfResource } from '../failures/resource-refusal.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { mayWalkAgain, type WalkAgain } from './walk-again.ts'

/** What came of asking a resource: the answer to judge, and whatever was made of it. */
export interface Asked<Made> { answer: WireResponse | undefined, made: Made }

/** One request, or several, with the token of a session. */
export type Ask<Made> = (signedIn: SignedIn) => Promise<Asked<Made>>

/**
 * Asks a resource with a token that is fresh enough; where it is refused, with a refreshed one, and then, where a
 * person is there to sign in, with that of another login. `url` is what a refusal names. Gives what came last, and what
 * a refusal of it should know: that the token was given only now, by a
 * refresh or a login. Where no other token is to be had, the failure tells
 * of the refusal too, with what `tell` makes of its answer.
 */
export async function askWithToken<Made>(
  run: Run, found: SignedIn, url: string, ask: Ask<Made>, tell?: (answer: WireResponse) => FailureDetails,
): Promise<Asked<Made> & { signedIn: SignedIn, known: { renewed?: true, refreshed?: true } }> {
  const again = mayWalkAgain(run, found)
  const orTell = (refusal: Failure | undefined, answer: WireResponse) =>
    raiseWithRefusal(run, refusal, () => tell?.(answer) ?? {})
  let signedIn = await fresh(run, found, false, again)
  let asked = await ask(signedIn)
  let isRefreshed = false
  if (asked.answer && wantsNewToken(asked.answer) && signedIn.session.refresh_token !== undefined) {
    const refusal = await refusalOfResource(url, asked.answer, true)
    signedIn = await fresh(run, { ...signedIn, seeded: false }, true, again).catch(orTell(refusal, asked.answer))
    asked = await ask(signedIn)
    isRefreshed = true
  }
  while (again && asked.answer) {
    const refusal = await refusalOfResource(url, asked.answer)
    const walked = refusal && await again(signedIn, refusal).catch(orTell(refusal, asked.answer))
    if (!walked) break
    signedIn = walked
    isRefreshed = false
    asked = await ask(signedIn)
  }
  const isNew = asked.answer !== undefined
    && wantsNewToken(asked.answer)
    && signedIn.session.access_token !== found.session.access_token
  return { ...asked, signedIn, known: isNew ? { renewed: true, ...isRefreshed && { refreshed: true } } : {} }
}

/**
 * A server that wants another nonce has nothing against the token, and one that wants another sign-in takes no new
 * token of the same.
 */
function wantsNewToken(answer: WireResponse): boolean {
  return refusesToken(answer) && !answer.again && !wantsStepUp(answer)
}

async function fresh(run: Run, signedIn: SignedIn, force: boolean, again: WalkAgain | undefined): Promise<SignedIn> {
  try {
    const { session } = await freshSession(run, signedIn, { force, minimumLifetimeMs: usualLifetimeMs })
    return { ...signedIn, session }
  } catch (error) {
    const walked = error instanceof Failure ? await again?.(signedIn, error) : undefined
    if (!walked) throw error
    return walked
  }
}
