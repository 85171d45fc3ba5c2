import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { loginAlone } from '../../src/messages/again.ts'
import { settingNames } from '../../src/providers/settings.ts'
import { columnsOf } from '../../src/text/columns.ts'
import { freshHome, start } from '../support/cli.ts'
import { hostWith } from '../support/inside.ts'
import { runTo } from './inside.ts'
import * as atDoor from './support.ts'

const commands = [
  [], ['login'], ['token'], ['token', 'refresh'], ['token', 'show'], ['token', 'revoke'], ['token', 'exchange'],
  ['token', 'jwt-bearer'], ['token', 'client-credentials'], ['introspect'], ['userinfo'], ['logout'],
  ['profile'], ['profile', 'list'], ['profile', 'show'], ['profile', 'use'], ['profile', 'remove'], ['provider'],
  ['provider', 'list'],
  ['provider', 'show'], ['sandbox'], ['profile', 'bind'], ['credential'],
  ['credential', 'kubectl'], ['credential', 'git'], ['credential', 'docker'], ['credential', 'aws'], ['completion'],
  ['api'], ['mcp'], ['report'], ['diff'], ['version'], ['learn'],
  ['key'], ['key', 'create'], ['key', 'show'], ['key', 'list'], ['key', 'remove'], ['check'], ['doctor'],
].map(words => [['oauth-walk', ...words].join(' '), words] as const)

const chinese = /\p{Script=Han}/u
/** Four English words in a row are a sentence, or a part of one. */
const englishSentence = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}\b/

/** What the help says about its options and commands: one line each, without the wrapped rest. */
function describedLines(help: string): string[] {
  return help.split('\n').filter(line => /^ {2}[a-z-]\S/i.test(line))
}

/** Each help is asked for once in a language, and judged by more than one test. */
const helps = new Map<string, Promise<string>>()

const localeOf = { en: 'C.UTF-8', zh: 'zh_CN.UTF-8' }

/**
 * The help as the program makes it, in this process: it is a text, made of the command tree alone. That it gets to
 * stdout is tried with a few.
 */
async function helpOf(words: readonly string[], language: 'en' | 'zh'): Promise<string> {
  const name = [language, ...words].join(' ')
  const asked = helps.get(name) ?? main([...words, '--help'], hostWith({ LANG: localeOf[language] }))
  helps.set(name, asked)
  return asked
}

describe('help', () => {
  // They come by every way through bin: the program’s own, a long one with topics, a group’s, one behind the short way
  // of `token`, and `version`.
  test.each([[], ['login'], ['profile'], ['token', 'refresh'], ['version']].map(words =>
    [['oauth-walk', ...words].join(' '), words] as const))('of %s is on stdout, whole, and nothing on stderr', async (
    _name, words,
  ) => {
    for (const language of ['en', 'zh'] as const) {
      const asked = await runTo(
        0, [...words, '--help'], { home: freshHome(), environment: { LANG: localeOf[language] } },
      )
      expect([asked.stdout, asked.stderr]).toEqual([await helpOf(words, language), ''])
    }
  })

  test.each([
    [['login', '-h'], ['login']], [['login', '-vh'], ['login']], [['login', '-vvh'], ['login']],
    [['login', '-hv'], ['login']], [['login', 'sandbox', '-v', '-hvh'], ['login']],
    [['-v', 'login', '-hv'], ['login']], [['token', '-hv'], ['token']], [['token', 'show', '-vh'], ['token', 'show']],
    [['credential', '-vh'], ['credential']], [['credential', 'get', '-hv'], ['credential', 'get']],
    [['version', '-hv'], ['version']], [['exit-codes', '-vh'], ['exit-codes']],
    [['-vh'], []], [['-hv'], []], [['-vh', 'login'], []], [['-h', 'login'], []],
  ])('%j asks for that of %j', async (words, command) => {
    for (const language of ['en', 'zh'] as const)
      expect(await main(words, hostWith({ LANG: localeOf[language] }))).toBe(await helpOf(command, language))
  })

  test('with all flags is asked for by short flags in one word too', async () => {
    expect(await main(['login', '-hv', 'all'], hostWith({}))).toBe(await main(['login', '--help', 'all'], hostWith({})))
  })

  test.each(commands)('of %s is in English, and describes every line', async (_name, words) => {
    const stdout = await helpOf(words, 'en')
    expect(chinese.test(stdout)).toBe(false)
    const lines = describedLines(stdout)
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter(line => !/^ {2}\S.*? {2,}\S/.test(line) && !followedByText(stdout, line))).toEqual([])
  })

  test.each(commands)('of %s is in Chinese, and no English sentence is left in it', async (_name, words) => {
    const stdout = await helpOf(words, 'zh')
    expect(stdout).toMatch(chinese)
    expect(stdout.split('\n').filter(line => englishSentence.test(line))).toEqual([])
    const undescribed = describedLines(stdout).filter(line =>
      !chinese.test(line) && !followedByText(stdout, line) && !/login、consent/.test(line))
    expect(undescribed).toEqual([])
  })

  test('each command says in one line what it does, differently in both languages', async () => {
    for (const [, words] of commands) {
      const english = (await helpOf(words, 'en')).split('\n')[2] ?? ''
      const han = (await helpOf(words, 'zh')).split('\n')[2] ?? ''
      expect([/^[A-Za-z].{5}/.test(english), chinese.test(han)], words.join(' ')).toEqual([true, true])
    }
  })
})

