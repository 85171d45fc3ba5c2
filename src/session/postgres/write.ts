import { Failure } from '../../codes/failure.ts'
import type { LockOptions } from '../lock.ts'
import type { Session } from '../session-record.ts'
import { bounds } from './connection.ts'
import { whileLocked } from './locked-row.ts'
import { rowId, seal, type RowWork } from './row-file.ts'
import { settleLater } from './settle-later.ts'
import { savedIn } from './settle.ts'
import type { Row } from './table.ts'

/** What the row held when it was made sure that it can be written, and how the session is to be written now. */
export interface Writing extends LockOptions {
  seen: Row | undefined
  /** It is an answer that is nowhere else. */
  isAnswer: boolean
}

/**
 * Writes a session in place of the one that the row holds, and tells whether there was one. An answer that the database
 * can't take now is kept on this machine, and written later if the row is still as it was seen. Raises what locking and
 * sealing raise, and for what is no answer what the database says.
 */
export async function writeRow(
  session: Session, work: RowWork, { seen, isAnswer, ...options }: Writing,
): Promise<boolean> {
  const place = { id: rowId(work.key), key: work.key }
  let [before, sealed]: [Writing['seen'], string | undefined] = [seen, undefined]
  try {
    await whileLocked(work, place, options, async (locked) => {
      before = locked.row()
      sealed = await seal(session, before.sealed, work.sealing)
      await locked.save(sealed)
    })
  } catch (error) {
    if (!isAnswer
      || !(error instanceof Failure)
      || !['store-unreachable', 'store-refused', 'store-too-large'].includes(error.code)) throw error
    sealed ??= await seal(session, before?.sealed ?? null, work.sealing)
    await settleLater(work, { ...place, saved: savedIn(before), sealed }, { isAnswer: true, waitMs: bounds.connect })
  }
  return typeof before?.sealed === 'string'
}
