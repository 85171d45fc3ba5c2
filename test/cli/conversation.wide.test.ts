import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compiled, freshHome, program, run } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { visit } from '../support/user-agent.mjs'
import { contentOf, documentOf, storedSessions } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())
beforeEach(() => stub.reset())

interface Talk {
  home?: string
  columns?: number
  environment?: NodeJS.ProcessEnv
}

const enter = '\r'
const down = '\u001B[B'

/**
 * Starts a command at a terminal that echoes what is typed, and says at the end how it ended and whether the terminal
 * is as it was.
 */
function talk(
  words: string, { home = freshHome(), columns = 80, environment = {} }: Talk = {},
): InTerminal & { home: string } {
  const command = `trap : INT; stty rows 30 columns ${columns}; before=$(stty -g); "${process.execPath}" "${program}" ${words}; `
    + 'echo "status $?"; test "$before" = "$(stty -g)" && echo restored'
  const terminal = startInTerminal(command, {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1', SHELL: '/bin/sh',
    OAUTH_WALK_HOME: home, DISPLAY: ':0', ...compiled, ...environment,
  })
  return { ...terminal, home }
}

/**
 * Answers the rest for the stub's client, signs in at the address that is printed, and gives what the terminal has
 * shown.
 */
async function finish(session: InTerminal): Promise<string> {
  const [, address = ''] = await session.sees(/ (http\S+\?\S*response_type\S+)\r?\n/)
  await session.sees(/Waiting at/)
  const { location = '' } = await visit({ cookies: [], visited: [] }, { url: address })
  await visit({ cookies: [], visited: [] }, { url: location })
  return session.shown
}

const where = /Where do you want to sign in\?/
const ended = (status: number) => new RegExp(`status ${status}\\r\\nrestored`)

describe.runIf(hasPseudoTerminal)('--client-secret-file -', () => {
  test('asks at a terminal for the secret without showing it, also where one is stored or in the environment', async () => {
    const words
      = `login ${stub.issuer} --client-id '${stub.client.client_id}' --client-secret-file - --no-open --port 0`
    const session = talk(words, { environment: { OAUTH_WALK_CLIENT_SECRET: 'an old secret' } })
    await session.answer(/Client secret of stub client \(not shown\): /, enter)
    await session.answer(/An answer is needed[^]*\(not shown\): $/, `${stub.client.client_secret}${enter}`)
    const shown = await finish(session)
    expect(shown).toMatch(ended(0))
    expect(shown).not.toContain(stub.client.client_secret)
    const again = talk(words.replace('--client-secret-file -', ''), { home: session.home })
    expect(await finish(again)).toMatch(ended(0))
    const asked = talk('userinfo --client-secret-file -', { home: session.home })
    await asked.answer(/Client secret of stub client \(not shown\): /, `${stub.client.client_secret}${enter}`)
    expect(await asked.shown).toMatch(ended(0))
    expect(await asked.shown).not.toContain(stub.client.client_secret)
  })
})

