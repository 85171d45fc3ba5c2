import { cleanGiven } from '../../given.ts'
import type { Jwk } from '../../protocol/authentication/jwk.ts'
import { checkProfileName } from '../../session/profile-file.ts'
import type { Session } from '../../session/session-record.ts'
import type { Granted } from '../../walk/after/grant.ts'
import { requireBound } from '../sessions/bound-profile.ts'
import { settingsToKeep } from '../login/settings-to-keep.ts'
import type { Run } from '../run.ts'
import { forStore, tellReplaced } from '../sessions/shared-settings.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { storeAsked } from '../sessions/stores.ts'

/** The profile that a token is stored in, once it is there. */
export interface Saving {
  profile: string
  save: (granted: Granted, key: Jwk | undefined) => Promise<void>
}

/**
 * What `--save-as` asks for; nothing without it. Before anything is sent: the profile is free, or of the same provider
 * and client, and the store can be written. Raises `profile-name-invalid`, `profile-bound-elsewhere`, and what the
 * stores raise. The active profile stays the active one.
 */
export async function planToSave(
  run: Run, { profile: from, resolved, key, session }: SignedIn,
): Promise<Saving | undefined> {
  const asked = run.options['saveAs']
  if (typeof asked !== 'string') return undefined
  const name = checkProfileName(cleanGiven('word', asked, '--save-as'))
  const before = run.profiles.read(name)
  if (before) requireBound(before, resolved)
  const sessions = run.openSessions(storeAsked(resolved))
  const own = { ...key, profile: name }
  await sessions.prepare(own)
  const { target = key.issuer } = from.settings
  const { 'assertion-file': _sent, 'assertion-from': _from, ...kept } = settingsToKeep(run, resolved, true)
  const settings = {
    ...kept, target, ...typeof from.settings['bound'] === 'string' ? { bound: from.settings['bound'] } : {},
  }
  const save = async (granted: Granted, jwk: Jwk | undefined) => run.context.defer(async () => {
    const saved = forStore(sessions, toSession(own, session.client_secret, granted, jwk), settings)
    tellReplaced(run, sessions, await sessions.write(saved, { isAnswer: true }))
    const created_at = new Date(granted.obtainedAt).toISOString()
    await run.profiles.write(before ?? { v: 1, name, created_at, settings })
    run.tell(run.catalogue.story.saved(name))
  })
  return { profile: name, save }
}

function toSession(
  key: Pick<Session, 'issuer' | 'client_id' | 'profile'>, secret: string | undefined, granted: Granted,
  jwk: Jwk | undefined,
): Session {
  return {
    v: 1, ...key, ...secret === undefined ? {} : { client_secret: secret }, scope: granted.scope,
    token_type: granted.token_type,
    access_token:
      granted.access_token.reveal(), obtained_at: granted.obtainedAt, expires_at: granted.expiresAt ?? null,
    refresh_generation: 0,
    ...jwk === undefined ? {} : { dpop_key: { ...jwk } as Record<string, string> },
  }
}
