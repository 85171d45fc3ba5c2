import { Failure } from '../../codes/failure.ts'
import type { GrantName } from '../../protocol/grant.ts'
import { resolveSettings, textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { createMemorySessions } from '../../session/memory-sessions.ts'
import type { Profile } from '../../session/profile-file.ts'
import type { SessionKey } from '../../session/session-record.ts'
import { findProfile, keyOf, profileAsked, requireBound } from '../sessions/bound-profile.ts'
import { isSecretNamed } from '../client-authentication/client-secret.ts'
import { flagLayer } from '../command-line/options.ts'
import { resolveWithPreset } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { storeAsked } from '../sessions/stores.ts'

/**
 * Provider and client of a grant that uses no session: those of `--profile`, those that flags and environment name, or
 * those of the active profile. Raises `endpoints-missing`, `client-id-missing` for a grant that is the client's own,
 * `profile-bound-elsewhere`.
 */
export async function findGrantParty(run: Run, grant: GrantName): Promise<SignedIn> {
  const profile = profileFor(run, grant)
  const { resolved } = await resolveWithPreset(run, profile.settings)
  requireBound(profile, resolveSettings(flagLayer(run.options), run.context.environment, profile.settings, {}))
  if (!isKnown(resolved)) throw new Failure('endpoints-missing', { grant })
  if (grant === 'client-credentials') requireClient(resolved)
  const key = keyOf(profile, resolved)
  const secret = await storedSecret(run, resolved, profile, key)
  const session = {
    v: 1 as const, ...key, ...secret === undefined ? {} : { client_secret: secret }, access_token: '',
    token_type: 'Bearer', scope: [], obtained_at: 0, expires_at: null, refresh_generation: 0,
  }
  return { profile, resolved, key, session, sessions: createMemorySessions(), seeded: false }
}

/** Who names a provider means that one, and no profile that happens to be the active one. */
function profileFor(run: Run, grant: GrantName): Profile {
  if (profileAsked(run) !== undefined) return findProfile(run)
  const own = resolveSettings(flagLayer(run.options), run.context.environment, {}, {})
  if (isKnown(own)) return { v: 1, name: 'default', created_at: '', settings: {} }
  const active = run.profiles.active()
  const profile = active === undefined ? undefined : run.profiles.read(active)
  if (profile === undefined) throw new Failure('endpoints-missing', { grant })
  return profile
}

function isKnown(resolved: Resolved): boolean {
  return (['issuer', 'token-endpoint', 'preset'] as const).some(name => resolved[name] !== undefined)
}

function requireClient(resolved: Resolved): void {
  if (resolved['client-id'] !== undefined) return
  const [issuer, endpoint] = [textOf(resolved, 'issuer'), textOf(resolved, 'token-endpoint')]
  throw new Failure('client-id-missing', {
    grant: 'client-credentials', target: issuer ?? endpoint, by_endpoint: issuer === undefined,
  })
}

/** The secret that a login of this client has left; no store is opened where the client has other means. */
async function storedSecret(
  run: Run, resolved: Resolved, { created_at }: Profile, key: SessionKey,
): Promise<string | undefined> {
  const hasMeans = isSecretNamed(run, resolved)
    || (['client-key', 'client-assertion-file', 'client-assertion-from', 'tls-cert'] as const).some(name =>
      resolved[name] !== undefined)
  return hasMeans || created_at === ''
    ? undefined
    : (await run.openSessions(storeAsked(resolved)).read(key))?.client_secret
}
