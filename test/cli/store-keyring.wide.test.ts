import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { addFakeKeyring, installOnce } from '../support/installed.ts'
import { startTokenEndpoint } from '../support/token-endpoint.ts'
import { sampled } from '../support/wide.ts'

const withLibrary = installOnce()
const without = installOnce()

interface Call { service: string, account: string, options: unknown, argv: string[], ours: string[] }

/** A home, a keyring of its own, and the environment of a machine that never had a browser. */
async function prepare() {
  addFakeKeyring(join(withLibrary.prefix, 'lib/node_modules'))
  const home = freshHome()
  const endpoint = await startTokenEndpoint()
  const keyring = join(freshHome(), 'keyring')
  mkdirSync(keyring)
  const environment: NodeJS.ProcessEnv = { ...endpoint.environment, OAUTH_WALK_STORE: 'keyring', FAKE_KEYRING: keyring }
  const call = async (words: string[], more: NodeJS.ProcessEnv = {}) =>
    run(words, { home, environment: { ...environment, ...more }, program: withLibrary.program })
  const keys = () => readdirSync(keyring).map(name => readFileSync(join(keyring, name), 'utf8'))
  const calls = () =>
    readFileSync(join(keyring, '../calls'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Call)
  return { home, endpoint, environment, call, keys, calls }
}

const content = (home: string) => readdirSync(home).map(name => readFileSync(join(home, name), 'latin1')).join('\n')

describe('--store keyring', () => {
  test('S9 keeps the session sealed, finds it again, and takes the key along when it logs out', async () => {
    const { home, call, keys, endpoint } = await prepare()
    expect((await call(['token'])).stdout).toBe('canary-access-1\n')
    expect((await call(['token'])).stdout).toBe('canary-access-1\n')
    expect((await call(['token', 'refresh'])).status).toBe(0)
    expect((await call(['token'])).stdout).toBe('canary-access-2\n')
    expect(endpoint.seen).toHaveLength(2)
    expect(content(home)).not.toContain('canary')
    const [key] = keys()
    expect([keys().length, Buffer.from(key ?? '', 'base64').length]).toEqual([1, 32])
    expect(content(home)).not.toContain(key)
    const ended = await call(['logout'])
    expect([ended.status, readdirSync(home).filter(name => name.startsWith('t-')), keys()]).toEqual([0, [], []])
  })

  test('is remembered by the login: later commands need no flag, and removing the profile removes the key', async () => {
    const { home, call, keys } = await prepare()
    const quiet = {
      OAUTH_WALK_STORE: '', OAUTH_WALK_REFRESH_TOKEN: '', OAUTH_WALK_AUTHORIZATION_ENDPOINT: '',
      OAUTH_WALK_TOKEN_ENDPOINT: '', OAUTH_WALK_CLIENT_ID: '', OAUTH_WALK_SCOPE: '',
    }
    const login = await call(['login', 'sandbox', '--auto', '--quiet', '--store', 'keyring'], quiet)
    expect([login.status, login.stderr]).toEqual([0, ''])
    const session = readdirSync(home).find(name => name.startsWith('t-')) ?? ''
    expect(readFileSync(join(home, session), 'utf8')).toContain('"kind": "keyring"')
    const { stdout } = await call(['token'], quiet)
    expect(stdout).toMatch(/^\S{20,}\n$/)
    expect(readFileSync(join(home, session), 'utf8')).not.toContain(stdout.trim())
    expect((await call(['userinfo'], quiet)).stdout).toContain('张三')
    expect(JSON.parse((await call(['profile', 'show', '--json'], quiet)).stdout)).toMatchObject({
      settings: { store: { value: 'keyring', source: 'profile' } },
    })
    expect((await call(['login', 'sandbox', '--auto', '--quiet'], quiet)).status).toBe(0)
    expect(keys()).toHaveLength(1)
    expect((await call(['profile', 'remove', 'sandbox'], quiet)).status).toBe(0)
    expect(keys()).toEqual([])
  })

  test('tells the other process nothing by arguments or environment, and insists on a keyring that outlives a restart', async () => {
    const { call, calls } = await prepare()
    await call(['token'])
    expect(calls().length).toBeGreaterThan(0)
    for (const { service, account, options, argv, ours } of calls()) {
      expect([service, options, argv, ours]).toEqual(['oauth-walk', { linux: { store: 'secret-service' } }, [], []])
      expect(account).toMatch(/^(?:probe-)?[0-9a-f-]{36}$/)
    }
  })

  test('of which four processes at once ask: one refreshes', async () => {
    const { call, endpoint } = await prepare()
    await call(['token'])
    const ended = await Promise.all([1, 2, 3, 4].map(async () => call(['token', 'refresh', '--json'])))
    expect(ended.map(({ status }) => status)).toEqual([0, 0, 0, 0])
    const hows = ended.map(({ stdout }) => (JSON.parse(stdout) as { how: string }).how)
    expect(hows.filter(how => how === 'refreshed')).toHaveLength(endpoint.seen.length - 1)
  })
})

describe('S14 a keyring that can\'t be used ends with 6, within seconds, and nothing is stored in plain text', () => {
  const refusals: [string, NodeJS.ProcessEnv, RegExp][] = [
    ['hangs', { FAKE_KEYRING_MODE: 'hang' }, /did not answer within 3 s/],
    ['is locked', { FAKE_KEYRING_MODE: 'locked' }, /refused: Platform secure storage failure: locked/],
    ['keeps nothing', { FAKE_KEYRING_MODE: 'forget' }, /refused: it did not keep/],
  ]

  test.each(refusals)('that %s, for a new session: nothing is sent', async (_name, mode, said) => {
    const { home, call, endpoint } = await prepare()
    const started = performance.now()
    const ended = await call(['token'], mode)
    expect([ended.status, ended.stdout, readdirSync(home), endpoint.seen.length]).toEqual([6, '', [], 0])
    expect(ended.stderr).toMatch(said)
    // Three seconds for the keyring, and time for two processes to start on a busy machine.
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  test.each(sampled(refusals.slice(0, 2), 2))('that %s, for a stored one: it is left as it was', async (_name, mode) => {
    const { home, call, endpoint } = await prepare()
    await call(['token'])
    const before = content(home)
    const commands = [['token'], ['token', 'refresh'], ['userinfo'], ['token', 'revoke']]
    const ended = await Promise.all(commands.map(async words => call(words, mode)))
    expect(ended.map(({ status, stdout }) => [status, stdout])).toEqual(commands.map(() => [6, '']))
    expect([content(home), endpoint.seen.length]).toEqual([before, 1])
    expect((await call(['token'])).stdout).toBe('canary-access-1\n')
  }, 60_000)

  test('that hangs, at a login: the browser is not even opened', async () => {
    const { home, call } = await prepare()
    const ended = await call(
      ['login', 'sandbox', '--auto', '--json'],
      { FAKE_KEYRING_MODE: 'hang', OAUTH_WALK_TOKEN_ENDPOINT: '', OAUTH_WALK_AUTHORIZATION_ENDPOINT: '' },
    )
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code: 'keyring-unavailable', exit_code: 6 } })
    expect(ended.stderr).not.toContain('/authorize')
    expect(readdirSync(home).filter(name => name.startsWith('t-'))).toEqual([])
  })

  test('that hangs does not keep a logout from deleting', async () => {
    const { home, call } = await prepare()
    await call(['token'])
    const ended = await call(['logout'], { FAKE_KEYRING_MODE: 'hang' })
    expect([ended.status, readdirSync(home).filter(name => name.startsWith('t-'))]).toEqual([0, []])
    expect(ended.stderr).toMatch(/was not asked to revoke the refresh_token[\s\S]*could not be removed from the keyring/)
  })

  test.each(sampled([['1.3.0', /older than 2\.1/], ['2.0.0', /older than 2\.1/]], 2))('whose library is version %s', async (
    version, said,
  ) => {
    const { environment, home } = await prepare()
    const folder = join(without.prefix, 'lib/node_modules')
    addFakeKeyring(folder, version)
    const ended = await run(['token'], { home, environment, program: without.program })
    rmSync(join(folder, '@napi-rs'), { recursive: true })
    expect([ended.status, ended.stdout, readdirSync(home)]).toEqual([6, '', []])
    expect(ended.stderr).toMatch(said)
  })

  test('whose library is not installed; one that lies in the working directory is not used', async () => {
    const { environment, home } = await prepare()
    const cwd = freshHome()
    mkdirSync(join(cwd, 'node_modules'))
    addFakeKeyring(join(cwd, 'node_modules'))
    writeFileSync(join(cwd, 'package.json'), '{}')
    for (const words of [['token'], ['token', '--lang', 'zh']]) {
      const ended = await run(words, { home, environment, program: without.program, cwd })
      expect([ended.status, ended.stdout, readdirSync(home)]).toEqual([6, '', []])
      expect(ended.stderr).toMatch(/@napi-rs\/keyring[\s\S]*npm install -g @napi-rs\/keyring/)
    }
  })
})
