import type { Session } from '../../session/session-record.ts'
import type { SessionStore } from '../../session/sessions.ts'

/** A session as it goes into a store: where machines share it, with the settings of its profile, for a machine that has none of this name. */
export function forStore({ isShared }: Pick<SessionStore, 'isShared'>, session: Session, settings: Readonly<Record<string, unknown>>): Session {
  const { profile_settings: _before, ...bare } = session
  if (!isShared) return bare
  // Where the session is, whoever looks for it knows already.
  const { store: _store, ...portable } = settings
  return { ...bare, profile_settings: portable }
}
