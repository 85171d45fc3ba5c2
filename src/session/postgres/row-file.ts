import { performance } from 'node:perf_hooks'
import { isDeepStrictEqual } from 'node:util'
import { Failure } from '../../codes/failure.ts'
import type { Envelope } from '../envelope.ts'
import { isRecord, type StoreRecord } from '../read.ts'
import { requireBound } from '../record-kind.ts'
import { sessionFileName, sessionKind, type Session, type SessionKey } from '../session-record.ts'
import type { SessionFile } from '../session-store.ts'
import { claimMs } from './claim.ts'
import { bounds } from './connection.ts'
import type { LockedRow } from './locked-row.ts'
import type { Settling } from './settle-later.ts'
import { fingerprint } from './settle.ts'
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

/** Opens what a row holds. Raises store-corrupt, store-sealed, store-unsafe, each with the database's place as their path. */
export async function openSealed(sealed: string | null, key: SessionKey, { envelope, place }: Sealing): Promise<Session | undefined> {
  if (sealed === null) return undefined
  const name = sealName(key)
  const record = await (await envelope()).open({ ...parse(sealed, place), kind: 'passphrase' }, name).catch((error: unknown) => {
    throw error instanceof Failure ? error.with(undefined, { ...sessionKind.named(key), path: place, kind: 'passphrase' }) : error
  })
  const session = sessionKind.parse(place, record)
  requireBound(sessionKind, place, session, key)
  return session
}

function parse(sealed: string, path: string): StoreRecord {
  try {
    const value: unknown = JSON.parse(sealed)
    if (isRecord(value)) return value
  } catch {
    // Told below; a parser's message would quote the text.
  }
  throw new Failure('store-corrupt', { path, field: 'sealed' })
}

/** Seals a session for its row, with the salt of what the row holds, so that its key is derived once. */
export async function seal(session: Session, before: string | null, { envelope, place }: Sealing): Promise<string> {
  const previous = before === null ? undefined : { ...quietly(() => parse(before, place)), kind: 'passphrase' as const }
  return JSON.stringify(await (await envelope()).seal({ ...session }, sealName(session), previous))
}

function quietly(read: () => StoreRecord): StoreRecord {
  try {
    return read()
  } catch {
    return {}
  }
}

/** Makes sure that a session can be sealed; asks a person where that must be. */
export async function prepareSeal(key: SessionKey, before: string | null | undefined, { envelope, place }: Sealing): Promise<void> {
  await (await envelope()).prepare(typeof before !== 'string' ? undefined : { ...quietly(() => parse(before, place)), kind: 'passphrase' }, sealName(key))
}

/** What a section needs of its row beyond the row. */
export interface RowWork extends Settling {
  sealing: Sealing
  key: SessionKey
}

/** One session's row as its file. */
export function openRowFile(locked: LockedRow, work: RowWork): SessionFile {
  const { sealing, key } = work
  let intended: { session: Session, before: string, at: number } | undefined
  return {
    read: async () => openSealed(locked.row().sealed, key, sealing),
    intend: async (session) => {
      const sealed = await seal(session, locked.row().sealed, sealing)
      const claim = await locked.claim(sealed)
      intended = { session, before: fingerprint({ claim, sealed }), at: performance.now() }
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
        const waitMs = Math.max(bounds.connect, claimMs - (performance.now() - due.at))
        await settleLater(work, { id: rowId(key), key, before: due.before, sealed }, { isAnswer: !isSame(session, due.session), waitMs })
      }
    },
    erase: async () => {
      const existed = locked.row().sealed !== null
      await locked.erase()
      return existed
    },
  }
}

function isSame(session: Session, before: Session): boolean {
  return isDeepStrictEqual({ ...session, intent: undefined }, { ...before, intent: undefined })
}
