import { performance } from 'node:perf_hooks'
import { isDeepStrictEqual } from 'node:util'
import { Failure } from '../../codes/failure.ts'
import type { Envelope, Sealed } from '../envelope.ts'
import { isRecord, type StoreRecord } from '../read.ts'
import { requireBound } from '../record-kind.ts'
import { sessionFileName, sessionKind, type Session, type SessionKey } from '../session-record.ts'
import type { SessionFile } from '../session-store.ts'
import { claimMs } from './claim.ts'
import { bounds } from './connection.ts'
import type { LockedRow } from './locked-row.ts'
import type { Settling } from './settle-later.ts'
import { savedIn } from './settle.ts'
import { settleLater } from './settle-later.ts'

/** How sessions lie in the rows of a database: always sealed. */
export interface Sealing {
  envelope: () => Promise<Envelope>
  place: string
}

/** The hash by which a session's row is found: the one of its file's name. */
export function rowId(key: SessionKey): string {
  return sessionFileName(key).slice(2, -5)
}

/** What is bound into the seal: no row can take another one's place. */
const sealName = (key: SessionKey) => `oauth_walk_sessions/${rowId(key)}`

/**
 * Opens what a row holds. Raises store-corrupt, store-sealed, store-unsafe, each with the database's place as their
 * path.
 */
export async function openSealed(
  sealed: string | null, key: SessionKey, { envelope, place }: Sealing,
): Promise<Session | undefined> {
  if (sealed === null) return undefined
  const name = sealName(key)
  try {
    const session = sessionKind.parse(
      place, await (await envelope()).open({ ...parse(sealed, place), kind: 'passphrase' }, name),
    )
    requireBound(sessionKind, place, session, key)
    return session
  } catch (error) {
    throw error instanceof Failure && ofRow.includes(error.code)
      ? error.with(undefined, {
          ...sessionKind.named(key), path: place, row: rowId(key), kind: 'passphrase', shared: true,
        })
      : error
  }
}

/** What is told of the row; what keeps its key from being read has a path of its own. */
const ofRow: readonly string[] = ['store-sealed', 'store-corrupt']

function parse(sealed: string, path: string): StoreRecord {
  try {
    const value: unknown = JSON.parse(sealed)
    if (isRecord(value)) return value
  } catch {
    // Told below; a parser's message would quote the text.
  }
  throw new Failure('store-corrupt', { path, field: 'sealed' })
}

/**
 * Seals a session to take the place of what its row holds, with the same salt, so that its key is derived once. This is
 * the one way to what a row is overwritten with: what this key does not open is another's, and stays. Raises what
 * `openSealed` raises.
 */
export async function seal(session: Session, before: string | null, sealing: Sealing): Promise<string> {
  await openSealed(before, session, sealing)
  return JSON.stringify(
    await (await sealing.envelope()).seal({ ...session }, sealName(session), sealedIn(before, sealing)),
  )
}

/**
 * Makes sure that a session can be sealed in place of what its row holds; asks a person where that must be. Raises
 * store-sealed.
 */
export async function prepareSeal(key: SessionKey, before: string | null, sealing: Sealing): Promise<void> {
  const isOpened = await openOrDamaged(before, key, sealing)
  await (await sealing.envelope()).prepare(isOpened ? sealedIn(before, sealing) : undefined, sealName(key))
}

function sealedIn(row: string | null, { place }: Pick<Sealing, 'place'>): Sealed | undefined {
  return row === null ? undefined : { ...parse(row, place), kind: 'passphrase' }
}

/**
 * Tells whether a row could be opened. A damaged one opens with nobody's key, and has nothing left to lose. Raises
 * store-sealed.
 */
async function openOrDamaged(row: string | null, key: SessionKey, sealing: Sealing): Promise<boolean> {
  try {
    await openSealed(row, key, sealing)
    return true
  } catch (error) {
    if (error instanceof Failure && error.code === 'store-corrupt') return false
    throw error
  }
}

/** What a section needs of its row beyond the row. */
export interface RowWork extends Settling {
  sealing: Sealing
  key: SessionKey
}

/** One session's row as its file. */
export function openRowFile(locked: LockedRow, work: RowWork): SessionFile {
  const { sealing, key } = work
  let intended: { session: Session, claim: string, saved: number | null, at: number } | undefined
  return {
    read: async () => openSealed(locked.row().sealed, key, sealing),
    intend: async (session) => {
      const sealed = await seal(session, locked.row().sealed, sealing)
      const saved = savedIn(locked.row())
      intended = { session, saved, claim: await locked.claim(sealed), at: performance.now() }
    },
    save: async (session) => {
      const sealed = await seal(session, locked.row().sealed, sealing)
      const due = intended
      intended = undefined
      try {
        await locked.save(sealed)
      } catch (error) {
        if (due === undefined) throw error
        // As long as the other machines leave it alone: after that, one of them may use the old token.
        const { claim, saved, at } = due
        const waitMs = Math.max(bounds.connect, claimMs - (performance.now() - at))
        await settleLater(
          work, { id: rowId(key), key, claim, saved, sealed }, { isAnswer: !isSame(session, due.session), waitMs },
        )
      }
    },
    erase: async () => {
      const existed = locked.row().sealed !== null
      await openOrDamaged(locked.row().sealed, key, sealing)
      await locked.erase()
      return existed
    },
  }
}

function isSame(session: Session, before: Session): boolean {
  return isDeepStrictEqual({ ...session, intent: undefined }, { ...before, intent: undefined })
}
