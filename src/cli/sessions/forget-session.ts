import { Failure } from '../../codes/failure.ts'
import { lockWaitMs } from '../../session/record-files.ts'
import type { Session } from '../../session/session-record.ts'
import type { SessionFile, SessionStore } from '../../session/session-store.ts'
import { revocableTokens } from '../../walk/after/revocable.ts'
import type { Revocation } from '../../walk/after/revoke.ts'
import type { Run } from '../run.ts'
import { rememberSecrets, type SignedIn } from './signed-in.ts'

/** Revokes what a session has come to hold since. */
export type RevokeRest = (session: Session) => Promise<Revocation[]>

/** A refresh with a token that was revoked fails: whatever comes this often is no refresh that was under way. */
const mostRounds = 5

/**
 * Deletes a session whose tokens were revoked. Where another process has refreshed it meanwhile, what it holds now is
 * revoked first: nothing is deleted that was not offered to the provider. Raises what the store raises, and
 * `store-locked` where others go on and on.
 */
export async function forgetRevoked(
  run: Run, { sessions, key, session }: SignedIn, revoke: RevokeRest,
): Promise<{ deleted: boolean, revocations: Revocation[] }> {
  const offered = new Set(tokensOf(session))
  const revocations: Revocation[] = []
  for (let round = 0; round < mostRounds; round += 1) {
    const { deleted, rest } = await removeOffered(run, sessions, key, offered)
    if (rest === undefined) return { deleted, revocations }
    rememberSecrets(run, rest)
    revocations.push(...await revoke(rest))
    for (const token of tokensOf(rest)) offered.add(token)
  }
  throw new Failure('store-locked', { path: sessions.place })
}

async function removeOffered(
  { context: { signal } }: Run, sessions: SessionStore, key: SignedIn['key'], offered: ReadonlySet<string>,
): Promise<{ deleted: boolean, rest?: Session }> {
  try {
    return await sessions.exclusively(key, { waitMs: lockWaitMs, signal }, async (file) => {
      const rest = restOf(await readQuietly(file), offered)
      return rest === undefined ? { deleted: await file.erase() } : { deleted: false, rest }
    })
  } catch (error) {
    // A full disk has no room for a lock, but deleting must work on it all the more.
    if (!(error instanceof Failure) || error.code !== 'store-unwritable') throw error
    return { deleted: await sessions.remove(key) }
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
function restOf(session: Session | undefined, offered: ReadonlySet<string>): Session | undefined {
  if (session === undefined || tokensOf(session).every(token => offered.has(token))) return undefined
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
