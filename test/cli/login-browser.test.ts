import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo } from './inside.ts'
import { plantSession, readSession, sessionPaths } from './support.ts'
import * as atDoor from './support.ts'
import { startLogin, walk } from './person.ts'
import { startStub } from './stub-provider.ts'

/** A browser that writes down its arguments and its environment, then comes back as the provider would send it. */
function fakeBrowser(
  home: string,
): { command: string, read: () => { args: string[], environment: Record<string, string> } } {
  const path = join(home, 'fake browser.mjs')
  const seen = join(home, 'seen.json')
  writeFileSync(path, `
    import { get, request } from 'node:http'
    import { writeFileSync } from 'node:fs'
    const args = process.argv.slice(2)
    writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ args, environment: process.env }))
    const opened = new URL(args.find(word => word.startsWith('http')))
    const comeBack = (url, cookie) => {
      const back = new URL(url.searchParams.get('redirect_uri'))
      back.search = new URLSearchParams({ code: 'the-code', state: url.searchParams.get('state') }).toString()
      request(back, { agent: false, headers: cookie ? { cookie } : {} }, answer => answer.resume()).end()
    }
    if (opened.search) comeBack(opened)
    else get(opened, answer => comeBack(new URL(answer.headers.location), answer.headers['set-cookie'][0].split(';')[0]))
  `)
  return { command: `"${process.execPath}" "${path}"`, read: () => JSON.parse(readFileSync(seen, 'utf8')) as never }
}

async function prepare() {
  const home = freshHome()
  const stub = await startStub()
  return {
    home, stub, browser: fakeBrowser(freshHome()),
    words: ['login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--port', '0', '--timeout', '90'],
  }
}

describe('login with a browser', () => {
  test('--browser gets the address as its last argument', async () => {
    const { home, browser, words, stub } = await prepare()
    const { stdout, stderr } = await runTo(0, [...words, '--browser', `${browser.command} --profile 'a b'`], { home })
    const { args } = browser.read()
    expect(args.slice(0, 2)).toEqual(['--profile', 'a b'])
    expect(args[2]).toMatch(new RegExp(`^${stub.issuer}/authorize\\?`))
    expect([args.length, JSON.parse(stdout), stderr.includes(args[2] ?? '-')]).toEqual([
      3, { sub: 'zhang-san', name: '张三' }, true,
    ])
  })

  test('BROWSER is honoured, and --browser wins over it', async () => {
    const { home, browser, words } = await prepare()
    await runTo(0, words, { home, environment: { BROWSER: browser.command } })
    await runTo(0, [...words, '--browser', browser.command], { home, environment: { BROWSER: '/nowhere/browser' } })
    expect(browser.read().args).toHaveLength(1)
  })

  test('its environment holds no secret of ours', async () => {
    const { home, browser, words } = await prepare()
    const environment = {
      BROWSER: browser.command, OAUTH_WALK_CLIENT_SECRET: 'client-secret', OAUTH_WALK_REFRESH_TOKEN: 'refresh-token',
      DISPLAY: ':7',
    }
    await runTo(0, words, { home, environment })
    const given = browser.read().environment
    expect(given['DISPLAY']).toBe(':7')
    expect(Object.entries(given).filter(([, value]) => ['client-secret', 'refresh-token'].includes(value))).toEqual([])
  })

  test.each([
    ['is not there', '/nowhere/browser', '--browser names /nowhere/browser, which is not installed'],
    ['fails', 'false', 'ended with 1'], ['is badly quoted', 'firefox "', ''],
  ])('L82 one that %s is told of, and the wait goes on', async (_how, command, reason) => {
    const { home, words } = await prepare()
    const { stderr } = await runTo(5, [...words.slice(0, -1), '1', '--browser', command], { home })
    expect(stderr)
      .toContain(command === 'false' ? 'The program that opens the browser failed' : 'The browser did not open')
    expect(stderr).toContain(reason)
    expect(stderr).not.toMatch(/undefined|Error:/)
    expect(stderr).toContain('Nobody came back within 1 s')
  })

  test.each([
    ['en', 'Nobody can sign in here'], ['zh', '这里没有人可以登录'],
  ])('in a job of CI, one that fails ends the login at once: a person is needed (%s)', async (lang, said) => {
    const { home, words } = await prepare()
    const patient = [...words.slice(0, -1), '300', '--browser', 'false', '--lang', lang]
    const { stderr } = await runTo(7, patient, { home, environment: { CI: 'true' } })
    expect(stderr).toContain(said)
    expect(stderr).toContain('oauth-walk token client-credentials --help')
    await runTo(5, [...words.slice(0, -1), '1', '--browser', 'false'], { home, environment: { CI: 'false' } })
  })

  test('with --quiet, one that opens nothing leaves the address to be opened by hand', async () => {
    const { home, words } = await prepare()
    const { stderr } = await runTo(5, [...words.slice(0, -1), '1', '--browser', 'false', '--quiet'], { home })
    expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/authorize\?\S+\n! The program that opens the browser failed/)
  })

  test('D20: nothing in the address is run by a shell', async () => {
    const { home, browser, words } = await prepare()
    const trace = join(home, 'trace')
    await runTo(
      0,
      [
        ...words, '--browser', browser.command, '--param', `x=$(touch ${trace})`, '--param',
        `y=\`touch ${trace}\`;touch ${trace}`,
      ],
      { home },
    )
    expect(existsSync(trace)).toBe(false)
    expect(browser.read().args[0]).toMatch(/^[A-Za-z0-9\-._~%:/?&=]+$/)
  })
})

