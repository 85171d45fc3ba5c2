import { describe, expect, test } from 'vitest'
import { presetNames } from '../../src/providers/presets/index.ts'
import { isCommand } from '../../src/cli/program.ts'
import { compiled, freshHome, program } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { hasPseudoTerminal, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts'
import { contentOf } from '../support/walks.ts'
import { runTo, runToError } from './inside.ts'
import { containing, plantProfile, plantSession } from './support.ts'
import * as atDoor from './support.ts'

const [enter, down] = ['\r', '\u001B[B']
const nowhere = 'http://127.0.0.1:9'

/**
 * Starts the program at a terminal of this size, and says at the end how it ended and whether the terminal is as it
 * was.
 */
function sit(words: string, { columns = 80, home = freshHome() } = {}): InTerminal & { home: string } {
  const command = `trap : INT; stty rows 24 columns ${columns}; before=$(stty -g); "${process.execPath}" "${program}" ${words}; `
    + 'echo "status $?"; test "$before" = "$(stty -g)" && echo restored'
  const environment = {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1', SHELL: '/bin/sh',
    OAUTH_WALK_HOME: home, ...compiled,
  }
  return { ...startInTerminal(command, environment), home }
}

const ended = (status: number) => new RegExp(`status ${status}\\r\\nrestored`)

describe.runIf(hasPseudoTerminal)('the name alone, at a terminal', () => {
  test('offers four things; the first of them walks the sandbox, and the command is shown', async () => {
    const welcomed = sit('')
    await welcomed.answer(
      /What do you want to do\?[^]*❯ Walk the sandbox[^]* Learn it[^]* Sign in[^]* Read about[^]*Ctrl-C leaves/, enter,
    )
    await welcomed.sees(/\$ oauth-walk login sandbox/)
    expect(await welcomed.shown).toMatch(/authorization code flow with sandbox[^]*status 0\r\nrestored/)
  })

  test('goes on with the question where to sign in, and with the help', async () => {
    const provider = sit('')
    await provider.answer(/❯ Walk/, down)
    await provider.answer(/❯ Learn/, down)
    await provider.answer(/❯ Sign in/, enter)
    await provider.answer(/Where do you want to sign in\?/, '\u0003')
    expect(await provider.shown).toMatch(ended(130))
    const help = sit('')
    await help.answer(/❯ Walk/, 'help')
    await help.answer(/❯ Read/, enter)
    expect(await help.shown).toMatch(/Usage: oauth-walk[^]*status 0\r\nrestored/)
  })

  test('fits 40 columns, in Chinese, and Ctrl-C leaves nothing', async () => {
    const session = sit('--lang zh', { columns: 40 })
    await session.answer(/要做什么？[^]*❯ 立即用 sandbox 走一遍，无需账号\r?\n/, '\u0003')
    expect(await session.shown).toMatch(ended(130))
    expect(contentOf(session.home)).toEqual({})
  })
})

describe('the name alone, without a terminal', () => {
  test.each(['en', 'zh'])('is a usage of twenty lines at most, and exit 2: %s', async (language) => {
    const { stdout, stderr } = await runTo(2, ['--lang', language], { home: freshHome() })
    expect([stdout, stderr.trimEnd().split('\n').length <= 20]).toEqual(['', true])
    expect(stderr).toMatch(/oauth-walk login sandbox[^]*\n {2}.*oauth-walk --help\n$/)
    expect(Math.max(...stderr.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
    const help = (await runTo(0, ['--help', '--lang', 'en'], { home: freshHome() })).stdout
    const commands = [...(/^Commands:\n([^]*?)\n\n/m.exec(`${help}\n\n`)?.[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(
      ([, name]) => name,
    )
    expect(commands.length).toBeGreaterThan(15)
    expect(
      commands.filter(name => !new RegExp(`[: ：]${name}(?:\\s|$)`).test(stderr.slice(stderr.search(/Commands:|命令：/)))),
    ).toEqual([])
  })
})

describe('what is meant', () => {
  test('an address or the name of a preset alone is a login', async () => {
    expect(await runToError(5, [nowhere, '--client-id', 'x'], { home: freshHome() })).toMatchObject({
      code: 'network-failed',
    })
    expect(await atDoor.runToError(2, ['github'], { home: freshHome() })).toMatchObject({
      code: 'client-id-missing', hint: containing('oauth-walk login github'),
    })
    expect(await atDoor.runToError(2, ['--lang', 'zh', 'github', '--scope', 'a'], { home: freshHome() }))
      .toMatchObject({ hint: containing('login github --scope a') })
  })

  test('an address without its beginning is told as one', async () => {
    for (const word of ['127.0.0.1:1/x', 'localhost:8080', 'op.example.com', 'op.example.com/tenant']) {
      const { status, stderr } = await runInside([word], { home: freshHome() })
      expect([status, stderr], word).toEqual([2, expect.stringContaining(`${word} has no https:// before it`)])
    }
    expect((await runInside(['walk.json'], { home: freshHome() })).stderr).toContain('unknown command')
  })

  test('the profile behind a command for a session is led to its flag', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', {}, 'mine')
    const { stderr } = await atDoor.runTo(2, ['token', 'show', 'mine'], { home })
    expect(stderr).toContain(
      '"mine" is a saved profile: --profile names it here.\n  next: oauth-walk token show --profile mine\n',
    )
  })

  test('no preset is called like a command', () => {
    expect(presetNames.filter(isCommand)).toEqual([])
  })

  test('the name of a saved profile alone is told, since a later version may have a command of that name', async () => {
    const home = freshHome()
    plantProfile(home, 'mine', { issuer: nowhere })
    const error = await atDoor.runToError(2, ['mine'], { home })
    expect(error).toMatchObject({
      code: 'usage', cause: containing('is a saved profile'), hint: containing('oauth-walk login mine\n'),
    })
  })

  test.each<[words: string[], same: string[]]>([
    [['help'], ['--help']], [['help', 'login'], ['login', '--help']],
    [['help', 'token', 'show'], ['token', 'show', '--help']],
    [['--lang', 'zh', 'help', 'diff'], ['diff', '--help', '--lang', 'zh']],
    [['help', 'login', 'all'], ['login', '--help', 'all']], [['--lang', 'zh', '--help'], ['--help', '--lang', 'zh']],
    [['version'], ['--version']],
  ])('%j is %j', async (words, same) => {
    const [one, other] = await Promise.all([words, same].map(async these => runTo(0, these, { home: freshHome() })))
    expect([one?.stdout, one?.stderr]).toEqual([other?.stdout, ''])
  })

  test('flags may stand before the command, and then belong to it', async () => {
    const home = freshHome()
    expect((await runTo(2, ['--lang', 'zh', 'login'], { home })).stderr).toMatch(/要登录到哪里/)
    expect(await atDoor.runJson(0, ['--profile', 'token', 'profile', 'list'], { home })).toMatchObject({ ok: true })
    expect(JSON.parse((await atDoor.runTo(0, ['--json', 'version'], { home })).stdout)).toMatchObject({
      ok: true, version: containing('.'),
    })
    expect(await atDoor.runToError(2, ['--lang', 'fr', 'login'], { home })).toMatchObject({ code: 'usage' })
  })
})

describe('a wrong word', () => {
  test.each<[words: string[], hint: string]>([
    [
      ['login', 'githb'], 'oauth-walk login github',
    ], [['login', 'sandbx', '--auto'], 'oauth-walk login sandbox --auto'], [['githb'], 'oauth-walk login github'],
    [['help', 'nonsense'], 'oauth-walk --help'],
  ])('%j suggests %s first', async (words, hint) => {
    expect((await runToError(2, words, { home: freshHome() }))['hint']).toMatch(new RegExp(`^${hint}(?:\n|$)`))
  })

  test('suggests a profile too, and only a command where one is near', async () => {
    const home = freshHome()
    plantProfile(home, 'production', { issuer: nowhere })
    expect(await atDoor.runToError(2, ['login', 'prodction'], { home })).toMatchObject({
      hint: containing('oauth-walk login production'),
    })
    const error = await atDoor.runToError(2, ['tokn'], { home })
    expect([error['message'], error['hint']]).toEqual([containing('Did you mean token?'), 'oauth-walk token\noauth-walk --help'])
  })
})

test.each([
  [['token', 'shwo'], 'unknown command \'shwo\'', 'show'], [['profile', 'lst'], 'unknown command \'lst\'', 'list'],
  [['provider', 'shw', 'github'], 'unknown command \'shw\'', 'show'],
  [['token', 'refesh', '--json', '--lang', 'zh'], '未知命令：refesh', 'refresh'],
])('%j names the part that is near', async (words, said, near) => {
  const { stdout, stderr } = await runTo(2, words, { home: freshHome() })
  expect([stdout, stderr].join('')).toContain(said)
  expect(stderr).toContain(near)
})

test('what lacks a word has no cause but that', async () => {
  for (const words of [['profile'], ['report'], []]) expect(
    (await runTo(2, words, { home: freshHome() })).stderr, words.join(' '),
  ).not.toMatch(/likely cause/)
})

describe('a secret among the words', () => {
  const secret = 'hunter2secret'
  test.each([
    [['login', 'github', '--client-secret', secret]], [['login', 'github', `--client-secret=${secret}`]],
    [['--client-secret', secret, 'login', 'github']],
    [['token', '--client-secret', secret]], [['--client_secret', secret]], [['token', `--frob=${secret}`]],
    [['login', `--client-secret=${secret}`, '--help', '--json']],
  ])('%j is told to nobody', async (words) => {
    for (const more of [[], ['--json'], ['--lang', 'zh']]) {
      const { status, stdout, stderr } = await runInside([...words, ...more], { home: freshHome() })
      expect([status, `${stdout}${stderr}`.includes(secret)]).toEqual([2, false])
    }
  })

  test.each([
    [
      '--client-secret',
      [
        'login github --json --client-secret-file -', '--client-secret-file FILE', '--client-secret-file - < FILE',
        'OAUTH_WALK_CLIENT_SECRET',
      ],
    ],
    ['--refresh-token', ['OAUTH_WALK_REFRESH_TOKEN']], ['--access-token', ['OAUTH_WALK_ACCESS_TOKEN']],
  ])('%s says where it goes', async (flag, ways) => {
    const { hint, message } = await runToError(2, ['login', 'github', flag, secret], { home: freshHome() })
    expect([message, ways.filter(way => !String(hint).includes(way))]).toEqual([containing(flag), []])
  })
})

test('the login that was meant keeps its flags, and nothing that may be a part of the secret', async () => {
  const words = [
    'login', 'github', '--client-secret', 'hunter2', 'secret', '--client-id', 'abc', '--frob', 'x', '--provider-origin',
    nowhere,
  ]
  const { hint } = await runToError(2, words, { home: freshHome() })
  expect(hint)
    .toContain(`oauth-walk login github --client-id abc --provider-origin ${nowhere} --json --client-secret-file -\n`)
  expect(hint).not.toMatch(/hunter2|frob|\bsecret\b(?!-)/)
})

test.each([
  ['login --client-secret=hunter2 http://127.0.0.1:9400 --client-id abc', 'login http://127.0.0.1:9400 --client-id abc'],
  ['login --client-secret hunter2 github --auto --html w.html', 'login github --auto --html w.html'],
  ['--client-secret hunter2 github', 'login github'], ['github --client-secret hunter2', 'login github'],
  ['login --client-secret https://hunter2 github', 'login github'],
  ['login --client-secret hunter2 --client-secret-file f sandbox', 'login sandbox'],
  [
    'token client-credentials --client-secret hunter2 --issuer https://i.example --scope=a --json',
    'token client-credentials --issuer https://i.example --scope a --json',
  ],
  ['check https://i.example --client-secret hunter2', 'check https://i.example'],
])('%s keeps the command and its other words', async (words, kept) => {
  for (const more of [[], ['--lang', 'zh']]) {
    const { stderr } = await runTo(2, [...words.split(' '), ...more], { home: freshHome() })
    expect(stderr.replace('file=-', 'file -')).toContain(`oauth-walk ${[...kept.split(' '), ...more].join(' ')} --client-secret-file -\n`)
    expect(stderr).not.toContain('hunter2')
  }
})

test('a command without a flag for the file is said again behind the variable', async () => {
  const { stderr } = await runTo(2, ['version', '--client-secret', 'hunter2'], { home: freshHome() })
  expect(stderr).toMatch(/export OAUTH_WALK_CLIENT_SECRET\n.*oauth-walk version\n$/)
})

test('without a client, a preset says once what to register, with the address of the page alone on its line', async () => {
  const { stderr } = await runTo(2, ['login', 'github'], { home: freshHome() })
  expect(stderr.match(/Authorization callback URL/g)).toHaveLength(1)
  expect(stderr).toMatch(/^ {2}https:\/\/github\.com\/settings\/developers$/m)
})

describe.runIf(hasPseudoTerminal)('the first login, at a terminal', () => {
  test.each([
    80, 40,
  ])('says what to register once, within %i columns, and the address alone on its line', async (columns) => {
    const session = sit('login github', { columns })
    const [told] = await session.sees(/must be registered[^]*\? Client id/)
    expect(told.match(/Authorization/g)).toHaveLength(1)
    const lines = told.split('\r\n').slice(0, -1)
    expect(lines).toContain('  https://github.com/settings/developers')
    expect(lines.filter(line => line.length > columns && !/oauth-walk login|https?:\/\//.test(line))).toEqual([])
    await session.type('\u0003')
    expect(await session.shown).toMatch(ended(130))
  })

  test('an address that is typed where names are looked for stands first, and is taken', async () => {
    const session = sit('login --client-id x')
    await session.answer(/Where do you want to sign in\?/, nowhere)
    await session.answer(/❯ http:\/\/127\.0\.0\.1:9 {2}\(issuer\)/, enter)
    expect(await session.shown).toMatch(/127\.0\.0\.1:9 can’t be reached[^]*status 5\r\nrestored/)
    const host = sit('login --client-id x')
    await host.answer(/Where do you want to sign in\?/, 'op.example.com')
    await host.answer(/❯ https:\/\/op\.example\.com {2}\(issuer\)/, '\u0003')
    expect(await host.shown).toMatch(ended(130))
  })
})
