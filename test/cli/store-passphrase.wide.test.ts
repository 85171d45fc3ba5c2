import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, program, run } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'
import { startTokenEndpoint } from '../support/token-endpoint.ts'
import { sampled } from '../support/wide.ts'

const fd = { OAUTH_WALK_PASSPHRASE_FD: '3' }
const sessionFile = (home: string) => join(home, readdirSync(home).find(name => /^t-.*\.json$/.test(name)) ?? 'none')
const content = (home: string) => readdirSync(home).map(name => readFileSync(join(home, name), 'latin1')).join('\n')

/**
 * A passphrase is slow to try by design: several commands with one take long on a machine that does other things too.
 */
const slow = { timeout: 180_000 }

/** A machine that never had a browser, and whose sessions are to be kept under a passphrase. */
async function seed() {
  const endpoint = await startTokenEndpoint()
  return {
    home: freshHome(), endpoint, environment: { ...endpoint.environment, ...fd, OAUTH_WALK_STORE: 'passphrase' },
  }
}

/** A session that was seeded and then stored under a passphrase. */
async function prepare() {
  const { home, endpoint, environment } = await seed()
  const first = await run(['token'], { home, environment, descriptor: 'hunter2\n' })
  expect([first.status, first.stdout]).toEqual([0, 'canary-access-1\n'])
  return { home, endpoint, environment }
}

type Prepared = Awaited<ReturnType<typeof prepare>>
let once: { environment: Prepared['environment'], files: [name: string, content: string][] } | undefined

/** The same for tests in which nothing is sent: sealed once, since that is what takes long. Its provider is gone. */
async function copySealed(): Promise<Pick<Prepared, 'home' | 'environment'>> {
  if (!once) {
    const { home, environment } = await prepare()
    once = { environment, files: readdirSync(home).map(name => [name, readFileSync(join(home, name), 'utf8')]) }
  }
  const home = freshHome()
  for (const [name, content] of once.files) writeFileSync(join(home, name), content, { mode: 0o600 })
  return { home, environment: once.environment }
}

describe('--store passphrase', slow, () => {
  test('S9 keeps the session sealed and finds it again, with the passphrase from a file descriptor', async () => {
    const { home, environment, endpoint } = await prepare()
    expect(content(home)).not.toMatch(/canary|hunter2/)
    const again = await run(['token'], { home, environment, descriptor: 'hunter2' })
    expect([again.stdout, again.stderr]).toEqual(['canary-access-1\n', ''])
    const refreshed = await run(['token', 'refresh', '--json'], { home, environment, descriptor: 'hunter2' })
    expect(JSON.parse(refreshed.stdout)).toMatchObject({ ok: true, how: 'refreshed' })
    expect(endpoint.seen.map(({ body }) => body.get('refresh_token'))).toEqual(['canary-refresh-0', 'canary-refresh-1'])
    expect(content(home)).not.toMatch(/canary|hunter2/)
  })

  test('S15 ends with 6 for a wrong passphrase, with 7 for none, and leaves the file as it was', async () => {
    const { home, environment, endpoint } = await prepare()
    const before = readFileSync(sessionFile(home), 'utf8')
    const wrong = await run(['token', '--json'], { home, environment, descriptor: 'hunter3' })
    expect(wrong.status).toBe(6)
    expect(JSON.parse(wrong.stdout)).toMatchObject({ ok: false, error: { code: 'store-sealed', exit_code: 6 } })
    expect(wrong.stderr).not.toMatch(/hunter|canary/)
    const asked = await run(['token'], { home, environment: { ...environment, OAUTH_WALK_PASSPHRASE_FD: '' } })
    expect([asked.status, asked.stdout]).toEqual([7, ''])
    expect(asked.stderr).toContain('OAUTH_WALK_PASSPHRASE_FD')
    expect([readFileSync(sessionFile(home), 'utf8'), endpoint.seen.length]).toEqual([before, 1])
  })

  test('is asked for before a seeded refresh is sent, so that its answer can be stored', async () => {
    const { home, endpoint, environment } = await seed()
    const asked = await run(['token'], { home, environment: { ...environment, OAUTH_WALK_PASSPHRASE_FD: '' } })
    expect([asked.status, endpoint.seen.length, readdirSync(home)]).toEqual([7, 0, []])
  })

  test.each(sampled([['x', 'hunter2'], ['-1', 'hunter2'], ['3', ''], ['3', '\n'], ['99', 'hunter2']] as const, 2))(
    'ends with 2 for descriptor %j with %j', async (number, descriptor) => {
      const { home, endpoint, environment } = await seed()
      const ended = await run(
        ['token'], { home, environment: { ...environment, OAUTH_WALK_PASSPHRASE_FD: number }, descriptor },
      )
      expect([ended.status, ended.stdout, endpoint.seen.length]).toEqual([2, '', 0])
    })

  test('takes only the line end off: spaces and further lines count', async () => {
    const { home, environment } = await copySealed()
    for (const descriptor of sampled([' hunter2 ', 'hunter2\n\n'], 2)) {
      expect((await run(['token'], { home, environment, descriptor })).status).toBe(6)
    }
    expect((await run(['token'], { home, environment, descriptor: 'hunter2\r\n' })).status).toBe(0)
  })

  test('refuses a plain file where a sealed one is expected, and the other way round', async () => {
    const { home, environment } = await copySealed()
    const sealed = await run(['token', '--store', 'file'], { home, environment, descriptor: 'hunter2' })
    expect([sealed.status, sealed.stdout]).toEqual([6, ''])
    const seeded = await seed()
    expect((await run(['token', '--store', 'file'], seeded)).status).toBe(0)
    const plain = await run(['token', '--json'], { ...seeded, descriptor: 'hunter2' })
    expect([plain.status, plain.stdout.includes('store-differs')]).toEqual([6, true])
  })

  test('logs out without the passphrase, and says that nothing was revoked', async () => {
    const { home, environment } = await copySealed()
    const ended = await run(['logout'], { home, environment: { ...environment, OAUTH_WALK_PASSPHRASE_FD: '' } })
    expect([ended.status, sessionFile(home)]).toEqual([0, join(home, 'none')])
    expect(ended.stderr).toMatch(/was not asked to revoke the refresh_token/)
  })
})

