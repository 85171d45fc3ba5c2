import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { plantProfile, plantSession } from './support.ts'

const issuer = 'http://127.0.0.1:9'

describe('what may be meant is next:', () => {
  test.each([
    ['prof', 'oauth-walk profile\noauth-walk --help'],
    ['token shwo', 'oauth-walk token show\noauth-walk token --help'],
    ['profile lst', 'oauth-walk profile list\noauth-walk profile --help'],
  ])('%s', async (words, hint) => {
    expect(await runToError(2, words.split(' '), { home: freshHome() })).toMatchObject({ hint, cause: '' })
  })

  test('the list of faults, where none is named', async () => {
    const { stderr } = await runTo(2, ['login', 'sandbox', '--misbehave'], { home: freshHome() })
    expect(stderr).toMatch(/next: oauth-walk sandbox --misbehave list\n.*next: oauth-walk login --help all\n/)
  })
})

describe('a letter of another program', () => {
  test.each([
    ['api -i', '--include'], ['api -d x', '--data'], ['login -p', 'one of --profile, --port'], ['token -p', '--profile'],
  ])('%s leads to %s', async (words, ours) => {
    const { message, cause } = await runToError(2, words.split(' '), { home: freshHome() })
    expect([message, cause]).toEqual([expect.stringContaining(` (Did you mean ${ours}?)`), ''])
  })

  test('leads nowhere where no flag does that', async () => {
    expect(await runToError(2, ['profile', 'list', '-i'], { home: freshHome() })).toMatchObject({
      message: 'unknown option \'-i\'', hint: 'oauth-walk profile list --help',
    })
  })
})

describe('the help to read next shows the flag:', () => {
  test.each([
    ['login --prt 1', '--port', 'login --help all'], ['login sandbox --port abc', '--port', 'login --help all'],
    ['login --scop', '--scope', 'login --help'], ['check sandbox --htm x', '--html', 'check --help'],
    ['login https://p.example --require par', '--require', 'login --help all'],
    ['login --port', '--port', 'login --help all'], ['token --formt', '--format', 'token --help'],
  ])('%s', async (words, flag, help) => {
    const { hint } = await runToError(2, words.split(' '), { home: freshHome() })
    expect(hint).toBe(`oauth-walk ${help}`)
    expect((await runTo(0, help.split(' '), { home: freshHome() })).stdout).toContain(flag)
  })
})

describe('a word too many', () => {
  const withSandbox = () => {
    const home = freshHome()
    plantProfile(home, 'sandbox', { issuer })
    return home
  }

  test('is told, also where the command is called like a profile', async () => {
    expect(await runToError(2, ['sandbox', 'stop'], { home: withSandbox() })).toMatchObject({
      cause: 'The word too many is "stop".', hint: 'oauth-walk sandbox --help',
    })
    expect(await runToError(2, ['sandbox', 'list'], { home: withSandbox() })).toMatchObject({
      hint: 'oauth-walk sandbox --misbehave list\noauth-walk sandbox --help',
    })
    const { stderr } = await runTo(2, ['sandbox', 'stop', '--lang', 'zh'], { home: withSandbox() })
    expect(stderr).toContain('多出来的是“stop”')
  })

  test('is the profile of that name behind the command', async () => {
    expect(await runToError(2, ['token', 'show', 'sandbox'], { home: withSandbox() })).toMatchObject({
      hint: 'oauth-walk token show --profile sandbox\noauth-walk token show --help',
    })
  })

  test('is no value of a flag, and not told where it may be a secret', async () => {
    expect((await runToError(2, ['sandbox', '--port', '1', 'stop'], { home: freshHome() }))['cause']).toContain('"stop"')
    const { stderr } = await runTo(2, ['introspect', 'eyJhbGciOi'], { home: freshHome() })
    expect(stderr).not.toContain('eyJ')
  })
})

test.each(['tools', 'list'])('mcp %s: the word is neither a profile nor an address', async (word) => {
  const home = freshHome()
  plantSession(home, issuer)
  expect(await runToError(7, ['mcp', word], { home })).toMatchObject({
    message: `"${word}" is neither a saved profile nor an address`, hint: 'oauth-walk mcp\noauth-walk profile list',
  })
  expect((await runTo(7, ['mcp', word, '--lang', 'zh'], { home })).stderr).toContain(`“${word}”既不是`)
})

describe('a path alone', () => {
  test('leads nowhere where the profile has no resource', async () => {
    const home = freshHome()
    plantSession(home, issuer)
    expect(await runToError(2, ['api', '/userinfo'], { home })).toMatchObject({
      code: 'resource-unknown', message: 'Profile "default" has no resource of its own, so a path alone leads nowhere',
      hint: 'Give the whole address\noauth-walk api https://HOST/PATH',
    })
    expect((await runTo(2, ['api', '/userinfo', '--lang', 'zh'], { home })).stderr).toContain('没有自己的资源')
  })

  test('nor where there is no profile', async () => {
    const environment = { OAUTH_WALK_ACCESS_TOKEN: 'token-of-a-pipeline' }
    expect((await runToError(2, ['api', '/x'], { home: freshHome(), environment }))['message'])
      .toBe('There is no profile, so a path alone leads nowhere')
  })
})
