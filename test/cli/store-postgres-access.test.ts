import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { freshDatabase, postgres, whyNoPostgres } from '../support/postgres.ts'
import { newMachine } from './shared-login.ts'
import { runJson, runTo, runToError } from './inside.ts'
import * as atDoor from './support.ts'
import { containing } from './support.ts'

describe('the address of a database', () => {
  const withPassword = 'postgres://ci:canary-password@db.example/walk'

  test.each([
    ['a flag', ['token', '--store', withPassword], {}], ['a variable', ['token'], { OAUTH_WALK_STORE: withPassword }],
    ['a login', ['login', 'github', '--store', withPassword], {}],
    ['--to', ['store', 'move', '--to', withPassword], {}],
    ['a parameter', ['store', 'list', '--store', 'postgres://ci@db.example/walk?password=canary-password'], {}],
    ['an address that is none', ['store', 'list', '--store', 'postgres://ci:canary/password@db example/walk'], {}],
    ['an address of Java’s', ['store', 'list', '--store', 'jdbc:postgresql://ci:canary-password@db.example/walk'], {}],
    ['an address with one slash', ['login', '--store', 'postgres:/ci:canary-password@db.example/walk'], {}],
    ['an address without slashes', ['token'], { OAUTH_WALK_STORE: 'postgresql:ci:canary-password@db.example/walk' }],
    ['the place of the user', ['store', 'list', '--store', 'postgres://ci%3Acanary-password@db.example/walk'], {}],
    [
      'the parameter of the user', ['store', 'list', '--store', 'postgres:///walk?host=/run&user=ci:canary-password'],
      {},
    ],
  ] as const)('with a password in %s is refused, and the password repeated nowhere', async (_, words, environment) => {
    const home = freshHome()
    const ended = await runInside(
      [...words, '--json'], { home, environment: { OAUTH_WALK_REFRESH_TOKEN: 'r', ...environment } },
    )
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([
      2, { error: { code: 'store-password-given', hint: expect.stringContaining('PGPASSFILE') as unknown } },
    ])
    expect(ended.stdout + ended.stderr).not.toMatch(/canary|password@/)
  })

  test.each([
    ['ci:canary@db.example/walk', '…'], ['https://canary.example', '…'], ['flie', 'flie'],
  ])('%s is refused as %s: only a word is repeated', async (store, shown) => {
    for (const words of [
      ['store', 'list', '--store', store], ['login', 'sandbox', '--store', store], ['store', 'move', '--to', store],
    ]) {
      const ended = await runInside([...words, '--json'], { home: freshHome() })
      expect(
        [ended.status, ended.stdout.includes(`not \\"${shown}\\"`), ended.stdout.includes('canary')], ended.stdout,
      ).toEqual(
        [2, true, false],
      )
    }
  })

  test.each([
    'postgres://db.example/walk', 'postgres://ci@/walk', 'postgres://ci@db.example/walk?sslmode=prefer',
    'postgres://ci@db.example/walk?sslmode=disable',
    'postgres://ci@db.example:0/walk', 'postgres://ci@db.example/walk?options=-c%20x',
    'postgres:///walk?host=/run&user=ci&sslmode=require', 'postgres://ci@db.example/a/b',
  ])('%s is refused', async (url) => {
    expect(await runToError(2, ['store', 'list', '--store', url], { home: freshHome() })).toMatchObject({
      code: 'setting-invalid',
    })
  })
})

