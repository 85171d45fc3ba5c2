import { Failure } from '../codes/failure.ts'
import { removeRoles } from '../session/role-cache.ts'
import type { SessionStore } from '../session/session-store.ts'
import { clean } from '../text/printable.ts'
import { noText } from '../text/terminal.ts'
import type { Profile } from '../session/profile-file.ts'
import { isSameKey } from '../session/session-record.ts'
import type { Revocation } from '../walk/after/ended-session.ts'
import type { Traveller } from '../walk/context.ts'
import { loggedOutOf, revokeAndTell, revokingRest, tellUnopened, toEnd } from './sessions/end-session.ts'
import { forgetRevoked } from './sessions/forget-session.ts'
import { leaveClient } from './logout/client.ts'
import { addressToShow, endInBrowser, planSignOut, type EndSession } from './logout/sign-out.ts'
import type { Run } from './run.ts'
import { findProfileAnywhere, findSession, openSessionsOf, sessionKeyOf, type SignedIn } from './sessions/signed-in.ts'

/**
 * `oauth-walk logout`: revokes, deletes whatever the provider says, also a session of this machine that can't be read,
 * and where a person is there, ends the provider's session in their browser. What the browser brings back changes
 * nothing of what is deleted: exit 0.
 */
export async function logout(run: Run): Promise<void> {
  const profile = await toEnd(findProfileAnywhere(run))
  const { signedIn, revocations: unasked } = await findOrTell(run, openSessionsOf(run, profile))
  const plan = signedIn && await planSignOut(run, signedIn)
  const forget = forgetting(run, profile, signedIn)
  const browser: { ended?: EndSession } = {}
  const ended = signedIn && await revokeAndTell(run, signedIn, async (walk, { endSessionEndpoint: endpoint }) => {
    await forget(walk)
    if (plan && endpoint !== undefined) browser.ended = await endInBrowser(run, signedIn, plan, walk, endpoint)
  })
  const { deleted, revocations: later } = await forget()
  const url = signedIn && ended && await addressToShow(run, signedIn, ended)
  if (url !== undefined && browser.ended === undefined) run.tell(run.catalogue.story.endSession(clean(url, 10_000)))
  const client = await leaveClient(run, profile)
  const revocations = [...unasked, ...ended?.revocations ?? [], ...later]
  const end = { end_session_url: url ?? null, end_session: browser.ended ?? null }
  run.result({ ok: true, profile: profile.name, deleted, revocations, ...end, ...client && { client } }, noText)
}

/** What was deleted, and which tokens were revoked for that which had come meanwhile. */
interface Forgotten { deleted: boolean, revocations: Revocation[] }

/** Deletes and tells it, once; whether anything was there is the same answer each time. */
function forgetting(
  run: Run, profile: Profile, signedIn: SignedIn | undefined,
): (walk?: Traveller) => Promise<Forgotten> {
  let forgotten: Promise<Forgotten> | undefined
  return async walk => forgotten ??= forgetSessions(run, profile, signedIn, walk)
}

async function forgetSessions(
  run: Run, profile: Profile, signedIn: SignedIn | undefined, walk?: Traveller,
): Promise<Forgotten> {
  const { story } = run.catalogue
  const sessions = signedIn?.sessions ?? openSessionsOf(run, profile)
  const keys = [...await sessions.keysOf(profile.name), sessionKeyOf(run, profile)]
    .filter(key => signedIn === undefined || !isSameKey(key, signedIn.key))
  const ended = signedIn && await forgetRevoked(run, signedIn, revokingRest(run, signedIn, walk))
  let deleted = ended?.deleted === true
  for (const key of keys) deleted = await sessions.remove(key) || deleted
  removeRoles(run.folder, profile.name, run.context.machine, run.warn)
  run.tell(deleted ? loggedOutOf(run, sessions, profile.name) : story.nothingStored(profile.name))
  return { deleted, revocations: ended?.revocations ?? [] }
}

/**
 * What keeps a session from being opened (a lost passphrase, a keyring that is gone) does not keep it from being
 * deleted.
 */
const unopened: readonly string[] = [
  'store-corrupt', 'store-sealed', 'store-differs', 'keyring-unavailable', 'person-needed',
]
/** In a shared store, who has no key or another one has not lost the session: other machines open it. */
const unopenedByAnybody: readonly string[] = ['store-corrupt']

/** The session; of one that is there and can't be opened, that nobody revokes it is told. */
async function findOrTell(
  run: Run, { isShared }: Pick<SessionStore, 'isShared'>,
): Promise<{ signedIn?: SignedIn, revocations: Revocation[] }> {
  try {
    return { signedIn: await findSession(run), revocations: [] }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const isUnopened = (isShared ? unopenedByAnybody : unopened).includes(error.code)
    if (isUnopened) return { revocations: tellUnopened(run, error.code) }
    if (error.code !== 'no-session') throw error
    return { revocations: [] }
  }
}
