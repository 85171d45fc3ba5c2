import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError, signIn } from './inside.ts'
import { parseDocument, plantSession, readSession, sessionPath } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { startStub } from './stub-provider.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('OAUTH_WALK_HOME', () => {
  test.each([
    ['token'], ['token', 'refresh'], ['userinfo'], ['logout'], ['profile', 'list'], ['profile', 'use', 'a'],
    ['login', 'sandbox', '--auto'], ['sandbox'],
  ])('that is a file: %s %s %s is exit 6, and the file is untouched', async (...words) => {
    const home = join(freshHome(), 'file')
    writeFileSync(home, 'mine')
    const error = await runToError(6, words, { home })
    expect(error).toMatchObject({ hint: expect.stringContaining(home) as unknown })
    expect(readFileSync(home, 'utf8')).toBe('mine')
  })

  test('that does not exist yet is made by a login, closed to others', async () => {
    const home = join(freshHome(), 'deep', 'folder')
    await atDoor.runTo(7, ['token'], { home })
    await signIn(home)
    expect([modeOf(home), modeOf(sessionPath(home)), modeOf(join(home, 'sandbox.json'))]).toEqual(['700', '600', '600'])
  })

  test('that is a link to a folder is not trusted by who writes', async () => {
    const home = freshHome()
    mkdirSync(join(home, 'real'))
    symlinkSync(join(home, 'real'), join(home, 'link'))
    const stub = await startStub()
    plantSession(join(home, 'real'), stub.issuer)
    expect(await atDoor.runToError(6, ['token', 'refresh'], { home: join(home, 'link') })).toMatchObject({
      code: 'store-unsafe',
    })
    expect(stub.seen).toEqual([])
  })
})

describe('a damaged session file', () => {
  const [token, refresh, show, userinfo] = [['token'], ['token', 'refresh'], ['token', 'show'], ['userinfo']] as const
  const damages: [string, string, (readonly string[])[]][] = [
    ['torn', '{"v":1,"refresh_token":"secret-canary', [token, refresh, show, userinfo]], ['empty', '', [refresh]],
    ['not ours', '{"v":1}', [show]],
    ['a list', '[]', [userinfo]], ['binary', '\u0000\u0001', [token]],
  ]

  test.each(damages)('(%s) is exit 6 for a command that needs it, and is left as it is', async (
    _how, content, commands,
  ) => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const path = sessionPath(home)
    writeFileSync(path, content)
    for (const words of commands) {
      const { stdout, stderr } = await runTo(6, [...words, '--json'], { home })
      expect(parseDocument(stdout)).toMatchObject({ ok: false, error: { code: 'store-corrupt' } })
      expect([stderr.includes(path), /canary/.test(stdout + stderr)]).toEqual([true, false])
    }
    expect((await runTo(6, ['token'], { home })).stdout).toBe('')
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  test('does not disturb other profiles', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', {}, 'damaged')
    writeFileSync(sessionPath(home), '{')
    plantSession(home, 'http://127.0.0.1:9', { access_token: 'token-of-other' }, 'other')
    expect((await runTo(0, ['token'], { home })).stdout).toBe('token-of-other\n')
    await runTo(6, ['token', '--profile', 'damaged'], { home })
  })

  test('is repaired by a login', async () => {
    const home = freshHome()
    await copyLogin(home)
    writeFileSync(sessionPath(home), '{')
    await runTo(6, ['token'], { home })
    await signIn(home)
    expect((await runTo(0, ['token'], { home })).stdout).toBe(`${readSession(home).access_token}\n`)
  })

  test('is repaired by the command that the failure names', async () => {
    const home = freshHome()
    await copyLogin(home)
    const path = sessionPath(home)
    writeFileSync(path, '{')
    const error = await runToError(6, ['token'], { home })
    expect(error['hint']).toBe(`mv ${path} ${path}.corrupt`)
    renameSync(path, `${path}.corrupt`)
    await signIn(home)
    await runTo(0, ['token'], { home })
  })
})

describe('modes that let others in are repaired, and told of once:', () => {
  test.each([0o644, 0o640, 0o604, 0o666])('%o of the session file', async (mode) => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    chmodSync(sessionPath(home), mode)
    const { stdout, stderr } = await runTo(0, ['token'], { home })
    expect([stdout, modeOf(sessionPath(home))]).toEqual(['planted-access-token/+=\n', '600'])
    expect(stderr).toContain(`${sessionPath(home)} was readable by other users`)
    expect((await runTo(0, ['token'], { home })).stderr).toBe('')
  })

  test('0755 of the folder, by a command that writes', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    chmodSync(home, 0o755)
    const { stderr } = await runTo(0, ['token', 'refresh'], { home })
    expect([modeOf(home), stderr.includes(`${home} was open to other users`)]).toEqual(['700', true])
    expect((await runTo(0, ['token', 'refresh'], { home })).stderr).not.toContain('open to other users')
  })

  test('of the profile and of the list of the active one', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    chmodSync(join(home, 'config.json'), 0o644)
    const { stderr } = await runTo(0, ['token'], { home })
    expect([modeOf(join(home, 'config.json')), stderr.includes('config.json was readable')]).toEqual(['600', true])
  })
})

describe('a session file that is not ours alone is exit 6:', () => {
  test('a symbolic link, whose target is not touched', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const path = sessionPath(home)
    renameSync(path, join(home, 'elsewhere'))
    symlinkSync(join(home, 'elsewhere'), path)
    const before = readFileSync(join(home, 'elsewhere'), 'utf8')
    for (const words of [['token'], ['token', 'refresh'], ['token', 'show'], ['userinfo']]) {
      expect(await runToError(6, words, { home })).toMatchObject({ code: 'store-unsafe' })
    }
    expect(readFileSync(join(home, 'elsewhere'), 'utf8')).toBe(before)
  })

  test('a second name', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    linkSync(sessionPath(home), join(home, 'second-name'))
    expect(await runToError(6, ['token'], { home })).toMatchObject({ code: 'store-unsafe' })
  })

  test('the session of another provider put into its place', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const session = { ...readSession(home), issuer: 'https://other.example' }
    writeFileSync(sessionPath(home), JSON.stringify(session), { mode: 0o600 })
    expect(await runToError(6, ['token', 'refresh'], { home })).toMatchObject({ code: 'store-unsafe' })
    expect(stub.seen).toEqual([])
  })
})

test('a damaged sandbox is exit 6 and is left as it is', async () => {
  const home = freshHome()
  writeFileSync(join(home, 'sandbox.json'), '{torn', { mode: 0o600 })
  expect(await runToError(6, ['login', 'sandbox', '--auto'], { home })).toMatchObject({
    code: 'store-corrupt', hint: expect.stringContaining('sandbox.json') as unknown,
  })
  expect(readFileSync(join(home, 'sandbox.json'), 'utf8')).toBe('{torn')
})

test('a store of this machine alone has nothing to prepare: exit 2', async () => {
  for (const words of [[], ['--store', 'keyring']]) expect(
    await runToError(2, ['store', 'init', ...words], { home: freshHome() }),
  ).toMatchObject({ code: 'store-not-shared' })
})