describe('login', () => {
  test('by target is remembered: the next one needs one word', async () => {
    const home = freshHome()
    const stub = await startStub()
    await walk(
      ['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--profile', 'mine'],
      { home, environment: { OAUTH_WALK_CLIENT_SECRET: 'kept' } },
    )
    expect(await atDoor.runJson(0, ['profile', 'show'], { home })).toMatchObject({
      name: 'mine', settings: { 'client-id': { value: 'walker', source: 'profile' } },
    })
    const { ended, url } = await walk(['mine'], { home })
    expect([ended.status, url.searchParams.get('client_id'), url.searchParams.get('scope')]).toEqual([
      0, 'walker', 'read',
    ])
    expect(readSession(home)).toMatchObject({ client_secret: 'kept', access_token: 'stub-access-2/+=' })
  })

  test('--no-save stores nothing', async () => {
    const home = freshHome()
    const stub = await startStub()
    const { ended } = await walk(
      ['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--no-save'], { home },
    )
    expect([ended.status, sessionPaths(home)]).toEqual([0, []])
    await atDoor.runTo(7, ['token'], { home })
  })

  test('that fails leaves the stored session as it was', async () => {
    const home = freshHome()
    const stub = await startStub({ '/token': () => ({ status: 400, body: { error: 'invalid_client' } }) })
    plantSession(home, stub.issuer)
    const before = readFileSync(sessionPaths(home)[0] ?? '', 'utf8')
    expect((await walk(['default'], { home })).ended.status).toBe(3)
    expect(readFileSync(sessionPaths(home)[0] ?? '', 'utf8')).toBe(before)
  })

  test('whose step 6 fails saves the session, and says both: exit 3', async () => {
    const home = freshHome()
    const stub = await startStub({ '/userinfo': () => ({ status: 403 }) })
    const { ended } = await walk(['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read'], { home })
    expect([ended.status, ended.stdout, ended.stderr.includes('only step 6 failed')]).toEqual([3, '', true])
    expect(readSession(home).access_token).toBe('stub-access-1/+=')
  })

  test('waits on when a request with a wrong state comes, and says so', async () => {
    const home = freshHome()
    const stub = await startStub()
    const { comeBack, running } = await startLogin(
      ['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read'], { home },
    )
    expect((await comeBack({ state: 'not-ours' })).status).toBe(400)
    expect((await comeBack()).status).toBe(200)
    expect(await running.ended).toMatchObject({
      status: 0, stderr: expect.stringContaining('state is not ours') as unknown,
    })
    expect(stub.seenAt('/token')).toHaveLength(1)
  })

  test('at a store that can’t be written is exit 6', async () => {
    const home = freshHome()
    const stub = await startStub()
    writeFileSync(join(home, 'config.json'), '{torn', { mode: 0o600 })
    chmodSync(home, 0o700)
    const { ended } = await walk(
      ['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--profile', 'mine'], { home },
    )
    expect([ended.status, ended.stdout]).toEqual([6, ''])
    expect(await atDoor.runToError(6, ['profile', 'list'], { home })).toMatchObject({ code: 'store-corrupt' })
  })
})
