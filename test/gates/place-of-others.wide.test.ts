import { execFileSync } from 'node:child_process'
import {
  chmodSync, chownSync, cpSync, existsSync, lchownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync,
  statSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runJson, runTo, runToError } from '../cli/support.ts'
import { freshHome, type CliOptions } from '../support/cli.ts'
import { addFakeKeyring, installOnce } from '../support/installed.ts'

const isRoot = process.getuid?.() === 0
if (!isRoot) process.stderr.write('skipped: commands among other users’ files, because the tests don’t run as root\n')
const [victim, attacker] = [4001, 4002]
const installed = installOnce()

describe.runIf(isRoot)('place: a command among other users’ files', () => {
  let shared = ''
  const at = (name: string) => join(shared, name)
  /** The victim’s run: a home of its own, and nothing of the tests’ caches. */
  const asVictim = (more: NodeJS.ProcessEnv = {}): CliOptions => ({
    home: at('victim'), uid: victim, program: installed.program, cwd: at('victim'),
    environment: { NODE_COMPILE_CACHE: undefined, OAUTH_WALK_HOME: at('victim/w'), ...more },
  })

  beforeAll(() => {
    shared = mkdtempSync('/tmp/oauth-walk-shared-')
    chmodSync(shared, 0o1777)
    for (const [name, owner] of [['victim', victim], ['attacker', attacker]] as const) {
      mkdirSync(at(name), { mode: 0o755 })
      chownSync(at(name), owner, owner)
    }
  })
  afterAll(() => rmSync(shared, { recursive: true, force: true }))

  test('signs in, in a folder of his own within one that all can write', async () => {
    await runTo(
      0, ['login', 'sandbox', '--auto', '--quiet', '--save', at('victim/saved.json'), '--port', '0'], asVictim(),
    )
    expect(statSync(at('victim/w')).mode & 0o777).toBe(0o700)
  })

  const report = ['report', 'saved.json', '--html']

  test('writes to no FIFO, file, link or folder of another user', async () => {
    execFileSync('mkfifo', ['-m', '666', at('pipe')])
    writeFileSync(at('file'), 'theirs', { mode: 0o666 })
    mkdirSync(at('folder'), { mode: 0o777 })
    chmodSync(at('folder'), 0o777)
    symlinkSync(at('victim'), at('way'))
    for (const name of ['pipe', 'file', 'folder']) chownSync(at(name), attacker, attacker)
    lchownSync(at('way'), attacker, attacker)
    const reasons = []
    for (const name of ['pipe', 'file', 'folder/page.html', 'way/page.html']) {
      reasons.push((await runToError(2, [...report, at(name)], asVictim())).message)
    }
    expect(reasons.map(reason => /\((.*)\)$/.exec(String(reason))?.[1])).toEqual([
      'other-user', 'other-user', 'other-users-folder', 'other-users-folder',
    ])
    expect([readFileSync(at('file'), 'utf8'), readdirSync(at('folder')), existsSync(at('victim/page.html'))])
      .toEqual(['theirs', [], false])
    expect(
      await runToError(2, ['login', 'sandbox', '--auto', '--save', at('pipe'), '--port', '0'], asVictim()),
    ).toMatchObject(
      { code: 'file-unwritable' },
    )
  })

  test('writes beside and renames in a folder that all can write, and to what the shell hands over', async () => {
    await runTo(0, [...report, at('page.html')], asVictim())
    expect([statSync(at('page.html')).uid, statSync(at('page.html')).mode & 0o777]).toEqual([victim, 0o600])
    expect((await runTo(0, [...report, '/dev/stdout'], asVictim())).stdout).toContain('<!doctype html>')
    await runTo(0, [...report, '/dev/null'], asVictim())
    const shell = `"$0" "$1" report saved.json --quiet --html >(cat > page-of-shell.html)`
    execFileSync(
      'bash', ['-c', `${shell} 2>&1 | cat`, process.execPath, installed.program],
      { cwd: at('victim'), uid: victim, gid: victim, env: { PATH: process.env['PATH'], HOME: at('victim') } },
    )
    expect(readFileSync(at('victim/page-of-shell.html'), 'utf8')).toContain('<!doctype html>')
  })

  test('hands no token to the file of another user as GITHUB_OUTPUT, nor through a link', async () => {
    writeFileSync(at('output'), '', { mode: 0o666 })
    chmodSync(at('output'), 0o666)
    chownSync(at('output'), attacker, attacker)
    symlinkSync(at('victim/output'), at('output-link'))
    for (const name of ['output', 'output-link']) {
      await runTo(2, ['token', '--github-output', 'token'], asVictim({ GITHUB_OUTPUT: at(name) }))
    }
    expect([readFileSync(at('output'), 'utf8'), existsSync(at('victim/output'))]).toEqual(['', false])
    await runTo(0, ['token', '--github-output', 'token'], asVictim({ GITHUB_OUTPUT: at('victim/output') }))
    expect(readFileSync(at('victim/output'), 'utf8')).toMatch(/^token<</)
  })

  test('believes no session, profile or sandbox in another user’s folder', async () => {
    cpSync(at('victim/w'), at('attacker/w'), { recursive: true })
    chmodSync(at('attacker/w'), 0o777)
    for (const path of [
      at('attacker/w'), ...readdirSync(at('attacker/w')).map(name => at(`attacker/w/${name}`)),
    ]) chownSync(path, attacker, attacker)
    const before = readdirSync(at('attacker/w'))
    for (const words of [['token'], ['profile', 'list'], ['sandbox'], ['login', 'sandbox', '--auto']]) {
      expect(
        await runToError(6, words, asVictim({ OAUTH_WALK_HOME: at('attacker/w') })), words.join(' '),
      ).toMatchObject(
        { code: 'store-unsafe' },
      )
    }
    expect(readdirSync(at('attacker/w'))).toEqual(before)
  })

  test('keeps compiled code neither below another user’s folder nor in a relative one', async () => {
    mkdirSync(at('caches'), { mode: 0o777 })
    mkdirSync(at('caches/oauth-walk'))
    chmodSync(at('caches/oauth-walk'), 0o777)
    for (const name of ['caches', 'caches/oauth-walk']) chownSync(at(name), attacker, attacker)
    const list = async (environment: NodeJS.ProcessEnv) => runTo(0, ['provider', 'list'], asVictim(environment))
    await list({ XDG_CACHE_HOME: at('caches') })
    expect(readdirSync(at('caches/oauth-walk'))).toEqual([])
    await list({ XDG_CACHE_HOME: '.cache-here' })
    await list({
      NODE_COMPILE_CACHE: '.compiled-here',
      NODE_DISABLE_COMPILE_CACHE: process.version.startsWith('v20.') ? undefined : '1',
    })
    await list({ HOME: '' })
    expect(readdirSync(at('victim')).filter(name => /here|^\.cache$/.test(name))).toEqual(['.cache'])
  })

  test('runs for a user id without an account, where a home is named; otherwise says how', async () => {
    const nobody = { home: '/nonexistent', uid: 1_234_567, program: installed.program, cwd: '/' }
    const without = { HOME: undefined, OAUTH_WALK_HOME: undefined, NODE_COMPILE_CACHE: undefined }
    expect(await runToError(6, ['token'], { ...nobody, environment: without })).toMatchObject({
      code: 'home-missing', hint: expect.stringContaining('OAUTH_WALK_HOME') as unknown,
    })
    await runTo(0, ['provider', 'list'], { ...nobody, environment: without })
    const named = { ...without, OAUTH_WALK_HOME: at('nobody/w') }
    await runTo(0, ['login', 'sandbox', '--auto', '--quiet', '--port', '0'], { ...nobody, environment: named })
    expect(await runJson(0, ['profile', 'list'], { ...nobody, environment: named })).toMatchObject({
      profiles: [{ name: 'sandbox' }],
    })
  })
})

