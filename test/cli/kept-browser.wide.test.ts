import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { notingBrowser, type NotingBrowser } from '../support/start-browser.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { visit } from '../support/user-agent.mjs'
import { documentOf } from '../support/walks.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())
beforeEach(() => stub.reset())

const secret = () => ({ OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret })
const first = () => [
  stub.issuer, '--client-id', stub.client.client_id, '--profile', 'work', '--port', '0', '--timeout', '90',
]

/** A login that succeeds without any browser being opened: what it says of one is kept all the same. */
async function keep(home: string, command: string, cwd?: string): Promise<void> {
  const { status, stderr } = await walkInside(
    [...first(), '--browser', command], { home, environment: secret(), ...cwd === undefined ? {} : { cwd } },
  )
  expect(status, stderr).toBe(0)
}

/** Where the browser of a login is opened, and how it ends once the answer is brought back. */
async function openedBy(
  words: readonly string[], home: string, browser: NotingBrowser, environment: NodeJS.ProcessEnv = {},
): Promise<number | null> {
  const running = start(['login', ...words, '--timeout', '90'], { home, environment: { ...secret(), ...environment } })
  const { location = '' } = await visit({ cookies: [], visited: [] }, { url: await browser.opened() })
  await visit({ cookies: [], visited: [] }, { url: location })
  return (await running.ended).status
}

const keptIn = async (home: string) =>
  (documentOf(await runInside(['profile', 'show', 'work', '--json'], { home }))['settings'] as Record<string, {
    value: unknown
    source: string
  }>)['browser']

describe('the browser of a profile', () => {
  test('is that of the last login, shown, and opened by the next one', async () => {
    const [home, browser] = [freshHome(), notingBrowser()]
    await keep(home, `${browser.command} {url} -P 'at work'`)
    expect(await keptIn(home)).toEqual({ value: `${browser.command} {url} -P 'at work'`, source: 'profile' })
    expect((await runInside(['profile', 'show', 'work'], { home })).stdout).toMatch(
      /^browser .*-P 'at work' +profile$/m,
    )
    expect(await openedBy(['work'], home, browser)).toBe(0)
    expect(await keptIn(home)).toMatchObject({ source: 'profile' })
  })

  test('gives way to a flag, which is kept instead, and to a variable; BROWSER gives way to it', async () => {
    const [home, kept, flag] = [freshHome(), notingBrowser(), notingBrowser()]
    await keep(home, kept.command)
    const shown = await runInside(
      ['profile', 'show', 'work', '--json'], { home, environment: { OAUTH_WALK_BROWSER: 'other', BROWSER: 'third' } },
    )
    expect(documentOf(shown)).toMatchObject({ settings: { browser: { value: 'other', source: 'environment' } } })
    expect(await openedBy(['work'], home, kept, { BROWSER: flag.command })).toBe(0)
    expect(await openedBy(['work', '--browser', flag.command], home, flag)).toBe(0)
    expect(await keptIn(home)).toEqual({ value: flag.command, source: 'profile' })
  })

  test('is taken away by an empty one, and stays as it was where a login fails or is not saved', async () => {
    const [home, browser] = [freshHome(), notingBrowser()]
    await keep(home, browser.command)
    await runInside(['login', 'work', '--browser', 'false', '--timeout', '1'], { home, environment: secret() })
    expect(
      (await walkInside(['work', '--browser', 'false', '--no-save'], { home, environment: secret() })).status,
    ).toBe(0)
    expect(await keptIn(home)).toMatchObject({ value: browser.command })
    expect((await walkInside(['work', '--browser', ''], { home, environment: secret() })).status).toBe(0)
    expect(await keptIn(home)).toBeUndefined()
  })

  test('that is gone is told as the profile’s, in both languages, and the wait goes on', async () => {
    const home = freshHome()
    await keep(home, '/nowhere/browser')
    expect((await runInside(['login', 'work', '--timeout', '1'], { home, environment: secret() })).stderr)
      .toContain('The profile names /nowhere/browser, which is not installed')
    expect(
      (await runInside(['login', 'work', '--timeout', '1', '--lang', 'zh'], { home, environment: secret() })).stderr,
    ).toContain(
      '配置指定的 /nowhere/browser 没有安装',
    )
  })

  test('that can’t be read is not kept', async () => {
    const home = freshHome()
    await keep(home, 'firefox "')
    expect(await keptIn(home)).toBeUndefined()
  })
})

