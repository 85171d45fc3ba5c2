import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { plantProfile, plantSession } from '../cli/support.ts'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import type { Json } from '../support/walks.ts'

interface Said { status?: number, body?: unknown, callback?: Record<string, string> }

/**
 * A provider that answers each path in one way; what it says at the authorization endpoint goes to the redirect URI.
 */
async function startProvider(answers: Record<string, Said>): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const { status = 200, body, callback = { code: 'the-code' } } = answers[url.pathname] ?? {}
    const redirectUri = url.searchParams.get('redirect_uri')
    if (redirectUri === null || body !== undefined) {
      response.writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(body ?? { error: 'nothing here' }))
      return
    }
    const back = new URLSearchParams({ ...callback, state: url.searchParams.get('state') ?? '' })
    response.writeHead(302, { location: `${redirectUri}?${back.toString()}` }).end()
  })
  onTestFinished(async () => release(server))
  return listen(server)
}

/** The failure of a login by a preset that is pointed at a provider of this test. */
async function failAt(preset: string, answers: Record<string, Said>, words: string[] = []) {
  const origin = await startProvider(answers)
  const ended = await runInside(
    [
      'login', preset, '--provider-origin', origin, '--client-id', 'the-client', '--port', '0', '--auto', '--json',
      ...words,
    ],
    { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'the-secret' } },
  )
  return { ...ended, error: (JSON.parse(ended.stdout) as { error: Json & { cause: string, hint: string } }).error }
}

describe('a failure says cause and fix of the provider’s own words', () => {
  test('an error within a 200 (GitHub)', async () => {
    const { error, stderr, status } = await failAt('github', {
      '/login/oauth/access_token': {
        body: { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' },
      },
    })
    expect([status, error['code'], error['diagnosis']]).toEqual([3, 'token-refused', 'github-code'])
    expect(error.cause).toContain('GitHub and servers like it')
    expect(error.hint).toContain('oauth-walk login github')
    for (const text of [error.cause, ...error.hint.split('\n')]) expect(stderr).toContain(text)
  })

  test('a number of its own (WeChat), in Chinese, with the client that was used', async () => {
    const { error } = await failAt(
      'wechat-web', { '/sns/oauth2/access_token': { body: { errcode: 40163, errmsg: 'code been used, rid: 1-2-3' } } },
      ['--lang', 'zh'],
    )
    expect(error).toMatchObject({ code: 'token-refused', diagnosis: 'wechat-code-used', provider: { error: '40163' } })
    expect(error.cause).toMatch(/只能用一次/)
    expect(error.hint).toMatch(/oauth-walk login wechat-web/)
  })

  test('an error at the redirect URI, quoting the one that must be registered', async () => {
    const { error, stderr } = await failAt('github', {
      '/login/oauth/authorize': {
        callback: {
          error: 'redirect_uri_mismatch',
          error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
        },
      },
    })
    expect([error['code'], error['diagnosis']]).toEqual(['authorization-refused', 'github-redirect'])
    // The port of this login is none to register: it is another one each time.
    expect(stderr).toMatch(/Waiting at http:\/\/127\.0\.0\.1:\d+\/callback for/)
    expect(error.hint).toContain('Register exactly http://127.0.0.1:8765/callback')
    expect(error.hint).toContain('--port 8765')
  })

  test('a description that says more than the code, also without a preset (AADSTS)', async () => {
    const origin = await startProvider({
      '/token': {
        status: 401,
        body: {
          error: 'invalid_client',
          error_description: 'AADSTS7000215: Invalid client secret provided. \u001b[31mTrace ID: 1',
        },
      },
    })
    const home = freshHome()
    plantSession(home, origin, { client_secret: 'the-secret' })
    plantProfile(home, 'default', {
      target: origin, 'token-endpoint': `${origin}/token`, 'authorization-endpoint': `${origin}/authorize`,
      'client-id': 'walker',
    })
    const refreshed = await run(['token', 'refresh', '--json'], { home })
    const { error } = JSON.parse(refreshed.stdout) as { error: Json & { cause: string } }
    expect([error['code'], error['diagnosis']]).toEqual(['refresh-refused', 'entra-secret'])
    expect(error.cause).toMatch(/secret’s ID.*stored session is left as it was/)
    // eslint-disable-next-line no-control-regex
    expect(refreshed.stderr).not.toMatch(/\x1b/)
  })

  test('what is known to nobody keeps the standard’s words', async () => {
    const { error } = await failAt('github', { '/login/oauth/access_token': { body: { error: 'invalid_grant' } } })
    expect(error).not.toHaveProperty('diagnosis')
    expect(error.cause).toContain('belongs to another client')
  })
})

describe('while nothing comes back', () => {
  test.each([
    ['en', /Nothing has come back yet.*http:\/\/127\.0\.0\.1:\d+\/callback[^\n]*\n.*20029\n.*安全设置.*\n[^]*Still nothing/],
    ['zh', /还没有收到任何响应.*http:\/\/127\.0\.0\.1:\d+\/callback[^\n]*\n.*20029\n.*重定向.*\n[^]*仍然没有收到响应/],
  ])('the story says what an error page means here, once and once more (%s)', async (lang, says) => {
    const { status, stderr } = await runInside(
      ['login', 'feishu', '--client-id', 'cli_1', '--no-open', '--port', '0', '--timeout', '1', '--lang', lang],
      { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'the-secret' } },
    )
    expect(status).toBe(5)
    expect(stderr).toMatch(says)
  })

  test('the events say it with the redirect URI, and --quiet says nothing', async () => {
    const words = [
      'login', 'github', '--client-id', 'id', '--no-open', '--port', '0', '--timeout', '1', '--events', '--quiet',
    ]
    const { stdout, stderr } = await runInside(words, {
      home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'the-secret' },
    })
    const reminders = stdout.trim().split('\n').map(line => JSON.parse(line) as Json).filter(({ type }) =>
      type === 'still-waiting')
    expect(reminders.map(({ step, reminder }) => [step, reminder])).toEqual([['consent', 1], ['consent', 2]])
    expect(
      reminders.every(({ redirect_uri }) => /^http:\/\/127\.0\.0\.1:\d+\/callback$/.test(String(redirect_uri))),
    ).toBe(true)
    expect(stderr).not.toContain('Nothing has come back')
  })
})