describe('place: the keyring’s library', () => {
  const reasonOf = async (environment: NodeJS.ProcessEnv = {}) => {
    const { message } = await runToError(
      6, ['login', 'sandbox', '--auto', '--store', 'keyring', '--port', '0'],
      { home: freshHome(), program: installed.program, environment },
    )
    return String(message)
  }

  test('is not looked for further up than the folder that holds the program', async () => {
    addFakeKeyring(join(installed.prefix, 'node_modules'))
    addFakeKeyring(join(installed.prefix, 'lib/node_modules/oauth-walk/bin/node_modules'))
    expect(await reasonOf({ NODE_PATH: join(installed.prefix, 'node_modules') })).toContain('not installed')
  })

  test.runIf(process.getuid)('is not loaded where others can write to it or beside it', async () => {
    const nodeModules = join(installed.prefix, 'lib/node_modules')
    addFakeKeyring(nodeModules)
    for (const open of ['@napi-rs/keyring/index.js', '@napi-rs/keyring', '@napi-rs']) {
      const path = join(nodeModules, open)
      const { mode } = statSync(path)
      chmodSync(path, 0o777)
      expect(await reasonOf(), open).toContain('another user could exchange it')
      chmodSync(path, mode)
    }
    rmSync(join(nodeModules, dirname('@napi-rs/keyring')), { recursive: true })
  })
})
