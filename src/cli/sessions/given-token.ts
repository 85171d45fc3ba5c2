import { Failure } from '../../codes/failure.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { createMemorySessions } from '../../session/memory-sessions.ts'
import { findProfile, keyOf } from './bound-profile.ts'
import { flagLayer } from '../command-line/options.ts'
import { resolveWithPreset } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import { findSession, type SignedIn } from './signed-in.ts'

/**
 * The session that a resource is asked with: OAUTH_WALK_ACCESS_TOKEN where it is set, which is never refreshed or
 * stored, otherwise the stored one. The given token goes where flags, environment and profile say, as whoever set it
 * wants. Raises what `findSession` raises.
 */
export async function findSessionOrGivenToken(run: Run): Promise<SignedIn> {
  const access_token = run.context.given.secret('OAUTH_WALK_ACCESS_TOKEN')
  if (!access_token) return findSession(run).catch((error: unknown) => {
    throw withEmptyToken(run, error)
  })
  const profile = findProfile(run)
  const own = resolveSettings(flagLayer(run.options), run.context.environment, profile.settings, {})
  const resolved = own.preset ? (await resolveWithPreset(run, profile.settings)).resolved : own
  const key = keyOf(profile, resolved)
  run.context.secrets.remember('access_token', access_token)
  const session = {
    v: 1 as const, ...key, access_token, token_type: 'Bearer', scope: [], obtained_at: 0, expires_at: null,
    refresh_generation: 0,
  }
  return { profile, resolved, key, session, sessions: createMemorySessions(), seeded: false, isGiven: true }
}

/** A pipeline that does not have the secret sets an empty variable: nobody signs in there. */
function withEmptyToken({ context: { given } }: Run, error: unknown): unknown {
  const empty = 'OAUTH_WALK_ACCESS_TOKEN'
  return error instanceof Failure && error.code === 'no-session' && given.isEmpty(empty)
    ? error.with(undefined, { empty })
    : error
}
