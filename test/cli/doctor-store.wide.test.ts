import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { freshDatabase, ownPostgres, whyNoPostgres, type Cluster } from '../support/postgres.ts'
import { freePort } from '../support/ports.ts'
import { newMachine, shareLogin } from './shared-login.ts'
import { plantProfile } from './support.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

async function lookAtStore(
  environment: NodeJS.ProcessEnv, { home = freshHome(), words = [] }: { home?: string, words?: string[] } = {},
) {
  const { status, stdout, stderr } = await runInside(
    ['doctor', ...words, '--port', '0', '--json'], { home, environment },
  )
  expect(stdout + stderr).not.toContain('canary')
  const lines = (JSON.parse(stdout) as { machine: Line[] }).machine.filter(({ part }) => part === 'store')
  // The first line is about the folder of this machine.
  return { status, line: lines[1], count: lines.length, ...lines.length > 2 ? { last: lines.at(-1) } : {} }
}

const tableIn = async ({ query }: Cluster, database: string) =>
  query('SELECT to_regclass(\'oauth_walk_sessions\')::text AS it', database)

describe.skipIf(whyNoPostgres !== undefined)('doctor at a database', { timeout: 60_000 }, () => {
  test('tells that it answers, whether its table is there, and makes none', async () => {
    const { url, cluster, database } = await freshDatabase()
    const before = cluster.log().length
    const place = expect.stringContaining(`postgres://owner@127.0.0.1:${cluster.port}/${database}`) as string
    const environment = { OAUTH_WALK_STORE: url }
    expect(await lookAtStore(environment)).toEqual({
      status: 0, count: 2,
      line: { part: 'store', state: 'note', code: 'store-shared-new', message: place, ways: ['oauth-walk store init'] },
    })
    expect((await lookAtStore({}, { words: ['--store', url] })).line?.ways).toEqual([
      `oauth-walk store init --store ${url}`,
    ])
    expect(await tableIn(cluster, database)).toEqual([{ it: null }])
    expect((await runInside(['store', 'init'], { home: freshHome(), environment })).status).toBe(0)
    expect(await lookAtStore(environment)).toEqual({
      status: 0, count: 2, line: { part: 'store', state: 'good', code: 'store-shared', message: place },
    })
    expect(cluster.log().slice(before)).not.toMatch(/\b(?:INSERT|UPDATE|DELETE FROM) .*oauth_walk_sessions\b/)
  })

  test('tells what a login would end with: no right to the table, a standby, another password', async () => {
    const { url, cluster, database } = await freshDatabase()
    await runInside(['store', 'init', '--store', url], { home: freshHome() })
    await cluster.query('DO $$ BEGIN CREATE ROLE ci LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$')
    await cluster.query(
      'DO $$ BEGIN CREATE ROLE other LOGIN PASSWORD \'right\'; EXCEPTION WHEN duplicate_object THEN NULL; END $$',
    )
    await cluster.query('GRANT SELECT ON oauth_walk_sessions TO ci', database)
    const refused = { part: 'store', state: 'bad', code: 'store-refused' }
    const as = async (role: string, more = {}) =>
      lookAtStore({ OAUTH_WALK_STORE: url.replace('owner@', `${role}@`), ...more })
    expect(await as('ci')).toMatchObject({
      status: 6, line: { ...refused, message: expect.stringContaining('42501') as string },
    })
    expect(await as('other', { PGPASSWORD: 'canary-of-a-password' })).toMatchObject({
      status: 6, line: { ...refused, message: expect.stringContaining('28P01') as string },
    })
    await cluster.query(`ALTER DATABASE ${database} SET default_transaction_read_only = on`)
    expect(await as('owner')).toMatchObject({
      status: 6, line: { ...refused, message: expect.stringContaining('25006') as string },
    })
  })

  test('tells that nobody answers at the store of a profile, and why', async () => {
    const [home, port] = [freshHome(), await freePort()]
    plantProfile(home, 'team', {
      target: 'sandbox', store: `postgres://owner@127.0.0.1:${port}/walk`, 'client-id': 'x',
    })
    const { status, line } = await lookAtStore({}, { home, words: ['team'] })
    expect(status).toBe(6)
    expect(line).toMatchObject({
      state: 'bad', code: 'store-unreachable',
      message:
        expect.stringMatching(new RegExp(`127.0.0.1:${port}/walk .*ECONNREFUSED.*Nothing listens there`)) as string,
    })
  })

  test('tells of this machine what else there is, where the profile that lies there can’t be read', async () => {
    const cluster = await ownPostgres()
    const { machine: { home, environment: first }, url } = await shareLogin({ cluster })
    const { environment } = newMachine(url)
    const named = { ...environment, OAUTH_WALK_PROFILE: 'default' }
    expect(await lookAtStore(named)).toMatchObject({ count: 2, line: { state: 'good' } })
    const wrong = join(home, 'wrong.key')
    writeFileSync(wrong, 'another', { mode: 0o600 })
    const unreadable: [status: number, code: string, environment: NodeJS.ProcessEnv][] = [
      [6, 'store-sealed', { ...named, OAUTH_WALK_PASSPHRASE_FILE: wrong }],
      [2, 'file-unreadable', { ...named, OAUTH_WALK_PASSPHRASE_FILE: join(home, 'none.key') }],
      [7, 'person-needed', { ...named, OAUTH_WALK_PASSPHRASE_FILE: undefined }],
    ]
    for (const [status, code, given] of unreadable) expect(await lookAtStore(given)).toMatchObject({
      status, count: 3, line: { state: 'good', code: 'store-shared' }, last: { state: 'bad', code },
    })
    await cluster.stop()
    expect(await lookAtStore({ ...first, OAUTH_WALK_PROFILE: 'default' })).toMatchObject({
      status: 6, count: 2, line: { state: 'bad', code: 'store-unreachable' },
    })
    expect((await runInside(['doctor', 'none'], { home: freshHome() })).status).toBe(2)
  })

  test('gives a server that is full the time that a login gives it', async () => {
    const cluster = await ownPostgres()
    const { url, database } = await freshDatabase(cluster)
    await cluster.query(`ALTER DATABASE ${database} CONNECTION LIMIT 0`)
    await cluster.query('DO $$ BEGIN CREATE ROLE ci LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$')
    const looking = lookAtStore({ OAUTH_WALK_STORE: url.replace('owner@', 'ci@') })
    await expect.poll(() => cluster.log().includes('too many connections'), { timeout: 20_000 }).toBe(true)
    await cluster.query(`ALTER DATABASE ${database} CONNECTION LIMIT 10`)
    expect(await looking).toMatchObject({ status: 0, line: { code: 'store-shared-new' } })
  })
})