describe('what a saved program is run as', () => {
  test('a script that was named from one folder is kept by its path: nothing of the same name is run in another', async () => {
    const [home, here, there] = [freshHome(), freshHome(), freshHome()]
    for (const folder of [here, there]) {
      mkdirSync(join(folder, 'bin'))
      writeFileSync(join(folder, 'bin/open.sh'), `#!/bin/sh\necho "$@" > '${join(folder, 'ran')}'\n`, { mode: 0o755 })
      writeFileSync(join(folder, 'page.txt'), '')
      mkdirSync(join(folder, 'work'))
    }
    await keep(home, './bin/open.sh -P work page.txt --flag=./bin', here)
    expect(await keptIn(home)).toMatchObject({
      value: `${join(here, 'bin/open.sh')} -P work ${join(here, 'page.txt')} --flag=./bin`,
    })
    await runInside(['login', 'work', '--timeout', '1'], { home, environment: secret(), cwd: there })
    expect([existsSync(join(here, 'ran')), existsSync(join(there, 'ran'))]).toEqual([true, false])
  })

  test('a program by its name alone is looked for in PATH, never in the folder that one is in', async () => {
    const [home, there] = [freshHome(), freshHome()]
    writeFileSync(join(there, 'my-browser'), `#!/bin/sh\ntouch '${join(there, 'ran')}'\n`, { mode: 0o755 })
    await keep(home, 'my-browser', there)
    expect(await keptIn(home)).toMatchObject({ value: 'my-browser' })
    const { stderr } = await runInside(['login', 'work', '--timeout', '1'], { home, environment: secret(), cwd: there })
    expect([stderr.includes('my-browser, which is not installed'), existsSync(join(there, 'ran'))]).toEqual([
      true, false,
    ])
  })

  test.runIf(
    process.getuid !== undefined,
  )('a profile that others could write is not read at all, by no command, until its owner closes it', async () => {
    const home = freshHome()
    await keep(home, `touch ${join(home, 'ran')}`)
    const [name = ''] = readdirSync(home).filter(file => file.startsWith('p-'))
    const path = join(home, name)
    chmodSync(path, 0o666)
    for (const words of [
      ['profile', 'list'], ['login', 'work', '--timeout', '1'], ['profile', 'show', 'work'], ['token'],
      ['completion', 'bash'],
    ]) {
      await runInside(words, { home, environment: secret() })
      expect(statSync(path).mode & 0o777).toBe(0o666)
    }
    const ended = await runInside(['login', 'work', '--timeout', '1', '--json'], { home, environment: secret() })
    expect([ended.status, documentOf(ended)]).toMatchObject([
      6, { error: { code: 'store-unsafe', message: expect.stringContaining(path) as string } },
    ])
    expect(existsSync(join(home, 'ran'))).toBe(false)
    chmodSync(path, 0o600)
    await runInside(['login', 'work', '--timeout', '1'], { home, environment: secret() })
    expect(existsSync(join(home, 'ran'))).toBe(true)
  })

  test('a script’s logout, and its login to the sandbox, open no saved browser', async () => {
    const home = freshHome()
    const trace = join(home, 'ran')
    expect(
      (await walkInside(['sandbox', '--auto', '--port', '0', '--browser', `touch ${trace}`], { home })).status,
    ).toBe(0)
    expect(documentOf(await runInside(['profile', 'show', 'sandbox', '--json'], { home }))).toMatchObject({
      settings: { browser: { source: 'profile' } },
    })
    const again = await runInside(['login', 'sandbox', '--port', '0', '--json'], { home })
    expect([again.status, documentOf(again)['subject']]).toEqual([0, '123456'])
    expect((await runInside(['logout'], { home })).status).toBe(0)
    expect(existsSync(trace)).toBe(false)
    expect(
      readFileSync(join(home, readdirSync(home).find(file => file.startsWith('p-')) ?? ''), 'utf8'),
    ).toContain(trace)
  })
})
