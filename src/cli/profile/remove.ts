import { removeRoles } from '../../session/role-cache.ts'
import { isShared, placeOf } from '../../addresses/store-address.ts'
import { noText } from '../../text/terminal.ts'
import type { Run } from '../run.ts'
import { unknownProfile } from '../sessions/unknown-profile.ts'

/** `oauth-walk profile remove NAME`: removes it with every session that was stored for it. */
export async function remove(run: Run, name: string): Promise<void> {
  const sessions = run.openSessions(undefined)
  const { store } = run.profiles.read(name)?.settings ?? {}
  const keys = await sessions.keysOf(name)
  for (const key of keys) await sessions.remove(key)
  removeRoles(run.folder, name, run.context.machine, run.warn)
  if (!await run.profiles.remove(name) && keys.length === 0) throw await unknownProfile(name, {})
  run.tell(run.catalogue.story.profileRemoved(name, keys.length))
  if (isShared(store)) run.tell(`! ${run.catalogue.store.leftShared(placeOf(store))}`)
  run.result({ ok: true, removed: name, sessions: keys.length }, noText)
}
