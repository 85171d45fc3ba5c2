import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { runTo, signIn } from './inside.ts'
import { filesLeaking, leaksIn, plantSession, readSession, secretsOf, type Json } from './support.ts'
import * as atDoor from './support.ts'
import { startLogin, walk } from './person.ts'
import { refusal, startStub } from './stub-provider.ts'

// eslint-disable-next-line no-control-regex
const escape = /[\u001b\u009b]/

/** A stub provider and the words of a login there. */
async function stubLogin(...words: string[]) {
  const stub = await startStub()
  return { stub, words: ['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read', ...words] }
}

describe('the result is on stdout, the story on stderr', () => {
  test('of a login: the claims, and six steps', async () => {
    const { stdout, stderr } = await atDoor.runTo(0, ['login', 'sandbox', '--auto'], { home: freshHome() })
    expect(JSON.parse(stdout)).toMatchObject({ sub: '123456', name: '张三' })
    expect(stderr.match(/^[1-6] {2}\S/gm)).toEqual(['1  Y', '2  T', '3  Y', '4  T', '5  T', '6  T'])
    expect(escape.test(stdout + stderr)).toBe(false)
    expect(stderr).not.toContain('张三"')
  })

  test('--quiet silences the story of every command, not its result', async () => {
    const home = freshHome()
    const quiet = async (...words: string[]) => {
      const { stdout, stderr } = await runTo(0, [...words, '--quiet'], { home })
      expect(stderr, words.join(' ')).toBe('')
      return stdout
    }
    expect(await quiet('profile', 'list')).toBe('')
    expect(await quiet('login', 'sandbox', '--auto')).toContain('"sub": "123456"')
    expect(await quiet('token', 'refresh')).toContain('access_token')
    expect(await quiet('token', 'show')).toContain('sandbox')
    expect(await quiet('userinfo')).toContain('123456')
    expect(await quiet('logout')).toBe('')
  })

  test('--quiet does not silence a failure', async () => {
    const { stdout, stderr } = await atDoor.runTo(7, ['token', '--quiet'], { home: freshHome() })
    expect([stdout, stderr]).toEqual(['', containingNext()])
  })

  test('--no-open prints the address also with --quiet, and nothing else', async () => {
    const { words } = await stubLogin('--quiet')
    const { ended, url } = await walk(words, { home: freshHome() })
    expect([ended.status, ended.stderr]).toEqual([0, `${url.href}\n`])
    expect(JSON.parse(ended.stdout)).toEqual({ sub: 'zhang-san', name: '张三' })
  })

  test('--no-open asks for the address to be opened by hand, and the tab gets its page', async () => {
    const { words } = await stubLogin()
    const { ended, tab } = await walk(words, { home: freshHome() }, startInside)
    expect(ended.stderr).toContain('Open this address in a browser')
    expect([tab.status, tab.html.includes('You are signed in')]).toEqual([200, true])
  })
})

function containingNext(): unknown {
  return expect.stringMatching(/^ {2}next: oauth-walk login sandbox$/m)
}

