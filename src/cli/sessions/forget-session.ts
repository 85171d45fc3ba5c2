import { Failure } from '../../codes/failure.ts'
import { lockWaitMs } from '../../session/record-files.ts'
import type { Session } from '../../session/session-record.ts'
import type { SessionFile } from '../../session/session-store.ts'
import { revocableTokens } from '../../walk/after/revocable.ts'
import type { Revocation } from '../../walk/after/ended-session.ts'
import type { Run } from '../run.ts'
import { rememberSecrets, type SignedIn } from './signed-in.ts'

/** Revokes what a session has come to hold since. */
export type RevokeRest = (session: Session) => Promise<Revocation[]>

/**
 * Deletes a session whose tokens were revoked. Where another process has refreshed it or signed in meanwhile, what it
 * holds now is revoked first, while its lock is held: nothing is deleted that was not offered to the provider, and
 * nobody comes in between once more, however many others there are. Raises what the store raises.
 */
export async function forgetRevoked(
  run: Run, { sessions, key, session }: SignedIn, revoke: RevokeRest,
): Promise<{ deleted: boolean, revocations: Revocation[] }> {
  const { context: { signal } } = run
  const revocations: Revocation[] = []
  try {
    const deleted = await sessions.exclusively(key, { waitMs: lockWaitMs, signal }, async (file) => {
      revocations.push(...await revokeNew(run, file, session, revoke))
      return file.erase()
    })
    return { deleted, revocations }
  } catch (error) {
    // A full disk has no room for a lock, but deleting must work on it all the more.
    if (!(error instanceof Failure) || error.code !== 'store-unwritable') throw error
    return { deleted: await sessions.remove(key), revocations }
  }
}

/** Revokes what a session holds by now and `before` did not. */
async function revokeNew(
  run: Run, file: SessionFile, before: Session, revoke: RevokeRest,
): Promise<Revocation[]> {
  const stored = await readQuietly(file)
  if (stored === undefined) return []
  const rest = restOf(stored, new Set(tokensOf(before)))
  if (rest === undefined) return []
  rememberSecrets(run, rest)
  await file.intend(stored)
  try {
    return await revoke(rest)
  } catch (error) {
    // Only an interruption: others need not wait for what will not come.
    await file.save(stored)
    throw error
  }
}

/** What can't be read any more can't be revoked either, and is deleted as far as the store lets it. */
async function readQuietly(file: SessionFile): Promise<Session | undefined> {
  try {
    return await file.read()
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** The session with those of its tokens that were never offered; undefined where there are none. */
function restOf(session: Session, offered: ReadonlySet<string>): Session | undefined {
  if (tokensOf(session).every(token => offered.has(token))) return undefined
  const { refresh_token, narrowed = [], ...others } = session
  return {
    ...others, access_token: offered.has(session.access_token) ? '' : session.access_token,
    ...refresh_token === undefined || offered.has(refresh_token) ? {} : { refresh_token },
    narrowed: narrowed.filter(({ access_token }) => !offered.has(access_token)),
  }
}

/** What is offered to the provider where the session is revoked. */
function tokensOf(session: Session): string[] {
  return revocableTokens(session).map(({ value }) => value)
}
