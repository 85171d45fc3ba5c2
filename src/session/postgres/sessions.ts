import { Failure } from '../../codes/failure.ts'
import type { StoreAddress } from '../../addresses/store-address.ts'
import type { Envelopes } from '../envelope.ts'
import type { Machine, Warn } from '../machine.ts'
import { lockWaitMs } from '../record-files.ts'
import type { SessionKey } from '../session-record.ts'
import { inOrder, type SessionStore, type SharedProfile } from '../session-store.ts'
import type { Access } from './connection.ts'
import { begun, isMissingTable, makeTable, openDatabase, type Database } from './database.ts'
import { openKeptAside } from './kept-aside.ts'
import { whileLocked } from './locked-row.ts'
import { probeTable } from './probe.ts'
import { listRows } from './listed-rows.ts'
import { openRowFile, openSealed, prepareSeal, rowId, type RowWork, type Sealing } from './row-file.ts'
import { statements, type Row } from './table.ts'
import { writeRow } from './write.ts'

/** What it takes to keep sessions in a database. */
export interface PostgresOptions {
  access: Access
  /** The folder of this machine in which an answer waits that the database could not take. */
  folder: string
  machine: Machine
  warn: Warn
  envelopes: Envelopes
}

/** Sessions in a database, and what only such a store can do. */
export interface PostgresSessions extends SessionStore {
  address: StoreAddress
  /** Makes the table now. */
  init: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Opens the sessions of a database; nothing is connected to until a method is called. One refresh of a session at a
 * time among all machines. Methods raise store-unreachable, store-refused, and what opening an envelope raises.
 */
export function createPostgresSessions(
  { access, folder, machine, warn, envelopes }: PostgresOptions,
): PostgresSessions {
  const { text: place } = access.address
  const raw = openDatabase(access)
  const aside = openKeptAside(folder, place, machine, warn)
  const database = deliveringFirst(raw, async () => aside.deliver(raw))
  const sealing: Sealing = { place, envelope: async () => envelopes('passphrase') }
  const look = async (key: SessionKey) => (await reading<Row>(database, statements.look, [rowId(key)]))[0]
  const read: SessionStore['read'] = async key => openSealed((await look(key))?.sealed ?? null, key, sealing)
  const seen = new Map<string, Row | undefined>()
  const workOn = (key: SessionKey, signal: AbortSignal | undefined): RowWork =>
    ({ database, aside, machine, warn, sealing, key, signal })
  const exclusively: SessionStore['exclusively'] = async (key, options, section) => {
    const work = workOn(key, options.signal)
    return whileLocked(work, { id: rowId(key), key }, options, async locked => section(openRowFile(locked, work)))
  }
  return {
    place, isShared: true, address: access.address, read, exclusively,
    // What waits on this machine stays where it is: nothing is written.
    probe: async signal => probeTable(await raw.connection(signal), place),
    prepare: async (key) => {
      const row = await look(key)
      seen.set(rowId(key), row)
      await prepareSeal(key, row?.sealed ?? null, sealing)
      await proveWritable(database, key, machine.randomId())
    },
    write: async (session, { isAnswer = false, waitMs = lockWaitMs, signal } = {}) => {
      const id = rowId(session)
      const { profile, issuer, client_id } = session
      return writeRow(session, workOn({ profile, issuer, client_id }, signal), {
        waitMs, signal, seen: seen.get(id), isAnswer: isAnswer && seen.has(id),
      })
    },
    remove: async (key, options) =>
      await look(key) !== undefined && exclusively(key, { waitMs: lockWaitMs, ...options }, async file => file.erase()),
    // What else has this profile's name may be another machine's, which must not lose it by our doing.
    keysOf: async () => [],
    list: async () =>
      inOrder(listRows(await reading(database, statements.list), warning => warn({ code: warning, path: place }))),
    profileOf: async (name, { issuer, client_id } = {}) => {
      const rows = await reading<OwnedRow>(database, statements.ofProfile, [name])
      return findProfile(
        rows.filter(row => (issuer ?? row.issuer) === row.issuer && (client_id ?? row.client_id) === row.client_id),
        name, read,
      )
    },
    init: async () => makeTable(await database.connection()),
    close: raw.close,
  }
}

type OwnedRow = Omit<SessionKey, 'profile'>

/** What waits on this machine is written as soon as its database is there, before anything is read of it. */
function deliveringFirst(database: Database, deliver: () => Promise<void>): Database {
  let delivered: Promise<void> | undefined
  return {
    ...database,
    connection: async (signal) => {
      const connection = await database.connection(signal)
      await (delivered ??= deliver())
      return connection
    },
    withTable: async (run, signal) => {
      await database.connection(signal)
      await (delivered ??= deliver())
      return database.withTable(run, signal)
    },
  }
}

/** Reads rows, once more where the connection had been lost while nobody looked; without a table there are none. */
async function reading<Found extends object>(
  database: Database, statement: string, values?: readonly unknown[],
): Promise<Found[]> {
  const ask = async () => (await database.connection()).query<Found>(statement, values)
  try {
    return await ask().catch(async (error: unknown) => {
      if (error instanceof Failure && error.code === 'store-unreachable' && error.details['connecting'] !== true)
        return await ask()
      throw error
    })
  } catch (error) {
    if (isMissingTable(error)) return []
    throw error
  }
}

/** In a row of its own: many that prove it at once would wait for each other in one. */
async function proveWritable(database: Database, key: SessionKey, id: string): Promise<void> {
  await database.withTable(async connection => begun(connection, async () => {
    await connection.query(statements.place, [id, key.profile, key.issuer, key.client_id])
    await connection.query('ROLLBACK')
  }))
}

async function findProfile(
  rows: readonly OwnedRow[], profile: string, read: SessionStore['read'],
): Promise<SharedProfile | undefined> {
  const [first, ...others] = rows
  if (first === undefined) return undefined
  if (others.length > 0)
    throw new Failure('profile-ambiguous', {
      profile, sessions: rows.map(({ issuer, client_id }) => `${issuer} ${client_id}`),
      issuers: rows.map(({ issuer }) => issuer), clients: rows.map(({ client_id }) => client_id),
    })
  const key = { profile, issuer: first.issuer, client_id: first.client_id }
  const session = await read(key)
  return session && { key, settings: session.profile_settings ?? { issuer: key.issuer, 'client-id': key.client_id } }
}
