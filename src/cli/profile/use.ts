import { tellHeld } from '../sessions/signed-in.ts'
import { noText } from '../../text/terminal.ts'
import type { Run } from '../run.ts'
import { unknownProfile } from '../sessions/unknown-profile.ts'

/** `oauth-walk profile use NAME`: makes it the active one. */
export async function use(run: Run, name: string): Promise<void> {
  if (!run.profiles.read(name)) throw await unknownProfile(name, await tellHeld(run))
  await run.profiles.activate(name)
  run.tell(run.catalogue.story.profileUsed(name))
  run.result({ ok: true, active: name }, noText)
}
