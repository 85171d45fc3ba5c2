import { describe, expect, test } from 'vitest'
import { suggested } from '../../src/cli/command-line/other-words.ts'
import { loadHelp } from '../../src/messages/load.ts'
import { commandNamed } from '../../src/cli/program.ts'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { plantProfile } from './support.ts'

/** The first command that is offered for these words. */
const offered: [string, string][] = [
  ['whoami', 'userinfo'], ['status', 'token show'], ['list', 'profile list'], ['revoke', 'token revoke'],
  ['sandbox login', 'login sandbox'], ['auth login', 'login'], ['auth token', 'token'], ['auth', 'login'],
  ['get-token', 'token'], ['logout --all', 'profile list'], ['refresh', 'token refresh'], ['get', 'token'],
  ['show', 'token show'], ['config', 'profile show'], ['config set', 'profile show'], ['switch', 'profile use PROFILE'],
  ['token print', 'token'], ['token list', 'token show'], ['profile delete', 'profile remove PROFILE'],
  ['key generate', 'key create'], ['client register', 'login ISSUER --register'], ['store show', 'store list'],
  ['token revoke --all', 'profile list'], ['help whoami', 'userinfo'], ['WHOAMI', 'userinfo'],
]

describe('a word of another program', () => {
  test.each(offered)('%s leads to %s', async (words, ours) => {
    const error = await runToError(2, words.split(' '), { home: freshHome() })
    expect(String(error['hint']).split('\n')[0]).toBe(`oauth-walk ${ours}`)
    expect(error['message']).not.toContain('Did you mean')
  })

  test('is told in Chinese as well', async () => {
    const { stderr } = await runTo(2, ['whoami', '--lang', 'zh'], { home: freshHome() })
    expect(stderr).toMatch(/这里的叫法不同[^]*oauth-walk userinfo/)
  })

  test('gives way to a profile of that name', async () => {
    const home = freshHome()
    plantProfile(home, 'status', { issuer: 'http://127.0.0.1:9' })
    expect(await runToError(2, ['status'], { home })).toMatchObject({
      hint: 'oauth-walk login status\noauth-walk --help',
    })
  })

  test('leaves the rest to what is near', async () => {
    expect((await runToError(2, ['tokn'], { home: freshHome() }))['message']).toContain('Did you mean token?')
  })
})

test.each(suggested)('what is suggested is there: %s', async (typed) => {
  const { help, ...others } = await loadHelp('en')
  const words = typed.split(' ').filter(word => !word.startsWith('-') && word !== word.toUpperCase())
  const [name = '', ...rest] = words
  const named = commandNamed(words, { help, ...others })
  const isTarget = name === 'login' && rest.join() === 'sandbox'
  expect(named).toBe(isTarget ? name : rest.includes('list') && name === 'sandbox' ? name : words.join(' '))
  const flags = typed.split(' ').filter(word => word.startsWith('--'))
  const { stdout } = await runTo(0, [...named.split(' '), '--help', 'all'], { home: freshHome() })
  for (const flag of flags) expect(stdout).toContain(flag)
})