describe.runIf(hasPseudoTerminal)('the first login, at a terminal', () => {
  test('asks for an issuer, says what to register, takes a secret without showing it, and is one word the next time', async () => {
    const session = talk('login --no-open --port 0')
    await session.answer(where, 'issuer')
    await session.answer(/❯ another provider/, enter)
    await session.answer(/Issuer URL/, `${stub.issuer}${enter}`)
    await session.sees(/exactly this redirect URI:\s+http:\/\/127\.0\.0\.1:8765\/callback/)
    await session.answer(/\? Client id/, `${stub.client.client_id}${enter}`)
    await session.answer(/\? Scopes/, `openid email${enter}`)
    await session.answer(
      /Client secret of stub client \(not shown; Enter if it has none\): /, `${stub.client.client_secret}${enter}`,
    )
    const shown = await finish(session)
    expect(shown).toMatch(ended(0))
    expect(shown).not.toContain(stub.client.client_secret)
    expect(storedSessions(session.home)).toMatchObject([{ session: { client_secret: stub.client.client_secret } }])
    expect(stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.parameters.get('scope')).toBe('openid email')

    const again = talk('login --no-open --port 0', { home: session.home })
    await again.answer(/❯ \S+ {2}\(saved profile, the active one: /, enter)
    const shownAgain = await finish(again)
    expect(shownAgain).toMatch(ended(0))
    expect(shownAgain).not.toMatch(/Client id|Client secret of/)
  })

  test('asks for an issuer again where it can’t be asked, before any other question', async () => {
    const session = talk('login')
    await session.answer(where, 'http://127.0.0.1:9')
    await session.answer(/❯ http:\/\/127\.0\.0\.1:9 {2}\(issuer\)/, enter)
    await session.answer(/✗ [^]*127\.0\.0\.1:9[^]*Where do you want to sign in\?/, `${stub.issuer}/none`)
    await session.answer(/❯ \S+\/none {2}\(issuer\)/, enter)
    await session.answer(/✗ [^]*\/none[^]*Where do you want to sign in\?/, stub.issuer)
    await session.answer(/❯ http:\/\/127\.0\.0\.1:\d+ {2}\(issuer\)/, enter)
    await session.answer(/\? Client id/, '\u0003')
    expect(await session.shown).toMatch(ended(130))
    const [, first = '', second = ''] = (await session.shown).split('✗ ')
    expect([first, second.split('Where do you')[0]].join('')).not.toContain('Client id')
  })

  test('asks nothing of whoever named an issuer that can’t be asked', async () => {
    const session = talk('login http://127.0.0.1:9')
    expect(await session.shown).toMatch(/✗ [^]*127\.0\.0\.1:9[^]*status 5/)
    expect(await session.shown).not.toMatch(/Client id|Register a client/)
  })

  test('finds a preset by typing, asks for its variables, and keeps the preset’s scopes', async () => {
    // The document of the realm names the stub, which is not the realm: the walk ends at its first check, when
    // everything was asked.
    const session = talk(`login --no-open --provider-origin ${stub.issuer}`)
    await session.answer(where, 'cloak')
    await session.answer(/❯ keycloak/, enter)
    await session.answer(/base-url of keycloak/, enter)
    await session.answer(/An answer is needed/, `https://sso.example.com${enter}`)
    await session.answer(/realm of keycloak/, `staff${enter}`)
    await session.sees(/must be registered at Keycloak first:[^]*Valid redirect URIs/)
    await session.answer(/\? Client id/, `me${enter}`)
    await session.answer(/\? Scopes \(openid profile email\)/, enter)
    await session.answer(/Client secret of me/, enter)
    expect(await session.shown).toMatch(/status [34]\r\nrestored/)
    expect(stub.asked.map(({ url }) => url.pathname)).toContain('/realms/staff/.well-known/openid-configuration')
  })

  test('asks for a preset that was named, also in Chinese, and for a redirect URI where it takes none of this machine', async () => {
    const session = talk('login wechat-web --no-open --timeout 1 --lang zh')
    await session.sees(/请先在“微信（网站应用）”注册客户端/)
    await session.answer(/已注册的重定向 URI/, `https://your.example/callback${enter}`)
    await session.answer(/client_id/, `wx1234${enter}`)
    await session.answer(/\? scope /, enter)
    await session.answer(/客户端 wx1234 的密钥（输入时不显示）/, `wechat-secret${enter}`)
    await session.sees(/appid=wx1234&redirect_uri=https%3A%2F%2Fyour\.example%2Fcallback/)
    await session.sees(/页面地址（输入时不显示）/)
    const shown = await session.shown
    expect(shown).toMatch(ended(5))
    expect(shown).not.toContain('wechat-secret')
  })

  test('the arrow keys choose, and what nothing matches is said', async () => {
    const session = talk('login --timeout 1 --no-open')
    await session.answer(/❯ sandbox/, down)
    await session.answer(/❯ apple/, 'no such provider')
    await session.answer(/Nothing matches/, '\u0015')
    await session.answer(/❯ sandbox/, enter)
    expect(await session.shown).toMatch(/authorization code flow with sandbox[^]*status 5\r\nrestored/)
  })

  test.each<[
    string, string,
  ]>(sampled([['Ctrl-C', '\u0003'], ['Ctrl-D', '\u0004']], 2))('%s at any question ends with 130 and leaves nothing', async (
    _name, key,
  ) => {
    const choosing = talk('login')
    await choosing.answer(where, key)
    const typing = talk('login github')
    await typing.answer(/\? Client id/, key)
    const secret = talk('login github --client-id x')
    await secret.answer(/Client secret of x/, key)
    for (const session of [choosing, typing, secret]) {
      const shown = await session.shown
      expect(shown).toMatch(ended(130))
      expect(shown.lastIndexOf('\u001B[?25h')).toBeGreaterThanOrEqual(shown.lastIndexOf('\u001B[?25l'))
      expect(contentOf(session.home)).toEqual({})
    }
  })

  test.each(sampled([20, 0], 2))('a terminal of %i columns is no obstacle', async (columns) => {
    const session = talk('login', { columns })
    await session.answer(/sign/, 'github')
    await session.answer(/❯ github/, enter)
    await session.answer(/Client id/, '\u0003')
    expect(await session.shown).toMatch(ended(130))
  })

  test.each<[string, string, NodeJS.ProcessEnv]>(sampled([
    ['a dumb terminal', 'login', { TERM: 'dumb' }], ['a settled profile', 'login', { OAUTH_WALK_PROFILE: 'nowhere' }],
    ['stdin that is no terminal', 'login < /dev/null', {}],
  ], 2))('%s is not asked', async (_name, words, environment) => {
    expect(await talk(words, { environment }).shown).toMatch(ended(2))
  })

  test('--no-color draws without colour', async () => {
    const session = talk('login --no-color', { environment: { NO_COLOR: '' } })
    await session.answer(where, '\u0003')
    // eslint-disable-next-line no-control-regex
    expect(await session.shown).not.toMatch(/\u001B\[[\d;]+m/)
  })
})

test('without a terminal nothing is asked: exit 2, and for a secret 7', async () => {
  const home = freshHome()
  const [bare, github, secret] = await Promise.all([
    run(['login', '--json'], { home }), run(['login', 'github', '--json'], { home }),
    run(['login', 'github', '--client-id', 'x', '--json'], { home }),
  ])
  expect([bare, github, secret].map(({ status }) => status)).toEqual([2, 2, 7])
  expect(documentOf(github)).toMatchObject({ error: { code: 'client-id-missing' } })
  expect(documentOf(secret)).toMatchObject({ error: { code: 'person-needed' } })
})

test('the prompts are loaded only when somebody is asked', () => {
  const folder = new URL('../../dist/', import.meta.url)
  const bundles = readdirSync(folder).filter(name => name.endsWith('.cjs')).map(name =>
    readFileSync(new URL(name, folder), 'utf8'))
  const requiring = bundles.flatMap(bundle =>
    [...bundle.matchAll(/(.{7})require\("\.\/vendor\/@inquirer/g)].map(([, before = '']) => before))
  expect(requiring.length).toBeGreaterThan(1)
  expect(requiring.filter(before => !before.includes('=>'))).toEqual([])
})
