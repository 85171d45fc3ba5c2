import type { Machine, Warn } from '../machine.ts'
import type { Database } from './database.ts'
import type { KeptAside } from './kept-aside.ts'
import { settleWithin, type Unsettled } from './settle.ts'

/** What it takes to write what the database did not take at first. */
export interface Settling {
  database: Database
  aside: KeptAside
  machine: Machine
  warn: Warn
  signal: AbortSignal | undefined
}

/**
 * The answer has come, and its token may be the only one that the provider still takes: it must not be lost with the
 * connection. It is kept on this machine while the database is tried for some milliseconds, and stays here if that does
 * not help. Raises why it could be kept nowhere.
 */
export async function settleLater(
  settling: Settling, unsettled: Unsettled, { isAnswer, waitMs }: { isAnswer: boolean, waitMs: number },
): Promise<void> {
  const { aside, warn } = settling
  const kept = isAnswer ? await aside.keep(unsettled).catch((error: unknown) => ({ error })) : ''
  const settled = await settleWithin(settling, unsettled, waitMs)
  if (typeof kept !== 'string') {
    if (settled === undefined) throw kept.error
  } else if (kept !== '') {
    if (settled !== undefined) aside.drop(unsettled)
    if (settled !== 'written')
      warn({ code: settled === undefined ? 'kept-aside' : `kept-aside-${settled}`, path: kept })
  }
}
