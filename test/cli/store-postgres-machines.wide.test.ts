import { EventEmitter, once } from 'node:events'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { start } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { wide } from '../support/wide.ts'
import { newMachine, shareLogin, storeKey } from './shared-login.ts'
import { runJson, runTo, runToError } from './inside.ts'
import * as atDoor from './support.ts'
import { containing, filesLeaking, leaksIn, plantSession } from './support.ts'

/** Processes that come at once. */
const many = wide ? 12 : 5

const secrets = [
  'canary-refresh-0/+=', 'canary-refresh-1/+=', 'canary-refresh-2/+=', 'canary-access-1/+=', 'canary-access-2/+=',
  'canary-subject-zhang', 'canary-id-token/+=',
  'planted-client-secret/+=', 'planted-access-token/+=', storeKey, storeKey.slice(-43),
]

describe.skipIf(whyNoPostgres !== undefined)('one login in a database', { timeout: 120_000 }, () => {
  test('serves a machine that never logged in, which keeps nothing of it', async () => {
    const { url, provider, machine } = await shareLogin()
    const ci = newMachine(url)
    const ended = await runTo(0, ['token', '--profile', 'default'], ci)
    expect([ended.stdout, ended.stderr]).toEqual(['canary-access-1/+=\n', ''])
    expect((await runTo(0, ['token'], machine)).stdout).toBe('canary-access-1/+=\n')
    expect(await runJson(0, ['token', 'refresh', '--profile', 'default'], ci)).toMatchObject({
      ok: true, how: 'refreshed',
    })
    expect(provider.seen).toMatchObject({ requests: 2, isRevoked: false })
    expect(readdirSync(ci.home)).toEqual(['team.key'])
    expect(await runToError(7, ['token', '--profile', 'unheard-of'], ci)).toMatchObject({ code: 'no-session' })
  })

  test('is begun by a login that names the database once, and lies in no file of its machine', async () => {
    const { url, cluster, database } = await freshDatabase()
    const { home, environment: { OAUTH_WALK_PASSPHRASE_FILE } } = newMachine(url)
    const machine = { home, environment: { OAUTH_WALK_PASSPHRASE_FILE } }
    await runTo(0, ['login', 'sandbox', '--auto', '--quiet', '--profile', 'team', '--store', url], machine)
    expect(readdirSync(home).filter(name => /^[tw]-/.test(name))).toEqual([])
    const { stdout: token } = await runTo(0, ['token'], machine)
    expect(await runJson(0, ['token', 'refresh'], machine)).toMatchObject({ how: 'refreshed', subject: '123456' })
    expect((await runTo(0, ['userinfo'], machine)).stdout).toContain('张三')
    expect(cluster.dump(database)).toContain('\tteam\thttp://127.0.0.1:')
    expect(leaksIn(cluster.dump(database), [token.trim(), '123456'])).toEqual([])
    // The profile goes, and the session stays for the others.
    const removed = await runTo(0, ['profile', 'remove', 'team'], machine)
    expect(removed.stderr).toMatch(/Profile "team" is removed\.\n[^]*left for the other machines/)
    expect((await runTo(0, ['token', '--profile', 'team', '--store', url], machine)).stdout).toMatch(/\S+\n/)
    expect(await runJson(0, ['logout', '--profile', 'team', '--store', url], machine)).toMatchObject({ deleted: true })
  })

  test('sends one refresh for many machines at once', async () => {
    const { url, provider } = await shareLogin()
    const machines = Array.from({ length: many }, () => newMachine(url))
    const ended = await Promise.all(machines.map(async ci => start(['token', '--profile', 'default'], ci).ended))
    expect(ended.map(({ status, stdout }) => [status, stdout])).toEqual(Array(many).fill([0, 'canary-access-1/+=\n']))
    expect(provider.seen).toMatchObject({ requests: 1, isRevoked: false })
  })

  test('waits for room in a database that lets few in', async () => {
    const { url, provider, cluster, database } = await shareLogin()
    await cluster.query('DO $$ BEGIN CREATE ROLE ci LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$')
    await cluster.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON oauth_walk_sessions TO ci; ALTER DATABASE ${database} CONNECTION LIMIT 2`,
      database,
    )
    const machines = Array.from({ length: many }, () => newMachine(url.replace('owner@', 'ci@')))
    const ended = await Promise.all(machines.map(async ci => start(['token', '--profile', 'default'], ci).ended))
    expect(ended.map(({ status, stdout }) => [status, stdout])).toEqual(Array(many).fill([0, 'canary-access-1/+=\n']))
    expect(provider.seen).toMatchObject({ requests: 1, isRevoked: false })
  })

  test('is begun by one of many machines that were all given the same refresh token', async () => {
    const { url, provider } = await shareLogin()
    const seeded = Array.from({ length: 8 }, () => newMachine(url)).map(({ home, environment }) => ({
      home, environment: {
        ...environment, OAUTH_WALK_TOKEN_ENDPOINT: `${provider.url}/token`,
        OAUTH_WALK_AUTHORIZATION_ENDPOINT: `${provider.url}/authorize`,
        OAUTH_WALK_CLIENT_ID: 'machine', OAUTH_WALK_REFRESH_TOKEN: provider.seen.current,
      },
    }))
    const ended = await Promise.all(seeded.map(async ci => runInside(['token'], ci)))
    expect(ended.map(({ status, stdout }) => [status, stdout])).toEqual(Array(8).fill([0, 'canary-access-1/+=\n']))
    expect(provider.seen).toMatchObject({ requests: 1, isRevoked: false })
  })

  test('shows a database administrator whose it is, and no token, secret or subject in table or log', async () => {
    const { url, database, cluster, machine, provider } = await shareLogin()
    const ci = newMachine(url)
    const said = [
      await runInside(['token', '--profile', 'default', '-vvv'], ci),
      await runInside(['token', 'refresh', '--profile', 'default', '-vvv'], ci),
    ]
    const dumped = cluster.dump(database)
    expect(dumped).toContain(`\tdefault\t${provider.url}\twalker\t{"kind":"passphrase","kdf":"hkdf"`)
    expect(cluster.log()).toContain('UPDATE oauth_walk_sessions SET sealed')
    expect(leaksIn(dumped, secrets)).toEqual([])
    expect(leaksIn(cluster.log(), secrets)).toEqual([])
    expect(leaksIn(said.map(({ stderr }) => stderr).join('\n'), secrets)).toEqual([])
    expect(filesLeaking(machine.home, secrets.filter(secret => !storeKey.includes(secret)))).toEqual([])
  })

  test('is listed without its key, ended for all by a logout, and moved back', async () => {
    const { url, machine, provider } = await shareLogin()
    const { home } = newMachine(url)
    const listed = await runJson(0, ['store', 'list', '--store', url], { home })
    expect(listed).toMatchObject({
      sessions: [
        {
          profile: 'default', issuer: provider.url, client_id: 'walker', store: 'postgres',
          saved_at: expect.any(String) as unknown,
        },
      ],
    })
    expect(JSON.stringify(listed)).not.toContain('canary')
    const { OAUTH_WALK_STORE: _store, ...environment } = machine.environment
    expect(await runJson(0, ['store', 'move', '--to', 'file'], { ...machine, environment })).toMatchObject({
      to: 'file', moved: ['default'],
    })
    expect(await runJson(0, ['store', 'list', '--store', url], { home })).toMatchObject({ sessions: [] })
    expect((await runTo(0, ['token'], { ...machine, environment })).stdout).toBe('canary-access-1/+=\n')
    await runTo(0, ['store', 'move', '--to', url, '--all'], { ...machine, environment })
    expect(await runJson(0, ['logout', '--profile', 'default'], newMachine(url))).toMatchObject({
      ok: true, deleted: true,
    })
    expect(await runJson(0, ['store', 'list', '--store', url], { home })).toMatchObject({ sessions: [] })
  })

  test('is asked for by its issuer where two have the name', async () => {
    const { url, machine } = await shareLogin()
    const other = newMachine(url)
    plantSession(other.home, 'https://other.example')
    const { OAUTH_WALK_STORE: _store, ...environment } = other.environment
    await runTo(0, ['store', 'move', '--to', url], { ...other, environment })
    const ci = newMachine(url)
    expect(await runToError(2, ['token', '--profile', 'default'], ci)).toMatchObject({
      code: 'profile-ambiguous', hint: containing('export OAUTH_WALK_ISSUER=https://other.example'),
    })
    expect((await runTo(0, ['token', '--profile', 'default', '--issuer', 'https://other.example'], ci)).stdout)
      .toBe('planted-access-token/+=\n')
    expect((await runTo(0, ['token'], machine)).stdout).toBe('canary-access-1/+=\n')
  })

  test('opens with no other key, and with none ends as a person’s matter', async () => {
    const { url, provider } = await shareLogin()
    const { home } = newMachine(url)
    const environment = { OAUTH_WALK_STORE: url, OAUTH_WALK_PASSPHRASE_FD: '3' }
    expect(await atDoor.runToError(
      6, ['token', '--profile', 'default'], { home, environment, descriptor: `oauthwalk_key_${'A'.repeat(43)}` },
    )).toMatchObject({ code: 'store-sealed' })
    expect(
      await atDoor.runToError(6, ['token', '--profile', 'default'], { home, environment, descriptor: 'hunter2' }),
    ).toMatchObject(
      { code: 'store-sealed' },
    )
    expect(
      await runToError(7, ['token', '--profile', 'default'], { home, environment: { OAUTH_WALK_STORE: url } }),
    ).toMatchObject(
      { code: 'person-needed', hint: containing('--passphrase-file') },
    )
    expect(provider.seen.requests).toBe(0)
  })

  test('is taken over when the machine that refreshes it is killed, and told that it was cut off', async () => {
    const reached = new EventEmitter()
    const { url, provider } = await shareLogin({
      rotated: async (count) => {
        if (count > 1) return
        reached.emit('rotated')
        await new Promise(() => undefined)
      },
    })
    const rotated = once(reached, 'rotated')
    const dying = start(['token', '--profile', 'default'], newMachine(url))
    await rotated
    dying.child.kill('SIGKILL')
    await dying.ended
    const error = await runToError(7, ['token', '--profile', 'default'], newMachine(url))
    expect(error).toMatchObject({ code: 'session-ended' })
    expect(error['cause']).toMatch(/^The refresh of \d{4}-.*Z was cut off before its answer was stored/)
    expect(provider.seen).toMatchObject({ requests: 2, isRevoked: true })
  })
})
