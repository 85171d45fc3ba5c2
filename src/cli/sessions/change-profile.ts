import { Failure } from '../../codes/failure.ts'
import type { Profile } from '../../session/profile-file.ts'
import { lockWaitMs } from '../../session/record-files.ts'
import type { Run } from '../run.ts'
import { forStore } from './shared-settings.ts'
import { openSessionsOf, sessionKeyOf } from './signed-in.ts'

/**
 * Changes what a profile says, and the copy that lies with its session where machines share it. Where the copy can’t be
 * written now, that is told: this machine has what was asked for.
 */
export async function changeProfile(run: Run, profile: Profile, settings: Profile['settings']): Promise<void> {
  await run.profiles.write({ ...profile, settings })
  const sessions = openSessionsOf(run, profile)
  if (!sessions.isShared) return
  try {
    await sessions.exclusively(sessionKeyOf(
      run, profile,
    ), { waitMs: lockWaitMs, signal: run.context.signal }, async (file) => {
      const session = await file.read()
      if (session) await file.save(forStore(sessions, session, settings))
    })
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (!(error instanceof Failure)) throw error
    run.tell(`! ${run.catalogue.store.copyLeft(profile.name, sessions.place)}`)
  }
}
