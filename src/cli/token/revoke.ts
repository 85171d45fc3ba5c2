import { removeRoles } from '../../session/role-cache.ts'
import { loggedOutOf, revokeAndTell, revokingRest, toEnd } from '../sessions/end-session.ts'
import { forgetRevoked } from '../sessions/forget-session.ts'
import { clean } from '../../text/printable.ts'
import { addressToShow } from '../logout/sign-out.ts'
import { noText } from '../../text/terminal.ts'
import type { Run } from '../run.ts'
import { findSession } from '../sessions/signed-in.ts'

/** `oauth-walk token revoke`: revokes at the provider, then deletes. */
export async function revoke(run: Run): Promise<void> {
  const signedIn = await toEnd(findSession(run))
  const ended = await revokeAndTell(run, signedIn)
  const url = await addressToShow(run, signedIn, ended)
  if (url !== undefined) run.tell(run.catalogue.story.endSession(clean(url, 1000)))
  const later = await forgetRevoked(run, signedIn, revokingRest(run, signedIn))
  removeRoles(run.folder, signedIn.profile.name, run.context.machine, run.warn)
  run.tell(loggedOutOf(run, signedIn.sessions, signedIn.profile.name))
  const revocations = [...ended.revocations, ...later.revocations]
  run.result({ ok: true, profile: signedIn.profile.name, revocations }, noText)
}
