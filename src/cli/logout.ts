import { Failure } from '../failure.ts'
import { removeRoles } from '../session/role-cache.ts'
import { revokeAndTell } from './end-session.ts'
import { noText } from '../text/terminal.ts'
import type { Run } from './run.ts'
import { findProfile } from './bound-profile.ts'
import { findSession, openSessionsOf, sessionKeyOf, type SignedIn } from './signed-in.ts'

/** `oauth-walk logout`: revokes, and deletes here whatever the provider says, also a session that can't be read. */
export async function logout(run: Run): Promise<void> {
  const profile = findProfile(run)
  const { story } = run.catalogue
  const signedIn = await findOrUndefined(run)
  const ended = signedIn && await revokeAndTell(run, signedIn)
  const sessions = signedIn?.sessions ?? openSessionsOf(run, profile)
  const keys = [...sessions.keysOf(profile.name), sessionKeyOf(run, profile)]
  let deleted = false
  for (const key of keys) deleted = await sessions.remove(key) || deleted
  removeRoles(run.folder, profile.name, run.context.machine, run.warn)
  run.tell(deleted ? story.loggedOut(profile.name) : story.nothingStored(profile.name))
  const { revocations = [], endSessionUrl = null } = ended ?? {}
  run.result({ ok: true, profile: profile.name, deleted, revocations, end_session_url: endSessionUrl }, noText)
}

/** What keeps a session from being opened (a lost passphrase, a keyring that is gone) does not keep it from being deleted. */
const unopened: readonly string[] = ['store-corrupt', 'store-sealed', 'store-differs', 'keyring-unavailable', 'person-needed']

async function findOrUndefined(run: Run): Promise<SignedIn | undefined> {
  try {
    return await findSession(run)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (unopened.includes(error.code)) run.tell(`! ${run.catalogue.story.notRevoked('refresh_token', error.code)}`)
    else if (error.code !== 'no-session') throw error
    return undefined
  }
}
