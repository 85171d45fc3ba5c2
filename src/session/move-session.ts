import { Failure } from '../codes/failure.ts'
import { lockWaitMs } from './record-files.ts'
import { haveSameTokens, type Session, type SessionKey } from './session-record.ts'
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
 * Moves one session, under its lock, so that no refresh is lost on the way: it is in the other store before it is gone
 * from the first. Raises no-session, store-taken {path, profile, there_at, moved_at} where machines share another
 * session already, and what reading and writing raise.
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
    const session = take(await file.read())
    await to.exclusively(key, { waitMs: lockWaitMs }, async (there) => {
      if (to.isShared) requireOwn(await there.read(), session, to)
      await there.save(session)
    })
    await arrived?.()
    await file.erase()
  })
}

/**
 * Another session there is the other machines', and may be newer; the same one has come before, and was not yet gone
 * from here.
 */
function requireOwn(there: Session | undefined, session: Session, { place }: Pick<SessionStore, 'place'>): void {
  if (there === undefined || haveSameTokens(there, session)) return
  const [there_at, moved_at] = [there, session].map(({ obtained_at }) => new Date(obtained_at).toISOString())
  throw new Failure('store-taken', { path: place, profile: session.profile, there_at, moved_at })
}