describe.runIf(hasPseudoTerminal)('in a terminal', slow, () => {
  const inTerminal = (words: string, home: string, environment: NodeJS.ProcessEnv) => startInTerminal(
    `stty -a | grep -o -e '-*echo ' -e '-*icanon'; ${process.execPath} ${program} ${words} >${home}/../$$.out; echo "status $?"; cat ${home}/../$$.out; rm ${home}/../$$.out; stty -a | grep -o -e '-*echo ' -e '-*icanon'`,
    { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', OAUTH_WALK_HOME: home, ...environment },
  )
  const modes = (shown: string) => shown.match(/-?(?:echo|icanon)\b/g)

  test('the passphrase is asked twice for a new session and once for one that is there, and never shown', async () => {
    const endpoint = await startTokenEndpoint()
    const home = freshHome()
    const environment = { ...endpoint.environment, OAUTH_WALK_STORE: 'passphrase' }
    const first = inTerminal('token', home, environment)
    await first.answer(/Passphrase.*: /, 'hunterr\u007F2\r')
    await first.answer(/again: /, 'hunter2\r')
    const shown = await first.shown
    expect(shown).toMatch(/status 0\s+canary-access-1/)
    expect(shown).not.toContain('hunter')
    expect(modes(shown)).toEqual(['icanon', 'echo', 'icanon', 'echo'])
    const second = inTerminal('token', home, environment)
    await second.answer(/Passphrase.*: /, 'hunter2\r')
    expect(await second.shown).toMatch(/status 0\s+canary-access-1/)
    expect(content(home)).not.toMatch(/canary|hunter/)
  })

  test('two passphrases that differ end with 2 and send nothing', async () => {
    const endpoint = await startTokenEndpoint()
    const home = freshHome()
    const terminal = inTerminal('token', home, { ...endpoint.environment, OAUTH_WALK_STORE: 'passphrase' })
    await terminal.answer(/Passphrase.*: /, 'hunter2\r')
    await terminal.answer(/again: /, 'hunter3\r')
    expect(await terminal.shown).toMatch(/status 2/)
    expect([endpoint.seen.length, readdirSync(home)]).toEqual([0, []])
  })

  test('Ctrl-C ends with 130, and the terminal shows again what is typed', async () => {
    const endpoint = await startTokenEndpoint()
    const home = freshHome()
    const terminal = inTerminal('token', home, { ...endpoint.environment, OAUTH_WALK_STORE: 'passphrase' })
    await terminal.answer(/Passphrase.*: /, 'hunt\u0003')
    const shown = await terminal.shown
    expect(shown).toMatch(/status 130/)
    expect(shown).not.toContain('hunt')
    expect(modes(shown)).toEqual(['icanon', 'echo', 'icanon', 'echo'])
  })

  test('the client secret is asked for where the client is to send one and nobody gave it', async () => {
    const endpoint = await startTokenEndpoint()
    const home = freshHome()
    const terminal = inTerminal('token', home, {
      ...endpoint.environment, OAUTH_WALK_AUTH_METHOD: 'client_secret_basic',
    })
    await terminal.answer(/Client secret of machine.*: /, 's3cret\r')
    const shown = await terminal.shown
    expect(shown).toMatch(/status 0/)
    expect(shown).not.toContain('s3cret')
    expect(endpoint.seen[0]?.authorization).toBe(`Basic ${Buffer.from('machine:s3cret').toString('base64')}`)
  })
})

describe('the client secret, without a terminal', () => {
  test.each([
    'client_secret_basic', 'client_secret_post', 'client_secret_jwt',
  ])('is a person\'s to give for %s: exit 7, and both other ways are named', async (method) => {
    const endpoint = await startTokenEndpoint()
    const home = freshHome()
    const words = ['login', '--auth-method', method, '--no-open', '--json']
    const { OAUTH_WALK_REFRESH_TOKEN: _, ...environment } = endpoint.environment
    const ended = await run(words, { home, environment })
    expect(ended.status).toBe(7)
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code: 'person-needed', exit_code: 7 } })
    expect(ended.stderr).toMatch(/OAUTH_WALK_CLIENT_SECRET[^]*--client-secret-file/)
  })

  test.each([
    { OAUTH_WALK_AUTH_METHOD: 'none' },
    { OAUTH_WALK_AUTH_METHOD: 'client_secret_post', OAUTH_WALK_CLIENT_SECRET: 's3cret' },
  ])(
    'is not asked for with %j', async (more) => {
      const endpoint = await startTokenEndpoint()
      const ended = await run(['token'], { home: freshHome(), environment: { ...endpoint.environment, ...more } })
      expect([ended.status, endpoint.seen[0]?.body.get('client_secret') ?? undefined]).toEqual([
        0, more.OAUTH_WALK_CLIENT_SECRET,
      ])
    })
})