/** A long flag stands alone on its line, its description on the next one, further in. */
function followedByText(help: string, line: string): boolean {
  const lines = help.split('\n')
  return /^ {10,}\S/.test(lines[lines.indexOf(line) + 1] ?? '')
}

describe('the first screen of login', () => {
  const everyday = [
    '--client-id', '--client-secret-file', '--scope', '--redirect-uri', '--device', '--paste', '--step', '--explain',
    '--html', '--profile', '--json',
  ]

  test.each([
    'en', 'zh',
  ] as const)('is 40 lines of 80 columns at most, in groups, and names the rest: %s', async (language) => {
    const stdout = await helpOf(['login'], language)
    const lines = stdout.trimEnd().split('\n')
    expect([lines.length <= 40, lines.filter(line => columnsOf(line) > 80), lines.at(-1)]).toEqual([
      true, [], expect.stringContaining('oauth-walk login --help all'),
    ])
    expect([...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag)).toEqual(everyday)
    for (const fact of [
      'http://127.0.0.1:8765/callback', 'OAUTH_WALK_CLIENT_SECRET', '[$OAUTH_WALK_CLIENT_ID]', '[$OAUTH_WALK_PROFILE]',
    ]) expect(stdout).toContain(fact)
  })

  test.each([['doctor', 40], ['check', 55]])('is short for %s too, and --help all has the rest', async (name, most) => {
    for (const language of ['en', 'zh'] as const) {
      const short = await helpOf([name], language)
      const lines = short.trimEnd().split('\n')
      expect([lines.length <= most, lines.filter(line => columnsOf(line) > 80), lines.at(-1)]).toEqual([
        true, [], expect.stringContaining(`oauth-walk ${name} --help all`),
      ])
      const all = await main([name, '--help', 'all'], hostWith({ LANG: localeOf[language] }))
      const flagsIn = (text: string) => [...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag)
      expect(flagsIn(short).filter(flag => !flagsIn(all).includes(flag))).toEqual([])
      expect(flagsIn(all).length).toBeGreaterThan(flagsIn(short).length * 2)
      expect(all).not.toContain('--help all')
    }
  })

  test('doctor takes no flag of a login that it does not look at', async () => {
    const { stderr } = await runTo(2, ['doctor', '--timeout', '5'], { home: freshHome() })
    expect(stderr).toContain('--timeout')
    const all = async (name: string) =>
      [...(await main([name, '--help', 'all'], hostWith({}))).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(found =>
        found[1] ?? '')
    const own = await all('doctor')
    expect((await all('login')).filter(flag => !own.includes(flag)).sort()).toEqual(loginAlone)
  })

  test('--help all has every flag, within 80 columns, the variables and the exit codes', async () => {
    const { stdout } = await atDoor.runTo(0, ['login', '--help', 'all'], { home: freshHome() })
    for (const name of settingNames.filter(setting => setting !== 'host')) expect(stdout).toContain(`  --${name}`)
    expect(stdout).toMatch(/\n {2}130 +Ctrl-C\n/)
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([])
  })
})

describe('the help', () => {
  test.each([
    'token', 'api', 'profile show', 'credential aws', 'sandbox',
  ])('of %s has the flags of every command last', async (words) => {
    const stdout = await helpOf(words.split(' '), 'en')
    const headings = [...stdout.matchAll(/^([A-Z][\w ]+)(?: \(.*\))?:$/gm)].map(([, heading]) => heading)
      .filter(heading => !['Commands', 'Examples', 'Exit codes'].includes(heading ?? ''))
    expect(headings.at(-1)).toBe('Global options')
    expect(stdout).toMatch(/Global options:\n {2}--(?:profile|json)[^]*\n {2}-h, --help/)
  })

  test.each([
    'environment', 'exit-codes',
  ])('has the topic %s, in both languages, from the same words as the manual page', async (topic) => {
    const manual = readFileSync(new URL('../../man/oauth-walk.1', import.meta.url), 'utf8').replaceAll('\\-', '-')
    for (const language of ['en', 'zh'] as const) {
      const { stdout } = await runTo(0, ['help', topic, '--lang', language], { home: freshHome() })
      const names = [...stdout.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, name]) => name)
      expect(names.length).toBeGreaterThan(8)
      expect(names.filter(name => !manual.includes(`.B ${name ?? ''}\n`))).toEqual([])
    }
  })

  test('of token says to a script what the exit codes mean', async () => {
    expect(await helpOf(['token'], 'en')).toMatch(/\n {2}7 +a person is needed/)
  })
})

