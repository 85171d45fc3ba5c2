import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../codes/failure.ts'
import type { LockOptions } from '../lock.ts'
import type { Machine } from '../machine.ts'
import type { SessionKey } from '../session-record.ts'
import { claimantOf, isOver, makeClaim } from './claim.ts'
import type { Connection } from './connection.ts'
import { begun, type Database } from './database.ts'
import { isLost } from './failures.ts'
import { pingMs, statements, type Row } from './table.ts'

/** A session's row in the hands of whoever holds its lock, which lies in an open transaction. */
export interface LockedRow {
  /** What it holds. */
  row: () => Row
  /**
   * Puts this in, durable for everybody, as a claim of this process, and holds the lock on. Raises store-locked if
   * another was quicker.
   */
  claim: (sealed: string) => Promise<string>
  /** Puts this in and ends the lock; raises what the database says. */
  save: (sealed: string) => Promise<void>
  erase: () => Promise<void>
  /** Ends the lock, whatever was done. */
  end: () => Promise<void>
}

const pollMs = { least: 20, most: 150 }

/** What a row is found by: its hash, and whose it is. */
export interface RowPlace {
  id: string
  key: SessionKey
}

/** Runs a section with the row of a session locked. Raises what locking raises. */
export async function whileLocked<Result>(
  { database, machine }: { database: Database, machine: Machine }, place: RowPlace, options: LockOptions,
  section: (locked: LockedRow) => Promise<Result>,
): Promise<Result> {
  const locked = await lockRow(database, place, machine, options)
  try {
    return await section(locked)
  } finally {
    // Nothing is open any more where the connection is lost.
    await locked.end().catch(() => undefined)
  }
}

/**
 * Locks a session's row in a transaction of its own; makes the row where there is none. Nobody waits within the
 * database, where each would hold a connection of a pool that the holder needs too. Raises store-locked {path, pid,
 * hostname} after the wait, what connecting raises, or the signal's reason.
 */
async function lockRow(
  database: Database, place: RowPlace, machine: Machine, { waitMs, signal }: LockOptions,
): Promise<LockedRow> {
  const deadline = performance.now() + waitMs
  for (;;) {
    signal?.throwIfAborted()
    const tried = await tryLock(database, place, machine, signal).catch(passIfLost)
    if (tried !== undefined && 'row' in tried) return tried
    if (performance.now() >= deadline) throw lockedFailure(database, tried?.held)
    await sleep(pollMs.least + Math.random() * (pollMs.most - pollMs.least), undefined, signal && { signal })
      .catch(() => signal?.throwIfAborted())
  }
}

/**
 * The server may restart while one waits: nothing has been sent yet. That it can't be reached again is told by
 * connecting.
 */
function passIfLost(error: unknown): undefined {
  if (error instanceof Failure
    && error.code === 'store-unreachable'
    && error.details['connecting'] !== true
    && isLost(error)) return undefined
  if (error instanceof Failure && error.code === 'store-locked') return undefined
  throw error
}

type Tried = LockedRow | { held: string | null }

async function tryLock(
  database: Database, { id, key }: RowPlace, machine: Machine, signal?: AbortSignal,
): Promise<Tried> {
  return database.withTable(async (connection) => {
    const [seen] = await connection.query<Row>(statements.look, [id])
    if (seen === undefined) await connection.query(statements.place, [id, key.profile, key.issuer, key.client_id])
    else if (!isOver(seen, machine)) return { held: seen.claim }
    const [row] = await begun(connection, async () => connection.query<Row>(statements.lock, [id, seen?.claim ?? null]))
    if (row !== undefined) return hold(database, connection, id, row, machine)
    await connection.query('ROLLBACK')
    return { held: null }
  }, signal)
}

function lockedFailure({ place }: Database, held: string | null | undefined): Failure {
  const { pid, hostname } = claimantOf(held ?? null) ?? {}
  return new Failure('store-locked', { path: place, ...hostname === undefined ? {} : { pid, hostname } })
}

/** The row while its transaction is open. */
function hold(database: Database, connection: Connection, id: string, first: Row, machine: Machine): LockedRow {
  let [row, isLocked, mine]: [Row, boolean, string | undefined] = [first, true, undefined]
  let ping: NodeJS.Timeout | undefined
  const lockAgain = async () => {
    row = await takeBack(database, connection, id, mine)
    isLocked = true
  }
  const commit = async (statement: string, values: string[]) => {
    clearInterval(ping)
    if (!isLocked) await lockAgain()
    isLocked = false
    await connection.query(statement, [id, ...values])
    await connection.query('COMMIT')
    row = { ...row, sealed: values[0] ?? '' }
  }
  return {
    row: () => row,
    claim: async (sealed) => {
      mine = makeClaim(machine)
      await commit(statements.claim, [sealed, mine])
      await lockAgain()
      // The server frees a lock whose holder says nothing; a provider may take longer than that.
      ping = setInterval(() => void connection.query('SELECT 1').catch(() => undefined), pingMs)
      return mine
    },
    save: async sealed => commit(statements.save, [sealed]),
    erase: async () => commit(statements.erase, []),
    end: async () => {
      clearInterval(ping)
      if (isLocked) await connection.query('ROLLBACK')
      if (row.sealed === null) await connection.query(statements.clear, [id])
    },
  }
}

/** Locks a row again that is this process's by its claim, and nobody else's who may have passed in between. */
async function takeBack(
  { place }: Database, connection: Connection, id: string, mine: string | undefined,
): Promise<Row> {
  const [row] = await begun(connection, async () => connection.query<Row>(statements.lockAgain, [id]))
  if (row !== undefined && (mine === undefined || row.claim === mine)) return row
  await connection.query('ROLLBACK')
  throw new Failure('store-locked', { path: place, ...claimantOf(row?.claim ?? null) })
}
