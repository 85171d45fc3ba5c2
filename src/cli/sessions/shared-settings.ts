import type { Session } from '../../session/session-record.ts'
import type { SessionStore } from '../../session/sessions.ts'
import type { Run } from '../run.ts'
import { portableSettings } from './portable-settings.ts'

/**
 * A session as it goes into a store: where machines share it, with the settings of its profile, for a machine that has
 * none of this name. What concerns this machine alone stays here. Raises `setting-invalid`.
 */
export function forStore(
  { isShared }: Pick<SessionStore, 'isShared'>, session: Session, settings: Readonly<Record<string, unknown>>,
): Session {
  const { profile_settings: _before, ...bare } = session
  if (!isShared) return bare
  return { ...bare, profile_settings: portableSettings(settings) }
}

/** The other machines go on with the new session: whoever replaced theirs is told so. */
export function tellReplaced(
  { catalogue, tell }: Pick<Run, 'catalogue' | 'tell'>, { place }: Pick<SessionStore, 'place'>, isReplaced: boolean,
): void {
  if (isReplaced) tell(`! ${catalogue.store.replacedShared(place)}`)
}
