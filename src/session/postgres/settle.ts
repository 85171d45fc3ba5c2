import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../codes/failure.ts'
import type { Machine } from '../machine.ts'
import { isOver } from './claim.ts'
import { begun, type Database } from './database.ts'
import type { RowPlace } from './locked-row.ts'
import { statements, type Row } from './table.ts'

/** What is to be written in place of what this process has claimed, or has seen there before it asked. */
export interface Unsettled extends RowPlace {
  /** The claim of this process; undefined where it made none. */
  claim?: string | undefined
  /** When that was saved which the row held before, by the database's clock; null where it held nothing. */
  saved: number | null
  sealed: string
}

/** When that was saved which a row holds; null where it holds nothing. */
export function savedIn(row: Pick<Row, 'sealed' | 'saved'> | undefined): number | null {
  return typeof row?.sealed === 'string' ? row.saved : null
}

/** What became of it: it is in the database, somebody else has saved something there since, or the row is empty now. */
export type Settled = 'written' | 'late' | 'gone'

/**
 * Writes an answer whose own transaction is lost, unless somebody else has saved something since. A database that was
 * restored may hold what was there before the request, or something older: the answer is newer than that. Raises what
 * the database says, and store-locked while somebody else's answer may still come.
 */
export async function settle(
  database: Database, machine: Machine, unsettled: Unsettled, bound?: AbortSignal,
): Promise<Settled> {
  const { id, key, sealed } = unsettled
  return database.withTable(async connection => begun(connection, async () => {
    await connection.query(statements.place, [id, key.profile, key.issuer, key.client_id])
    const [row] = await connection.query<Row>(statements.lockAgain, [id])
    const found = row === undefined ? 'gone' : judge(row, unsettled)
    if (found !== 'older') {
      await connection.query('ROLLBACK')
      return found
    }
    if (row?.claim !== unsettled.claim && row !== undefined && !isOver(row, machine))
      throw new Failure('store-locked', { path: database.place })
    await connection.query(statements.save, [id, sealed])
    await connection.query('COMMIT')
    return 'written'
  }), bound)
}

/** That an answer has been written already, and only the word of it was lost, is as good. */
function judge(row: Row, { claim, saved, sealed }: Unsettled): Settled | 'older' {
  if (row.sealed === sealed) return 'written'
  if (row.claim !== null && row.claim === claim) return 'older'
  if (row.sealed === null) return saved === null ? 'older' : 'gone'
  return saved === null || row.saved === null || row.saved > saved ? 'late' : 'older'
}

/** Tries so again for some milliseconds, or until a signal; undefined where it could not be done. */
export async function settleWithin(
  { database, machine, signal }: { database: Database, machine: Machine, signal: AbortSignal | undefined },
  unsettled: Unsettled, waitMs: number,
): Promise<Settled | undefined> {
  const bound = AbortSignal.timeout(Math.ceil(waitMs))
  for (const started = performance.now(); ;) {
    try {
      return await settle(database, machine, unsettled, bound)
    } catch {
      if (signal?.aborted || performance.now() - started > waitMs) return undefined
      await sleep(200)
    }
  }
}
