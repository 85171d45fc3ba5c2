import { Failure } from '../../codes/failure.ts'
import { connect, type Access, type Connection } from './connection.ts'
import { begin, createTable } from './table.ts'

/** A database that is connected to when it is needed, and again when the connection is lost. */
export interface Database {
  /** The place, as it is told. */
  place: string
  connection: (signal?: AbortSignal) => Promise<Connection>
  /** Runs what needs the table, and makes it first where there is none. */
  withTable: <Result>(run: (connection: Connection) => Promise<Result>, signal?: AbortSignal) => Promise<Result>
  close: () => Promise<void>
}

/** What the server says of a table that is not there. */
const noTable = '42P01'

/** Opens nothing yet. */
export function openDatabase(access: Access): Database {
  let opened: Promise<Connection> | undefined
  const connection = async (signal?: AbortSignal): Promise<Connection> => {
    const known = await opened?.catch(() => undefined)
    if (known?.isOpen()) return known
    opened = connect(access, signal)
    return opened
  }
  return {
    place: access.address.text, connection,
    withTable: async (run, signal) => {
      const open = await connection(signal)
      try {
        return await run(open)
      } catch (error) {
        if (!isMissingTable(error)) throw error
        await makeTable(open)
        return await run(open)
      }
    },
    close: async () => {
      const known = await opened?.catch(() => undefined)
      await known?.close()
    },
  }
}

/** Tells whether there is no table yet, and so nothing in it. */
export function isMissingTable(error: unknown): boolean {
  return error instanceof Failure && error.code === 'store-refused' && error.details['reason'] === noTable
}

/** Makes the table where there is none. Two that are the first at once may see each other's: it is there then. */
export async function makeTable(connection: Connection): Promise<void> {
  try {
    await connection.query(createTable)
  } catch (error) {
    const { reason } = error instanceof Failure ? error.details : {}
    if (reason !== '23505' && reason !== '42P07' && reason !== '42710') throw error
  }
}

/** Begins a transaction and does this in it; what fails ends it, and whoever succeeds ends it. */
export async function begun<Result>(connection: Connection, run: () => Promise<Result>): Promise<Result> {
  await connection.query(begin)
  try {
    return await run()
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
