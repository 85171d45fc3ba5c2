import { Failure } from '../failure.ts'
import { revokeAndTell } from './end-session.ts'
import type { Run } from './run.ts'
import { findProfile, findSession } from './signed-in.ts'

/** `oauth-walk logout`: revokes, and deletes here whatever the provider says, also a session that can't be read. */
export async function logout(run: Run): Promise<void> {
  const profile = findProfile(run)
  const { story } = run.catalogue
  const signedIn = findOrUndefined(run)
  const revocations = signedIn ? await revokeAndTell(run, signedIn) : []
  const keys = [...run.sessions.keysOf(profile.name), ...signedIn && !signedIn.seeded ? [signedIn.key] : []]
  let deleted = false
  for (const key of keys) deleted = await run.sessions.remove(key) || deleted
  run.tell(deleted ? story.loggedOut(profile.name) : story.nothingStored(profile.name))
  run.result({ ok: true, profile: profile.name, deleted, revocations }, '')
}

function findOrUndefined(run: Run) {
  try {
    return findSession(run)
  } catch (error) {
    if (error instanceof Failure && ['no-session', 'store-corrupt'].includes(error.code)) return undefined
    throw error
  }
}
