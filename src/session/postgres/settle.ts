import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { begun, type Database } from './database.ts'
import type { RowPlace } from './locked-row.ts'
import { statements, type Row } from './table.ts'

/** What is to be written in place of what this process has claimed, or has seen there before it asked. */
export interface Unsettled extends RowPlace {
  /** The fingerprint of what the row held. */
  before: string
  sealed: string
}

/** By what a row is known to be as it was: a hash of its claim and of what is sealed in it; an empty one is as good as none. */
export function fingerprint(row: Pick<Row, 'claim' | 'sealed'> | undefined): string {
  return createHash('sha256').update(JSON.stringify([row?.claim ?? null, row?.sealed ?? null])).digest('base64url')
}

/** What became of it: it is in the database, or somebody else has written there since. */
export type Settled = 'written' | 'late'

/**
 * Writes an answer whose own transaction is lost, if its row is still as it was; that it has been written already, and only the word of it was lost,
 * is as good. Raises what the database says.
 */
export async function settle(database: Database, { id, key, before, sealed }: Unsettled, bound?: AbortSignal): Promise<Settled> {
  return database.withTable(async connection => begun(connection, async () => {
    await connection.query(statements.place, [id, key.profile, key.issuer, key.client_id])
    const [row] = await connection.query<Row>(statements.lockAgain, [id])
    if (fingerprint(row) !== before) {
      await connection.query('ROLLBACK')
      return row?.sealed === sealed ? 'written' : 'late'
    }
    await connection.query(statements.save, [id, sealed])
    await connection.query('COMMIT')
    return 'written'
  }), bound)
}

/** Tries so again for some milliseconds, or until a signal; undefined where it could not be done. */
export async function settleWithin(database: Database, unsettled: Unsettled, waitMs: number, signal?: AbortSignal): Promise<Settled | undefined> {
  const bound = AbortSignal.timeout(Math.ceil(waitMs))
  for (const started = performance.now(); ;) {
    try {
      return await settle(database, unsettled, bound)
    } catch {
      if (signal?.aborted || performance.now() - started > waitMs) return undefined
      await sleep(200)
    }
  }
}
