import { Failure } from '../../codes/failure.ts'
import type { Session } from '../../session/session-record.ts'
import type { SessionStore } from '../../session/session-store.ts'
import { clean } from '../../text/printable.ts'
import { revocableTokens } from '../../walk/after/revocable.ts'
import { unasked, type EndedSession, type Revocation } from '../../walk/after/ended-session.ts'
import type { Traveller } from '../../walk/context.ts'
import type { Run } from '../run.ts'
import type { RevokeRest } from './forget-session.ts'
import type { SignedIn } from './signed-in.ts'

/**
 * Revokes the tokens of a session at its provider, says what was not confirmed, and then does what follows while the
 * provider is still at hand, which must not raise but to stop. Raises nothing that could keep the session from being
 * deleted.
 */
export async function revokeAndTell(
  run: Run, signedIn: SignedIn, then: (walk: Traveller, ended: EndedSession) => Promise<void> = async () => undefined,
): Promise<EndedSession> {
  const done: { ended?: EndedSession } = {}
  try {
    return await (await import('../back-channel/travel.ts')).travel(run, signedIn, async (walk) => {
      const ended = await endAndTell(run, walk, signedIn.session)
      done.ended = ended
      await then(walk, ended)
      return ended
    })
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (done.ended) throw error
    const reason = (error as { code?: string }).code ?? 'unknown'
    const ended = unasked(revocableTokens(signedIn.session).map(({ token }) => token), reason)
    tellRevocations(run, ended)
    return ended
  }
}

/** Revokes further tokens of the session and tells it: on the same way to its provider, where that is still open. */
export function revokingRest(run: Run, signedIn: SignedIn, walk?: Traveller): RevokeRest {
  return async (session) => {
    const ended = walk === undefined
      ? await revokeAndTell(run, { ...signedIn, session })
      : await endAndTell(run, walk, session)
    return ended.revocations
  }
}

async function endAndTell(run: Run, walk: Traveller, session: Session): Promise<EndedSession> {
  const { endSession } = await import('../../walk/after/revoke.ts')
  const ended = await endSession(walk, session)
  tellRevocations(run, ended)
  return ended
}

/** What looks for the session that is to end. Where there is none, whoever wants to log out is not told to log in. */
export async function toEnd<Found>(search: Promise<Found>): Promise<Found> {
  return search.catch((error: unknown) => {
    throw error instanceof Failure && error.code === 'no-session' ? error.with(undefined, { ends: true }) : error
  })
}

/** That a session is deleted, and for whom. */
export function loggedOutOf(
  { catalogue: { store, story } }: Run, { isShared, place }: Pick<SessionStore, 'isShared' | 'place'>, profile: string,
): string {
  return isShared ? store.loggedOutShared(profile, place) : story.loggedOut(profile)
}

/** Tells of a session that can't be opened here, so that nobody knows what tokens it has: the most that it may have. */
export function tellUnopened(run: Run, reason: string): Revocation[] {
  const ended = unasked(['refresh_token', 'access_token'], reason)
  tellRevocations(run, ended, false)
  return ended.revocations
}

function tellRevocations(run: Run, { revocations, isAsked }: EndedSession, isOpened = true): void {
  const { story: { revoked, notRevoked, notAsked } } = run.catalogue
  for (const { token, confirmed, reason = '' } of revocations) {
    const told = isAsked ? notRevoked(token, clean(reason)) : notAsked(token, clean(reason), isOpened)
    run.tell(confirmed ? revoked(token) : `! ${told}`)
  }
}
