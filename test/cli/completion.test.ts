import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { complete } from '../../src/cli/completion/complete.ts'
import { freshHome, program, surroundings } from '../support/cli.ts'
import { hostWith } from '../support/inside.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'
import { plantProfile, plantSession, profilePathOf, runTo } from './support.ts'

describe('the words at the cursor', () => {
  /** As the program's shell function asks, without a process: the tests of the shells below ask through the door. */
  const wordsFor = async (home: string, ...words: string[]) => {
    const said = await complete(words, hostWith(surroundings(home, {})))
    return said.split('\n').filter(line => line !== '').map(line => line.split('\t')[0])
  }

  test.each<[string[], string[]]>([
    [['to'], ['token']], [['token', 're'], ['refresh', 'revoke']],
    [['credential', 'docker', ''], ['get', 'store', 'erase', 'list']],
    [['login', '--store', ''], ['file', 'keyring', 'passphrase', 'none']],
    [['login', '--store=k'], ['--store=keyring']], [['login', '--store', '=', 'k'], ['keyring']],
    [['token', '--prof'], ['--profile']], [['token', '--profile', ''], ['home', 'work']],
    [['profile', 'use', 'w'], ['work']], [['login', 'w'], ['work', 'wechat-mp', 'wechat-web', 'wecom', 'weibo']],
    [['login', '--response-mode', 'form'], ['form_post', 'form_post.jwt']],
    [['login', '--auth-method=private'], ['--auth-method=private_key_jwt']],
    [['login', '--auth-signing-alg', 'PS'], ['PS256', 'PS384', 'PS512']],
    [['login', 'sandbox', '--misbehave', 'invalid-is'], ['invalid-iss']],
    [['sandbox', '--misbehave=oidcc-client-test-invalid-is'], ['--misbehave=oidcc-client-test-invalid-iss']],
    [['explain', ''], []], [['report', ''], []], [['diff', 'a.json', ''], []],
    [['sandbox', '--require', 'j'], ['jar', 'jarm']], [['sandbox', '--require', 'par,ja'], ['par,jar', 'par,jarm']],
    [['sandbox', '--require=par,dpop,ja'], ['--require=par,dpop,jar', '--require=par,dpop,jarm']],
    [['token', 'exchange', '--subject-token-type', 'id'], ['id_token']],
    [
      ['token', 'exchange', '--requested-token-type=saml'],
      ['--requested-token-type=saml1', '--requested-token-type=saml2'],
    ], [['login', '--prompt', 'c'], ['consent', 'create']],
    [['token', '--format', 'h'], ['header']], [['api', '-X', 'P'], ['POST', 'PUT', 'PATCH']],
    [['login', '--request-object-alg', 'Ed'], ['EdDSA']], [['login', '--client-id', 'id'], []],
    [['login', 'sa'], ['sandbox', 'salesforce']], [['provider', 'show', 'goo'], ['google']],
    [['login', '--ca', ''], []], [['login', '--client-id', ''], []],
    [['login', 'sandbox', '--auto', '--lang', ''], ['en', 'zh']], [['--lang', ''], ['en', 'zh']],
    [['--lang', 'zh', 'token', 're'], ['refresh', 'revoke']],
    [['help', 'tok'], ['token']], [['help', 'token', 're'], ['refresh', 'revoke']], [['hel'], ['help']],
    [['--js'], ['--json']], [['completion', ''], ['bash', 'zsh', 'fish', 'powershell']], [['nonsense', 'x'], []],
    [['profile', 'show', 'work', 'w'], []],
  ])('of %j are %j', async (words, expected) => {
    const home = freshHome()
    for (const name of ['work', 'home']) plantProfile(home, name, { issuer: 'https://issuer.example' })
    expect(await wordsFor(home, ...words)).toEqual(expected)
  })

  test('say what they are, in the user’s language, and a damaged store is silent', async () => {
    const home = freshHome()
    plantSession(home, 'https://issuer.example')
    expect((await runTo(0, ['__complete', 'token', '--profile', ''], { home })).stdout)
      .toBe('default\thttps://issuer.example\n')
    expect((await runTo(0, ['__complete', 'tok'], { home, environment: { LANG: 'zh_CN.UTF-8' } })).stdout)
      .toMatch(/^token\t\p{Script=Han}/u)
    expect(await runTo(0, ['__complete', 'token', '--profile', ''], { home: join(home, 'nowhere') }))
      .toMatchObject({ stdout: '', stderr: '' })
  })
})

