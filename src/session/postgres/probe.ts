import { Failure } from '../../codes/failure.ts'
import type { Connection } from './connection.ts'
import { isMissingTable } from './database.ts'
import { statements } from './table.ts'

interface Rights { read_only: string, may: boolean }

/**
 * Looks whether the table is there and this role may use it; nothing is written. Raises what a statement raises,
 * store-refused as writing would.
 */
export async function probeTable(connection: Connection, path: string): Promise<'ready' | 'no-table'> {
  const [rights] = await connection.query<Rights>(statements.rights).catch((error: unknown) => {
    if (isMissingTable(error)) return []
    throw error
  })
  if (rights === undefined) return 'no-table'
  if (rights.read_only === 'on') throw new Failure('store-refused', { path, reason: '25006' })
  if (!rights.may) throw new Failure('store-refused', { path, reason: '42501' })
  return 'ready'
}
