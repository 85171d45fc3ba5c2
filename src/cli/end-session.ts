import { clean } from '../text/printable.ts'
import type { EndedSession } from '../walk/after/revoke.ts'
import type { Run } from './run.ts'
import { travel, type SignedIn } from './signed-in.ts'

/**
 * Revokes the tokens of a session at its provider, says what was not confirmed, and where the browser ends the provider's own session. Raises
 * nothing that could keep the session from being deleted.
 */
export async function revokeAndTell(run: Run, signedIn: SignedIn): Promise<EndedSession> {
  const ended = await end(run, signedIn)
  const { revocations, endSessionUrl } = ended
  const { story } = run.catalogue
  for (const { token, confirmed, reason } of revocations) {
    run.tell(confirmed ? story.revoked(token) : `! ${story.notRevoked(token, clean(reason ?? ''))}`)
  }
  if (endSessionUrl !== undefined) run.tell(story.endSession(clean(endSessionUrl, 1000)))
  return ended
}

async function end(run: Run, signedIn: SignedIn): Promise<EndedSession> {
  const { endSession } = await import('../walk/after/revoke.ts')
  try {
    return await travel(run, signedIn, walk => endSession(walk, signedIn.session))
  } catch (error) {
    run.context.signal.throwIfAborted()
    const reason = (error as { code?: string }).code ?? 'unknown'
    const revocations = (['refresh_token', 'access_token'] as const).map(token => ({ token, confirmed: false, reason }))
    return { revocations, endSessionUrl: undefined }
  }
}
