import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { begun, type Database } from './database.ts'
import { statements, type Row } from './table.ts'

/** What is to be written in place of what this process has claimed. */
export interface Unsettled {
  id: string
  claim: string
  sealed: string
}

/** What became of it: it is in the database, or somebody else has written there since. */
export type Settled = 'written' | 'late'

/**
 * Writes an answer whose own transaction is lost, if its claim still stands; that it has been written already, and only the word of it was lost, is
 * as good. Raises what the database says.
 */
export async function settle(database: Database, { id, claim, sealed }: Unsettled, bound?: AbortSignal): Promise<Settled> {
  return database.withTable(async connection => begun(connection, async () => {
    const [row] = await connection.query<Row>(statements.lockAgain, [id])
    if (row?.claim !== claim) {
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
