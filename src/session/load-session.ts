import { Failure } from '../failure.ts'
import { sealedPart } from './envelope.ts'
import type { KeptAs, Sealed } from './envelope.ts'
import type { PrivatePath } from '../place/folder.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import { parseSession, requireBound } from './session-record.ts'
import type { Session, SessionKey } from './session-record.ts'

/** What a session's file holds: the session, or what an envelope must open first; neither where there is no file. */
export interface LoadedSession {
  session?: Session
  sealed?: Sealed
}

/**
 * Reads one session's file as far as that goes without a key. Raises the failures of `readStoreFile`, store-corrupt, store-differs where it is
 * kept in another way than it must be, and store-unsafe where it is bound to another key.
 */
export function loadSession(
  path: PrivatePath, key: SessionKey, { machine, warn, keptAs }: { machine: Machine, warn: Warn, keptAs: KeptAs | undefined },
): LoadedSession {
  const record = readStoreFile(path, machine, warn)
  if (record === undefined) return {}
  const sealed = sealedPart(path, record)
  const came = sealed?.kind ?? 'file'
  if (keptAs !== undefined && keptAs !== came) throw new Failure('store-differs', { path, profile: key.profile, expected: keptAs, came })
  if (sealed !== undefined) {
    requireBound(path, record as unknown as Session, key)
    return { sealed }
  }
  const session = parseSession(path, record)
  requireBound(path, session, key)
  return { session }
}
