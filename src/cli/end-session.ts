import type { Revocation } from '../walk/after/revoke.ts'
import type { Run } from './run.ts'
import { travel, type SignedIn } from './signed-in.ts'

/** Revokes the tokens of a session at its provider, and says what was not confirmed. Raises nothing that could keep it from being deleted. */
export async function revokeAndTell(run: Run, signedIn: SignedIn): Promise<Revocation[]> {
  const { revokeTokens } = await import('../walk/after/revoke.ts')
  const revocations = await travel(run, signedIn, walk => revokeTokens(walk, signedIn.session)).catch((error: unknown): Revocation[] => {
    run.context.signal.throwIfAborted()
    const reason = (error as { code?: string }).code ?? 'unknown'
    return [{ token: 'refresh_token', confirmed: false, reason }, { token: 'access_token', confirmed: false, reason }]
  })
  const { story } = run.catalogue
  for (const { token, confirmed, reason } of revocations) run.tell(confirmed ? story.revoked(token) : `! ${story.notRevoked(token, reason ?? '')}`)
  return revocations
}