describe('version', () => {
  const { version }
    = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

  test.each(['--version', '-V'])('%s prints the package’s, and nothing else', async (flag) => {
    expect(await runTo(0, [flag], { home: freshHome() })).toMatchObject({ stdout: `${version}\n`, stderr: '' })
  })

  test('is the same where other words follow', async () => {
    expect((await runTo(0, ['--version', 'login'], { home: freshHome() })).stdout).toBe(`${version}\n`)
  })
})

describe('language', () => {
  const titleOf = async (environment: NodeJS.ProcessEnv, words: string[] = []) => {
    const { stderr } = await atDoor.runTo(7, ['token', ...words], { home: freshHome(), environment })
    return chinese.test(stderr) ? 'zh' : 'en'
  }

  test.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'], [{ LANG: 'zh_TW' }, 'zh'], [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    [{ LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'C' }, 'zh'], [{ LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'C' }, 'zh'],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
  ])('of %j is %s', async (environment, language) => {
    expect(await titleOf(environment)).toBe(language)
  })

  test('--lang wins over the environment, in both spellings', async () => {
    expect(await titleOf({ LANG: 'zh_CN.UTF-8' }, ['--lang', 'en'])).toBe('en')
    expect(await titleOf({}, ['--lang=zh'])).toBe('zh')
  })

  test('the failure’s cause and next command are Chinese too', async () => {
    const { stderr } = await runTo(2, ['login', '--lang', 'zh'], { home: freshHome() })
    expect(stderr.split('\n').filter(line => line !== '').map(line => chinese.test(line))).toEqual([
      true, true, true, true, true,
    ])
  })

  test('what commander says about wrong usage is Chinese too', async () => {
    const { stderr } = await runTo(2, ['token', '--frob', '--lang', 'zh'], { home: freshHome() })
    expect(stderr).toMatch(/^✗ .*\p{Script=Han}.*--frob|^✗ .*--frob.*\p{Script=Han}/mu)
  })
})

test('a reader of the help who has gone makes no noise', async () => {
  for (const words of [['--help'], ['login', '--help'], ['token', '--lang', 'zh', '--help']]) {
    const running = start(words, { home: freshHome() })
    running.child.stdout.destroy()
    expect(await running.ended, words.join(' ')).toMatchObject({ status: 0, stderr: '' })
  }
})

test.each([
  [['sandbox'], false], [['version'], false], [['token'], true],
])('%j lists --profile: %j, and takes it all the same', async (words, isListed) => {
  expect((await helpOf(words, 'en')).includes('--profile')).toBe(isListed)
  await runTo(
    0, words[0] === 'version' ? [...words, '--profile', 'any'] : [...words, '--profile', 'any', '--help'],
    { home: freshHome() },
  )
})

test('help as a command has the document that --json asks of every command', async () => {
  const { stdout } = await runTo(0, ['help', 'login', '--json'], { home: freshHome() })
  expect(JSON.parse(stdout)).toEqual({ ok: true, help: expect.stringContaining('oauth-walk login') as string })
})