describe('--json of a login', () => {
  test('that succeeded is the contract’s document', async () => {
    const { stub, words } = await stubLogin('--json', '--profile', 'mine')
    const { ended } = await walk(words, { home: freshHome() }, startInside)
    const document = JSON.parse(ended.stdout) as Json
    expect(Object.keys(document)).toEqual([
      'ok', 'profile', 'issuer', 'client_id', 'subject', 'scope', 'token_type', 'expires_at', 'refreshable', 'userinfo',
      'findings', 'steps',
    ])
    expect(document).toMatchObject({
      ok: true, profile: 'mine', issuer: stub.issuer, scope: ['read'], refreshable: true,
      userinfo: { sub: 'zhang-san' },
    })
    expect((document['steps'] as Json[]).map(({ n, id }) => `${String(n)} ${String(id)}`)).toEqual([
      '1 start', '2 redirect', '3 consent', '4 callback', '5 token', '6 userinfo',
    ])
  })

  test('that failed is one document on one line, and stderr says the same in words', async () => {
    const { stub, words } = await stubLogin('--json')
    stub.endpoints['/token'] = () => refusal('invalid_grant')
    const { ended, tab } = await walk(words, { home: freshHome() }, startInside)
    expect([ended.status, ended.stdout.split('\n').length, tab.html.includes('did not succeed')]).toEqual([3, 2, true])
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ok: false, error: { code: 'token-refused', step: 'token', exit_code: 3, provider: { error: 'invalid_grant' } },
    })
    expect(ended.stderr).toContain('because of invalid_grant')
  })

  test('that was stopped by Ctrl-C is one too: exit 130, port free', async () => {
    const { words } = await stubLogin('--json')
    const { running, url, comeBack } = await startLogin(words, { home: freshHome() })
    running.child.kill('SIGINT')
    const ended = await running.ended
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([
      130, { ok: false, error: { code: 'interrupted', exit_code: 130 } },
    ])
    await expect(comeBack(), url.href).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

describe('no secret is shown', () => {
  test.each(['-v', '-vv', '-vvv'])('by %s, which tells of each message', async (flag) => {
    const home = freshHome()
    const { stub, words } = await stubLogin(flag)
    const { ended } = await walk(
      words, { home, environment: { OAUTH_WALK_CLIENT_SECRET: 'by-environment/+=' } }, startInside,
    )
    const secrets = [
      ...secretsOf(readSession(home)), 'the-one-use-code/+=', stub.seenAt('/token')[0]?.form['code_verifier'] ?? '',
    ]
    expect(secrets).toHaveLength(5)
    expect(ended.stderr).toContain('POST')
    expect(leaksIn(ended.stdout + ended.stderr, secrets)).toEqual([])
  })

  test('by a provider that repeats it in its error description, on either stream', async () => {
    const home = freshHome()
    const stub = await startStub({
      '/token': ({ form }) => ({
        status: 400, body: { error: 'invalid_request', error_description: `what is ${form['refresh_token'] ?? ''}?` },
      }),
    })
    plantSession(home, stub.issuer)
    const { stdout, stderr } = await atDoor.runTo(3, ['token', 'refresh', '--json', '-v'], { home })
    expect(stdout).toContain('what is')
    expect(leaksIn(stdout + stderr, secretsOf(readSession(home)))).toEqual([])
  })

  test.each([
    ['as PHP writes it', (token: string) => token.replaceAll('/', '\\/')],
    ['as .NET writes it', (token: string) => token.replaceAll('+', '\\u002B')],
    ['in lower-case escapes', (token: string) => token.replaceAll('+', '\\u002b').replaceAll('/', '\\u002f')],
  ])('by -v where the provider escapes the JSON %s', async (_how, escaped) => {
    const home = freshHome()
    const { stub, words } = await stubLogin('-v')
    const token = 'access+token/with=signs'
    stub.endpoints['/token'] = () => ({
      headers: { 'content-type': 'application/json' },
      body: `{"access_token":"${escaped(token)}","token_type":"Bearer","expires_in":60}`,
    })
    const { ended } = await walk(words, { home }, startInside)
    expect(readSession(home).access_token).toBe(token)
    expect(ended.stderr).not.toContain(escaped(token))
  })

  test('and none is written outside the session file', async () => {
    const home = freshHome()
    await signIn(home)
    const { access_token, refresh_token = '' } = readSession(home)
    expect(filesLeaking(home, [access_token, refresh_token])).toHaveLength(1)
  })
})

describe('a reader that has gone', () => {
  test.each(
    [['stdout', ['login', 'sandbox', '--auto', '--events']], ['stderr', ['login', 'sandbox', '--auto', '-v']]] as const,
  )(
    'from %s early ends it silently', async (stream, words) => {
      const running = start(words, { home: freshHome() })
      running.child[stream].destroy()
      const { status, signal, stdout, stderr } = await running.ended
      expect([[0, 141].includes(status ?? -1), signal]).toEqual([true, null])
      expect(stream === 'stdout' ? stderr : stdout).not.toMatch(/EPIPE|Error|at .*\.cjs/)
    })

  test('while something is being printed ends it silently', async () => {
    const running = start(['login', 'sandbox', '--auto', '--events', '--quiet'], { home: freshHome() })
    await running.sees('stdout', /step-finished/)
    running.child.stdout.destroy()
    const { status, stderr } = await running.ended
    expect([[0, 141].includes(status ?? -1), stderr]).toEqual([true, ''])
  })
})

test('without a terminal nothing is asked: --step goes through', async () => {
  const { status, stderr } = await runInside(['login', 'sandbox', '--auto', '--step'], { home: freshHome() })
  expect([status, stderr.includes('Enter')]).toEqual([0, false])
})