describe.skipIf(whyNoPostgres !== undefined)('a database', { timeout: 60_000 }, () => {
  test('is prepared by whoever may, shows its SQL, and gets a new key for its sessions once', async () => {
    const { url, cluster, database } = await freshDatabase()
    const home = freshHome()
    const words = ['store', 'init', '--store', url]
    const key = join(home, 'team.key')
    const dry = await runTo(0, [...words, '--dry-run', '--passphrase-file', key], { home })
    expect(dry.stdout).toContain('CREATE TABLE IF NOT EXISTS oauth_walk_sessions')
    expect(await cluster.query('SELECT to_regclass(\'oauth_walk_sessions\') AS it', database)).toEqual([{ it: null }])
    const made = await runJson(0, [...words, '--passphrase-file', key], { home })
    expect(made).toMatchObject({ ok: true, applied: true, passphrase_file: key, store: url })
    expect([statSync(key).mode & 0o777, readFileSync(key, 'utf8')]).toEqual([
      0o600, expect.stringMatching(/^oauthwalk_key_[\w-]{43}\n$/),
    ])
    const before = readFileSync(key, 'utf8')
    expect(await runJson(0, [...words, '--passphrase-file', key], { home })).not.toHaveProperty('passphrase_file')
    expect(readFileSync(key, 'utf8')).toBe(before)
    await cluster.query(dry.stdout, database)
  })

  test('takes a role with rights to the table alone, and tells what another one lacks', async () => {
    const { url, cluster, database } = await freshDatabase()
    await cluster.query('DO $$ BEGIN CREATE ROLE ci LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$')
    const ci = newMachine(url.replace('owner@', 'ci@'))
    const seeded = {
      ...ci,
      environment: {
        ...ci.environment, OAUTH_WALK_TOKEN_ENDPOINT: 'http://127.0.0.1:9/',
        OAUTH_WALK_AUTHORIZATION_ENDPOINT: 'http://127.0.0.1:9/', OAUTH_WALK_CLIENT_ID: 'c',
        OAUTH_WALK_REFRESH_TOKEN: 'r',
      },
    }
    const error = await runToError(6, ['token'], seeded)
    expect(error).toMatchObject({
      code: 'store-refused', hint: expect.stringContaining('oauth-walk store init --dry-run') as unknown,
    })
    await runTo(0, ['store', 'init', '--store', url], ci)
    await cluster.query('GRANT SELECT, INSERT, UPDATE, DELETE ON oauth_walk_sessions TO ci', database)
    expect(await runToError(5, ['token'], seeded)).toMatchObject({ code: 'network-failed' })
    expect(await runJson(0, ['store', 'list'], ci)).toMatchObject({ sessions: [] })
  })

  test('gets its password from a file, a variable or a descriptor, and from nowhere where others may read it', async () => {
    const { cluster, database } = await freshDatabase()
    await cluster.query(
      'DO $$ BEGIN CREATE ROLE scram LOGIN PASSWORD \'canary:pass\\word\'; EXCEPTION WHEN duplicate_object THEN NULL; END $$',
    )
    const home = freshHome()
    const words = ['store', 'list', '--store', `postgres://scram@127.0.0.1:${cluster.port}/${database}`]
    const file = join(home, 'passwords')
    writeFileSync(
      file, `# of tests\nother:1:*:*:wrong\n127.0.0.1:${cluster.port}:*:scram:canary\\:pass\\\\word\n`, { mode: 0o600 },
    )
    for (const options of [
      { environment: { PGPASSFILE: file } }, { environment: { PGPASSWORD: 'canary:pass\\word' } },
      { environment: { OAUTH_WALK_STORE_PASSWORD_FD: '3' }, descriptor: 'canary:pass\\word\n' },
    ]) await atDoor.runTo(0, words, { home, ...options })
    expect(await runToError(6, words, { home })).toMatchObject({
      code: 'store-refused', hint: expect.stringContaining('PGPASSFILE') as unknown,
    })
    const wrong = await runInside([...words, '--json', '-vvv'], { home, environment: { PGPASSWORD: 'canary-wrong' } })
    expect([wrong.status, wrong.stdout + wrong.stderr]).toEqual([6, expect.stringContaining('28P01')])
    expect(wrong.stdout + wrong.stderr).not.toContain('canary')
    chmodSync(file, 0o644)
    expect(await runToError(6, words, { home, environment: { PGPASSFILE: file } })).toMatchObject({
      code: 'store-unsafe', hint: `chmod 600 ${file}`,
    })
    expect(await runToError(2, words, { home, environment: { PGPASSFILE: join(home, 'none') } }))
      .toMatchObject({ code: 'file-unreadable' })
    expect(cluster.log()).not.toContain('canary-wrong')
  })

  test('tells what helps where it refuses, and gives its SQL to nobody whom that does not help', async () => {
    const { cluster, database } = await freshDatabase()
    const home = freshHome()
    const list = (user: string, name: string) => [
      'store', 'list', '--store', `postgres://${user}@127.0.0.1:${cluster.port}/${name}`,
    ]
    const password = await runToError(6, list('nobody', database), { home })
    for (const way of [
      'PGPASSWORD=', 'PGPASSFILE=', 'OAUTH_WALK_STORE_PASSWORD_FD=',
    ]) expect(password['hint']).toContain(`export ${way}`)
    expect(await runToError(6, list('owner', 'no_such'), { home })).toMatchObject({
      code: 'store-refused', cause: 'There is no database of this name.', hint: containing('make the database'),
    })
    expect(
      await runToError(6, list('ci_unheard_of', database), { home, environment: { PGPASSWORD: 'x' } }),
    ).toMatchObject(
      { code: 'store-refused' },
    )
  })

  test('is not waited for where it will not come back', async () => {
    const plain = createServer(socket => void socket.once('data', () => socket.end('N')))
    await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void plain.close())
    const words = [
      'store', 'list', '--store',
      `postgres://owner@127.0.0.1:${(plain.address() as AddressInfo).port}/walk?sslmode=require`,
    ]
    expect(await runToError(6, words, { home: freshHome() })).toMatchObject({
      code: 'store-unreachable', message: containing('no-tls'), hint: containing('sslmode=disable'),
    })
  })

  test('has its certificate and name judged, whatever sslmode says', async () => {
    const { cluster, database } = await freshDatabase()
    const home = freshHome()
    const list = (host: string, parameters: string) => [
      'store', 'list', '--store', `postgres://owner@${host}:${cluster.port}/${database}?${parameters}`,
    ]
    await runTo(0, list('localhost', `sslmode=verify-full&sslrootcert=${cluster.certificate}`), { home })
    await runTo(0, list('localhost', `sslmode=require&sslrootcert=${cluster.certificate}`), { home })
    for (const [host, parameters, reason] of [
      ['localhost', 'sslmode=require', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ['127.0.0.1', `sslmode=verify-ca&sslrootcert=${cluster.certificate}`, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ] as const) {
      const error = await runToError(6, list(host, parameters), {
        home, environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      }).catch(async () => runToError(6, list(host, parameters), { home }))
      expect(error).toMatchObject({ code: 'store-unreachable', message: expect.stringContaining(reason) as unknown })
    }
    expect(await runToError(2, list('localhost', 'sslmode=require&sslrootcert=/none'), { home }))
      .toMatchObject({ code: 'file-unreadable' })
  })

  test('is reached by a socket too', async () => {
    const { folder, port } = await postgres()
    await runTo(
      0, ['store', 'list', '--store', `postgres:///postgres?host=${folder}&port=${port}&user=owner`],
      { home: freshHome() },
    )
  })
})
