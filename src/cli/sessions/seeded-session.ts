import { resolveSettings } from '../../providers/resolve.ts'
import type { Profile } from '../../session/profile-file.ts'
import { isSameKey, type SessionKey } from '../../session/session-record.ts'
import { resolveWithPreset } from '../back-channel/preset-target.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { keyOf, unsavedProfile } from './bound-profile.ts'
import { storeAsked } from './stores.ts'

/**
 * The profile of a session that OAUTH_WALK_REFRESH_TOKEN began, which is saved nowhere: whoever names provider and
 * client as then finds the session again, also without the token. Raises what reading the store raises.
 */
export async function findSeededProfile(run: Run, name: string | undefined): Promise<Profile | undefined> {
  const own = resolveSettings(flagLayer(run.options), run.context.environment, {}, {})
  const resolved = own.preset ? (await resolveWithPreset(run, {})).resolved : own
  const profile = unsavedProfile(name)
  const key = keyOf(profile, resolved)
  if (key.issuer === '' || key.client_id === '') return undefined
  const stored = await run.openSessions(storeAsked(resolved)).list()
  return stored.some(one => isSameKey(one, key)) ? profile : undefined
}

/** What else is known where nobody is signed in: a variable without a token, and sessions that no profile leads to. */
export async function tellSeeded(
  run: Run, name: string | undefined,
): Promise<{ empty?: string, seeded?: Omit<SessionKey, 'profile'>[] }> {
  const { context: { environment }, options, openSessions } = run
  const sessions = openSessions(storeAsked(resolveSettings(flagLayer(options), environment, {}, {})))
  const { name: wanted } = unsavedProfile(name)
  const seeded = sessions.isShared ? [] : (await sessions.list()).filter(({ profile }) => profile === wanted)
  return {
    ...emptySeed(run),
    ...seeded.length > 0 && { seeded: seeded.map(({ issuer, client_id }) => ({ issuer, client_id })) },
  }
}

/** The variable, where it is set and holds no token. */
export function emptySeed({ context: { given } }: Run): { empty?: string } {
  return given.isEmpty('OAUTH_WALK_REFRESH_TOKEN') ? { empty: 'OAUTH_WALK_REFRESH_TOKEN' } : {}
}