describe('of many profiles', () => {
  const offered = async (home: string) =>
    (await runTo(0, ['__complete', 'token', '--profile', 'p-'], { home })).stdout.split('\t\n').slice(0, -1)
  const names = Array.from({ length: 250 }, (_, n) => `p-${n}`).sort()
  const plantMany = () => {
    const home = freshHome()
    for (const name of names) plantProfile(home, name, { issuer: 'https://issuer.example' })
    return home
  }

  test('the names are read once, and again what has changed', async () => {
    const home = plantMany()
    expect(await offered(home)).toEqual(names)
    rmSync(profilePathOf(home, 'p-7'))
    plantProfile(home, 'p-new', {})
    expect(await offered(home)).toEqual([...names, 'p-new'].filter(name => name !== 'p-7'))
  })

  test('what was read counts while the folder is as it was, and not when it is damaged', async () => {
    const home = plantMany()
    await offered(home)
    utimesSync(home, 1000, 1000)
    expect(await offered(home)).toEqual(names)
    const kept = join(home, 'completion/profiles.json')
    expect(statSync(kept).mode & 0o777).toBe(0o600)
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('"p-7"', '"p-seven"'))
    expect(await offered(home)).toContain('p-seven')
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('"p-seven"', '"\\u001b[2J"'))
    expect(await offered(home)).toEqual(names)
  })
})

/** How each shell is started without anybody's settings, with the script. */
const shells: [name: string, command: string, start: (script: string) => string][] = [
  ['bash', 'bash --norc --noprofile -i', script => `source ${script}`],
  ['zsh', 'zsh -f -i', script => `autoload -Uz compinit && compinit -D -u && source ${script}`],
  ['fish', 'fish --no-config -i', script => `source ${script}`],
]

describe.each(shells)('%s', (shell, command, load) => {
  const missing = spawnSync(shell, ['--version']).status !== 0 || !hasPseudoTerminal
  if (missing) process.stderr.write(`skipped: completion in ${shell}, because it or a terminal is not here\n`)

  test.skipIf(missing)('completes what is typed: a command and the name of a profile', async () => {
    const home = freshHome()
    plantProfile(home, 'work-of-mine', { issuer: 'https://issuer.example' })
    const script = join(home, 'completion')
    writeFileSync(script, (await runTo(0, ['completion', shell], { home })).stdout)
    const terminal = startInTerminal(command, {
      PATH: `${placeProgram(home)}:${process.env['PATH'] ?? ''}`, HOME: home, OAUTH_WALK_HOME: home, TERM: 'xterm',
      PS1: '$ ', LANG: 'C.UTF-8',
    })
    // Typed in halves, so that the shell's echo is not taken for what the command says.
    await terminal.type(`${load(script)}; echo rea""dy\r`)
    await terminal.sees(/ready/)
    await terminal.type('oauth-walk to\t--profile wo\t--format curl\t; echo do""ne\r')
    await terminal.sees(/done/)
    await terminal.type('exit\r')
    await terminal.shown
    expect(readFileSync(join(home, 'typed'), 'utf8')).toBe('token --profile work-of-mine --format curl-config\n')
  })
})

describe('PowerShell', () => {
  test('registers a completer that asks the program for the words, and passes an empty one as =', async () => {
    const home = freshHome()
    const { stdout } = await runTo(0, ['completion', 'powershell'], { home })
    expect(stdout).toMatch(/^Register-ArgumentCompleter -Native -CommandName 'oauth-walk' -ScriptBlock \{$/m)
    expect(stdout).toMatch(/^ {4}if \(\$wordToComplete -eq ''\) \{ \$words \+= '=' \}$/m)
    expect(stdout).toMatch(/^ {4}& oauth-walk __complete @words 2>\$null \|/m)
    expect(stdout).toContain('-split "`t", 2')
    const [said, empty] = [
      await runTo(0, ['__complete', 'credential', '='], { home }),
      await runTo(0, ['__complete', 'credential', ''], { home }),
    ]
    expect([said.stdout, said.stdout.split('\n').length > 4]).toEqual([empty.stdout, true])
  })
})

/** A program of that name that writes down its words, but for the completion, which is the real one. */
function placeProgram(home: string): string {
  const folder = join(home, 'bin')
  mkdirSync(folder)
  const file = join(folder, 'oauth-walk')
  writeFileSync(
    file,
    `#!/bin/sh\n[ "$1" = __complete ] && exec '${process.execPath}' '${program}' "$@"\necho "$@" >> '${join(
      home, 'typed',
    )}'\n`,
  )
  chmodSync(file, 0o755)
  return folder
}

test('the manual page has every command and no warning of roff', async ({ skip }) => {
  const page = new URL('../../man/oauth-walk.1', import.meta.url)
  const text = readFileSync(page, 'utf8')
  for (const name of [
    'login', 'token refresh', 'profile bind', 'credential kubectl', 'sandbox',
  ]) expect(text).toContain(
    `.SS "oauth\\-walk ${name} `,
  )
  expect(text).toContain('.SH "EXIT STATUS"')
  const { status, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-wall', page.pathname], { encoding: 'utf8' })
  if (status === null) return skip('groff is not installed')
  expect([status, stderr]).toEqual([0, ''])
})
