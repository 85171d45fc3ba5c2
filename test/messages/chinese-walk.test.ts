import { describe, expect, test } from 'vitest'
import { freshHome, program } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { englishIn } from '../support/english.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'

const chinese = /\p{Script=Han}/u
const environment = { LANG: 'zh_CN.UTF-8' }

describe('the measure of this file', () => {
  test.each([
    ['校验未通过：the code is missing', ['the', 'is', 'missing']], ['没有 none; took 3 ms', ['took', 'ms']],
    ['令牌 OK: (choices: a, bc)', ['choices', 'bc']],
  ])('finds the English in %j', (text, words) => {
    expect(englishIn(text)).toEqual(words)
  })

  test.each([
    '请求了 openid，但没有 jwks_uri：oauth-walk login --scope "…"', '请看 https://op.example/a/b 的“Some title”，RFC 6749 5.1',
    '<access_token#1234> 的 PKCE 与 state',
  ])('takes %j for Chinese', (text) => {
    expect(englishIn(text)).toEqual([])
  })
})

/** A command in Chinese: its status and what it says. */
async function say(
  words: readonly string[], home = freshHome(),
): Promise<{ status: number | null, said: string, stdout: string }> {
  const { status, stdout, stderr } = await runInside([...words, '--lang', 'zh'], { home, environment })
  return { status, said: stderr, stdout }
}

function expectChinese(text: string): void {
  expect(text).toMatch(chinese)
  expect(
    text.split('\n').map(line => [line, englishIn(line)] as const).filter(([, words]) => words.length > 0),
  ).toEqual(
    [],
  )
}

/**
 * Parameters and claims are listed as they are on the wire: only what stands behind the dash is said by the catalogue.
 */
function withoutValues(said: string): string {
  return said.replace(/^ {5,}[a-z_]+ .*?(?:— |$)/gm, '')
}

test('a whole walk, explained, and the commands after it', async () => {
  const home = freshHome()
  const { status, said } = await say(['login', 'sandbox', '--auto', '--explain'], home)
  expect(status).toBe(0)
  expectChinese(withoutValues(said))
  expectChinese((await say(['token', 'refresh'], home)).stdout)
  expectChinese((await say(['profile', 'show'], home)).stdout.replace(/^\S+ +\S+/gm, ''))
  expectChinese((await say(['logout'], home)).said)
  expectChinese((await say(['token'], home)).said)
})

test('a walk that waits, and is left alone', async () => {
  const { status, said } = await say(['login', 'sandbox', '--no-open', '--timeout', '1'])
  expect(status).toBe(5)
  expectChinese(said)
})

const faults = [
  'invalid-iss', 'missing-sub', 'missing-iat', 'idtoken-sig-none', 'invalid-sig-rs256', 'userinfo-invalid-sub',
]

test.each(faults)('a walk to a sandbox that plays %s, explained', async (fault) => {
  const { status, said } = await say(['login', 'sandbox', '--auto', '--explain', '--misbehave', fault])
  expect(status).toBe(4)
  expectChinese(withoutValues(said))
})

const wrong: string[][] = [
  ['login'], ['n0pe'], ['login', 'n0pe'], ['login', 'https://op.example'],
  ['login', 'http://op.example', '--client-id', 'a'], ['login', 'a', 'b'],
  ['token', '--frob'], ['token', '--profle', 'x'], ['profile', 'use'], ['login', 'sandbox', '--auth-method', 'x'],
  ['login', 'sandbox', '--port', 'x'],
  ['login', 'sandbox', '--timeout', 'x'], ['login', 'sandbox', '--param', 'x'],
  ['login', 'sandbox', '--misbehave', 'x'], ['login', 'sandbox', '--paste', '--auto'],
  ['login', 'sandbox', '--redirect-uri', 'https://op.example/cb'], ['token', '--min-ttl', 'x'],
  ['login', 'https://op.example?a', '--client-id', 'a'],
]

test.each(wrong.map(words => [words.join(' '), words] as const))('oauth-walk %s', async (_line, words) => {
  const { status, said } = await say(words)
  expect([2, 7]).toContain(status)
  expectChinese(said)
})

describe.runIf(hasPseudoTerminal)('in a terminal', () => {
  test('--step, with every question asked', async () => {
    const home = freshHome()
    const command
      = `stty columns 80 rows 24; "${process.execPath}" "${program}" login sandbox --auto --step --brief --lang zh`
    const { answer, shown } = startInTerminal(command, {
      PATH: process.env['PATH'], HOME: home, TERM: 'dumb', SHELL: '/bin/sh', OAUTH_WALK_HOME: home, ...environment,
    })
    for (let step = 1; step <= 6; step += 1) {
      await answer(/q 加回车：退出 > /, '?\n')
      await answer(/q 加回车：退出 > /, '\n')
    }
    expectChinese((await shown).split('\n').filter(line => !line.startsWith('{')).join('\n'))
  })
})
