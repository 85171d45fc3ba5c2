import { good, note } from '../../../render/doctor/line.ts'
import { isSealed } from '../../../addresses/store-address.ts'
import { sessionKeyOf } from '../../sessions/signed-in.ts'
import { storeAsked } from '../../sessions/stores.ts'
import type { Profile } from '../../../session/profile-file.ts'
import type { Destination } from '../../login/destination.ts'
import type { Run } from '../../run.ts'
import type { Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

/**
 * Whether a session is stored for this target, and how long its access token is good. One that is sealed is not opened.
 */
export const lookAtSession: Look<AtProvider> = async ({ run, resolved, destination }) => {
  const { profile } = destination
  const saved = profileOf(run, destination)
  if (!saved) return [good('session', 'session-none', { profile })]
  const kept = storeAsked(resolved)
  if (isSealed(kept)) return []
  const session = await run.openSessions(kept).read(sessionKeyOf(run, saved))
  if (!session) return [good('session', 'session-none', { profile })]
  const { expires_at: expires } = session
  const details = {
    profile, until: expires ? new Date(expires).toISOString() : '', refreshable: session.refresh_token !== undefined,
  }
  return [
    expires && expires <= run.context.now() && !details.refreshable
      ? note('session', 'session-ended', details)
      : good('session', 'session', details),
  ]
}

/** The profile whose session it would be: this machine's, or the one that a shared store holds. */
export function profileOf({ profiles }: Run, { profile, saved }: Destination): Profile | undefined {
  return profiles.read(profile) ?? (saved?.name === profile ? saved : undefined)
}
