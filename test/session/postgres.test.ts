import { readdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { describe, expect, test, vi } from 'vitest'
import { refreshSession } from '../../src/session/refresh.ts'
import { rowId } from '../../src/session/postgres/row-file.ts'
import type { Session, SessionKey } from '../../src/session/session-record.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { inPostgres } from './every-kind.ts'
import { expectFailure, key, makeSession } from './fixtures.ts'
import { answer } from './prepare-refresh.ts'
import { makeMachine } from './real-machine.ts'

const session = makeSession()
const other = { ...key, profile: 'other' }
const wait = { waitMs: 20_000 }

const waiters = `SELECT count(*) FILTER (WHERE state = 'idle' AND query = 'ROLLBACK')::int AS away, count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS blocked
  FROM pg_stat_activity WHERE datname = current_database()`

/** A database with one session, and what its administrator can do to it. */
async function prepare() {
  const { url, cluster, database } = await freshDatabase()
  const world = await inPostgres({ url })
  await world.open().write(session)
  const administer = async (text: string) => cluster.query(text, database)
  const claimed = async (claim: object | string, secondsAgo: number) => administer(
    `UPDATE oauth_walk_sessions SET claim = '${typeof claim === 'string'
      ? claim
      : JSON.stringify(claim)}', claimed_at = now() - interval '${secondsAgo} s'`,
  )
  return { ...world, url, administer, claimed }
}

async function refresh(
  { open }: Pick<Awaited<ReturnType<typeof prepare>>, 'open'>, request: () => Promise<unknown> = async () => undefined,
) {
  return refreshSession({
    store: open(), key, seen: session, machine: makeMachine(), force: false, minimumLifetimeMs: 60_000,
    isInvalidGrant: () => false, waitMs: 600,
    request: async () => {
      await request()
      return answer({
        access_token: 'fresh', obtained_at: Date.now(), expires_at: Date.now() + 3_600_000, refresh_token: 'refresh-1',
      })
    },
  })
}

describe.skipIf(whyNoPostgres !== undefined)('sessions in a database', { timeout: 60_000 }, () => {
  test('can’t be put in the place of another, changed, or opened by another key', async () => {
    const { open, administer, url } = await prepare()
    await open().write(makeSession(other))
    const id = (of: SessionKey) => `'${rowId(of)}'`
    await administer(`UPDATE oauth_walk_sessions SET sealed = (SELECT sealed FROM oauth_walk_sessions WHERE id = ${id(other)}) WHERE id = ${id(key)}`)
    await expectFailure(
      async () => open().read(key), 'store-sealed', { profile: 'default', kind: 'passphrase', reason: 'does-not-open' },
    )
    await administer(`UPDATE oauth_walk_sessions SET sealed = 'no JSON' WHERE id = ${id(key)}`)
    await expectFailure(async () => open().read(key), 'store-corrupt', { field: 'sealed' })
    await administer('UPDATE oauth_walk_sessions SET sealed = replace(sealed, \'"N":131072\', \'"N":2\')')
    await expectFailure(async () => open().read(other), 'store-sealed')
    for (const change of [
      async () => open().write(makeSession(other)), async () => open().remove(other),
    ]) await expectFailure(change, 'store-sealed', { row: rowId(other) })
    await expectFailure(async () => open().write(session), 'store-corrupt')
    expect([await open().remove(key), await open().write(session), await open().write(session)]).toEqual([
      true, false, true,
    ])
    expect(await open().read(key)).toEqual(session)
    const stranger = async () => (await inPostgres({ url, passphrase: 'another' })).open()
    for (const use of ['read', 'prepare', 'remove'] as const) await expectFailure(
      async () => (await stranger())[use](key), 'store-sealed',
    )
    await expectFailure(async () => (await stranger()).write(session), 'store-sealed')
    expect(await open().read(key)).toEqual(session)
  })

  test.each([
    ['an old one', { pid: 1, hostname: 'elsewhere' }, 21, true],
    ['one of a machine that may live', { pid: 1, hostname: 'elsewhere' }, 10, false],
    ['one of a process of this machine that is dead', { pid: 4_194_305, hostname: hostname(), started: '1' }, 1, true],
    [
      'one of this process’s number by another start', { pid: process.pid, hostname: hostname(), started: '1' }, 1,
      true,
    ],
    ['what is none, and new', 'x', 1, false],
  ])('respect a claim: %s', async (_, claim, secondsAgo, isOver) => {
    const world = await prepare()
    await world.claimed(claim, secondsAgo)
    if (isOver) expect(await refresh(world)).toMatchObject({ how: 'refreshed' })
    else await expectFailure(
      async () => refresh(world), 'store-locked', typeof claim === 'string' ? {} : { pid: 1, hostname: 'elsewhere' },
    )
    expect(await world.open().read(key)).toMatchObject({ access_token: isOver ? 'fresh' : 'access-0' })
  })

  test('are saved by a connection of its own where the one with the lock was ended while the provider answered', async () => {
    const world = await prepare()
    const end = async () => world.administer(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = \'idle in transaction\' AND datname = current_database()',
    )
    expect(await refresh(world, end)).toMatchObject({ how: 'refreshed' })
    expect(await world.open().read(key)).toMatchObject({ access_token: 'fresh', refresh_token: 'refresh-1' })
    expect([world.warnings, readdirSync(world.folder)]).toEqual([[], []])
  })

  test('are not overwritten by an answer that came when somebody else had signed in anew', async () => {
    const world = await prepare()
    const signIn = async () => {
      await world.administer(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = \'idle in transaction\' AND datname = current_database()',
      )
      await world.administer('UPDATE oauth_walk_sessions SET claim = NULL, claimed_at = NULL')
      await world.open().write(makeSession({ access_token: 'of a new login' }))
    }
    expect(await refresh(world, signIn)).toMatchObject({ session: { access_token: 'fresh' } })
    expect(await world.open().read(key)).toMatchObject({ access_token: 'of a new login' })
    expect(world.warnings.map(({ code }) => code)).toEqual(['kept-aside-late'])
    expect(readdirSync(world.folder)).toEqual([])
  })

  test('are as they were where a request failed, also when the connection was ended meanwhile', async () => {
    const world = await prepare()
    const fail = async () => {
      await world.administer(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = \'idle in transaction\' AND datname = current_database()',
      )
      throw new Error('refused')
    }
    await expect(refresh(world, fail)).rejects.toThrow('refused')
    expect([await world.open().read(key), world.warnings]).toEqual([session, []])
    expect(await world.administer('SELECT claim FROM oauth_walk_sessions')).toEqual([{ claim: null }])
  })

  test('are waited for without a wait within the database', async () => {
    const { open, administer } = await prepare()
    const waiting: Promise<Session | undefined>[] = []
    await open().exclusively(key, wait, async () => {
      waiting.push(...Array.from({ length: 3 }, async () => open().exclusively(key, wait, async file => file.read())))
      const blocked: unknown[] = []
      // Each was told that the row is locked, has ended its transaction, and asks again later.
      await vi.waitFor(async () => {
        const [seen] = await administer(waiters)
        blocked.push(seen?.['blocked'])
        expect(seen?.['away']).toBe(3)
      }, { timeout: 30_000, interval: 20 })
      expect(new Set(blocked)).toEqual(new Set([0]))
    })
    expect(await Promise.all(waiting)).toEqual([session, session, session])
  })
})
