import { Failure } from '../codes/failure.ts'
import { lockWaitMs } from './record-files.ts'
import type { Session, SessionKey } from './session-record.ts'
import type { SessionStore } from './session-store.ts'

/** A session's way from one store to another; `from` reads it in whatever way it is kept. */
export interface Move {
  from: SessionStore
  to: SessionStore
  key: SessionKey
  /** What the session is to say in the other store beyond itself. */
  change?: (session: Session) => Session
  /** What must be there too before the session is gone from the first store, because nobody would find it without. */
  arrived?: () => Promise<void>
}

/**
 * Moves one session, under its lock, so that no refresh is lost on the way: it is in the other store before it is gone from the first. Raises
 * no-session, and what reading and writing raise.
 */
export async function moveSession({ from, to, key, change = session => session, arrived }: Move): Promise<void> {
  await to.prepare(key)
  const take = (session: Session | undefined) => {
    if (session === undefined) throw new Failure('no-session', { profile: key.profile })
    return change(session)
  }
  if (from.place === to.place) {
    // One file and one lock: it is sealed anew where it lies.
    await to.exclusively(key, { waitMs: lockWaitMs }, async file => file.save(take(await from.read(key))))
    await arrived?.()
    return
  }
  await from.exclusively(key, { waitMs: lockWaitMs }, async (file) => {
    await to.write(take(await file.read()))
    await arrived?.()
    await file.erase()
  })
}
