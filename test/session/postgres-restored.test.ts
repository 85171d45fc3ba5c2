import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { refreshSession } from '../../src/session/refresh.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { inPostgres } from './every-kind.ts'
import { key, makeSession } from './fixtures.ts'
import { answer } from './prepare-refresh.ts'
import { makeMachine } from './real-machine.ts'

/** A database that went through two sign-ins, with a copy of its table from each of these times. */
async function prepare() {
  const { url, cluster, database } = await freshDatabase()
  const administer = async (text: string) => cluster.query(text, database)
  const world = await inPostgres({ url })
  const copy = async (name: string) => administer(`CREATE TABLE ${name} AS SELECT * FROM oauth_walk_sessions`)
  await world.open().write(makeSession({ access_token: 'of last week' }))
  await copy('last_week')
  await world.open().write(makeSession())
  await copy('before_request')
  const putBack = async (name: string) =>
    administer(`DELETE FROM oauth_walk_sessions; INSERT INTO oauth_walk_sessions SELECT * FROM ${name}`)
  return { ...world, administer, putBack }
}

/** A refresh whose connection is lost, and whose database changes, before the answer comes. */
async function refresh({ open, administer }: Awaited<ReturnType<typeof prepare>>, meanwhile: () => Promise<unknown>) {
  return refreshSession({
    store: open(), key, seen: makeSession(), machine: makeMachine(), force: true, minimumLifetimeMs: 60_000,
    isInvalidGrant: () => false,
    request: async () => {
      await administer(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = \'idle in transaction\' AND datname = current_database()',
      )
      await meanwhile()
      return answer({
        access_token: 'fresh', obtained_at: Date.now(), expires_at: Date.now() + 3_600_000, refresh_token: 'refresh-1',
      })
    },
  })
}

const claim = (secondsAgo: number) =>
  `UPDATE oauth_walk_sessions SET claimed_at = clock_timestamp() - interval '${secondsAgo} s', claim = '${JSON.stringify(
    { pid: 1, hostname: 'elsewhere' },
  )}'`

describe.skipIf(whyNoPostgres !== undefined)('an answer whose database comes back older', { timeout: 60_000 }, () => {
  test.each(['before_request', 'last_week'])('is written over what was there %s', async (copy) => {
    const world = await prepare()
    expect(await refresh(world, async () => world.putBack(copy))).toMatchObject({ how: 'refreshed' })
    expect(await world.open().read(key)).toMatchObject({ access_token: 'fresh', refresh_token: 'refresh-1' })
    expect([world.warnings, readdirSync(world.folder)]).toEqual([[], []])
  })

  test('waits for another machine that has begun a refresh with the older token', async () => {
    const world = await prepare()
    const began = Date.now()
    await refresh(world, async () => {
      await world.putBack('before_request')
      await world.administer(claim(18))
    })
    expect(Date.now() - began).toBeGreaterThan(1000)
    expect(await world.open().read(key)).toMatchObject({ access_token: 'fresh' })
  })

  test.each([
    [
      'late', 'has saved something',
      async ({ open }) => open().write(makeSession({ access_token: 'of another machine' })), 'of another machine',
    ],
    ['gone', 'has signed out', async ({ administer }) => administer('DELETE FROM oauth_walk_sessions'), undefined],
  ] satisfies [string, string, (world: Awaited<ReturnType<typeof prepare>>) => Promise<unknown>, string | undefined][],
  )('is dropped as %s where somebody else %s since', async (how, _, change, token) => {
    const world = await prepare()
    await refresh(world, async () => {
      await world.putBack('before_request')
      await change(world)
    })
    expect((await world.open().read(key))?.access_token).toBe(token)
    expect([world.warnings.map(({ code }) => code), readdirSync(world.folder)]).toEqual([[`kept-aside-${how}`], []])
  })
})
