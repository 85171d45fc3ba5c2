import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { openStub, type Handlers } from '../support/stub-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'

interface Told { cause: string, hint: string, diagnosis?: string }

const refusing = (error: string): Partial<Handlers> => ({
  authorize: (asked, stub) => {
    const back = new URL(asked.parameters.get('redirect_uri') ?? '')
    back.search
      = new URLSearchParams({ error, state: asked.parameters.get('state') ?? '', iss: stub.issuer }).toString()
    return { status: 302, headers: { location: back.href } }
  },
})
const refused = (status: number, error: string, headers = {}) => () => ({ status, headers, body: { error } })

async function enter(handlers: Partial<Handlers>, words: string[] = []) {
  const [stub, home] = [await openStub(), freshHome()]
  stub.reset(handlers)
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const own = ['--client-id', stub.client.client_id, '--port', '0', '--profile', 'p', '--json']
  const ended = await walkInside([stub.issuer, ...own, ...words], { home, environment })
  return { stub, home, environment, told: (documentOf(ended) as { error: Told }).error }
}

/** What the last line of a hint types behind the command itself. */
const lastOf = ({ hint }: Told) => hint.split('\n').at(-1) ?? ''

describe('a refusal of the authorization request blames nothing that was not asked for:', () => {
  test.each([
    ['login_required', [], /it had no prompt=none/, '--prompt login'],
    ['consent_required', [], /it had no prompt=none/, '--prompt consent'],
    ['account_selection_required', [], /it had no prompt=none/, '--prompt select_account'],
    ['interaction_required', ['--prompt', 'login'], /it had no prompt=none/, ' -v'],
    ['login_required', ['--prompt', 'none'], /^--prompt none was asked for/, '--prompt login'],
    ['consent_required', ['--param', 'prompt=none'], /was not allowed to ask/, '--prompt consent'],
    ['request_not_supported', [], /complains of request, and this request had no such parameter/, ' -v'],
    ['request_uri_not_supported', [], /complains of request_uri/, ' -v'],
    ['invalid_authorization_details', [], /complains of authorization_details/, ' -v'],
    ['unmet_authentication_requirements', [], /this request asked for none/, '--acr-values ACR'],
    ['unmet_authentication_requirements', ['--acr-values', 'x'], /in the way that was asked for/, ''],
    ['invalid_scope', ['--scope', 'openid'], /one of the scopes "openid"/, '--scope SCOPE'],
    ['invalid_scope', ['--scope', ''], /^No scope was asked for/, '--scope openid'],
    ['invalid_scope', ['--scope', 'openid x'], /one of the scopes/, '--scope openid'],
  ])('%s %j', async (error, words, cause, next) => {
    const { told } = await enter(refusing(error), words)
    expect(told.cause).toMatch(cause)
    expect(lastOf(told)).toMatch(new RegExp(`^oauth-walk login http.*${next}$`))
  })
})

describe('of a refresh', () => {
  async function refresh(answer: Handlers['token'], words: string[] = [], more: string[] = []): Promise<Told> {
    const { stub, home, environment } = await enter({}, words)
    stub.reset({ token: answer })
    const { stdout } = await runInside(
      ['token', ...more.length > 0 ? more : ['refresh'], '--json'], { home, environment },
    )
    return (JSON.parse(stdout) as { error: Told }).error
  }

  test.each([
    ['unauthorized_client', [], [], /grant type refresh_token/, 'oauth-walk token refresh'],
    ['unsupported_grant_type', [], [], /grant type refresh_token/, 'oauth-walk login p'],
    ['invalid_scope', [], [], /sent no scope/, 'oauth-walk login p --repeat-scope'],
    [
      'invalid_scope', [], ['--scope', 'email more', '--min-ttl', '2h'], /asked for the scope "email more"/,
      'oauth-walk token show',
    ],
  ])('%s %j %j', async (error, words, more, cause, next) => {
    const told = await refresh(refused(400, error), words, more)
    expect(told.cause).toMatch(cause)
    expect(lastOf(told)).toBe(next)
  })

  test('404 names the login that takes the flag', async () => {
    const told = await refresh(() => ({ status: 404, body: '<h1>no</h1>' }))
    expect(lastOf(told)).toBe('oauth-walk login p --token-endpoint URL')
  })
})

describe('of the userinfo', () => {
  const userinfo = (status: number, error?: string): Partial<Handlers> => ({
    userinfo: () => ({ status, headers: error === undefined ? {} : { 'www-authenticate': `Bearer error="${error}"` } }),
  })

  test('a scope that is missing is asked for besides those that were asked for', async () => {
    const { told } = await enter(userinfo(403, 'insufficient_scope'), ['--scope', 'openid profile'])
    expect(lastOf(told)).toMatch(/ --scope 'openid profile(?: email)? SCOPE'$/)
  })

  test('a missing openid too', async () => {
    const { told } = await enter(userinfo(403, 'insufficient_scope'), ['--scope', 'read write'])
    expect(lastOf(told)).toMatch(/ --scope 'openid [^']*'$/)
    expect(lastOf(told)).not.toContain('openid profile email\'')
  })

  test('404 names the login that takes the flag, after a login and of the command alone', async () => {
    const { told, stub, home, environment } = await enter(userinfo(404))
    expect(lastOf(told)).toBe(
      `oauth-walk login ${stub.issuer} --profile p --client-id 'stub client' --no-open --port 0 --userinfo-endpoint URL`
        .replace(' --no-open --port 0', ' --port 0 --no-open'),
    )
    const { stdout } = await runInside(['userinfo', '--json'], { home, environment })
    expect(lastOf((JSON.parse(stdout) as { error: Told }).error)).toBe('oauth-walk login p --userinfo-endpoint URL')
  })

  test('a resource’s 403 leads to the token that it refused', async () => {
    const { stub, home, environment } = await enter({})
    stub.reset({ userinfo: () => ({ status: 403, body: 'no' }) })
    const { stdout } = await runInside(['api', `${stub.issuer}/userinfo`, '--json'], { home, environment })
    expect(lastOf((JSON.parse(stdout) as { error: Told }).error)).toBe('oauth-walk token show')
  })
})

test('who is signed in nowhere signs in where the variables lead', async () => {
  const tell = async (environment: Record<string, string>, words = ['token']) => {
    const { stdout } = await runInside([...words, '--json'], { home: freshHome(), environment })
    return (JSON.parse(stdout) as { error: Told }).error.hint
  }
  const named = { OAUTH_WALK_ISSUER: 'https://op.example/a', OAUTH_WALK_CLIENT_ID: 'app' }
  expect(await tell(named)).toBe('oauth-walk login https://op.example/a')
  expect(await tell(named, ['userinfo'])).toBe('oauth-walk login https://op.example/a')
  expect(await tell({ OAUTH_WALK_PRESET: 'github' })).toBe('oauth-walk login github')
  expect(await tell({})).toBe('oauth-walk login sandbox')
})

test('an endpoint of the environment, beside a session, is named as what it is', async () => {
  const { stub, home, environment } = await enter({})
  const more = { ...environment, OAUTH_WALK_TOKEN_ENDPOINT: `${stub.issuer}/token` }
  const { stdout } = await runInside(['token', 'refresh', '--json'], { home, environment: more })
  expect((JSON.parse(stdout) as { error: Json }).error).toMatchObject({
    message: expect.stringContaining('OAUTH_WALK_TOKEN_ENDPOINT names') as string,
    hint: 'unset OAUTH_WALK_TOKEN_ENDPOINT',
  })
})

test('an endpoint that is no address, and quotation marks, are wrong usage of what they are', async () => {
  const tell = async (words: string[]) => {
    const { stdout, status } = await runInside(
      ['login', 'https://op.example', ...words, '--json'], { home: freshHome() },
    )
    const { cause, hint, code } = (JSON.parse(stdout) as { error: Told & { code: string } }).error
    return [status, code, cause, hint]
  }
  expect(await tell(['--client-id', 'a', '--token-endpoint', 'foo'])).toEqual(
    expect.arrayContaining([2, 'setting-invalid']),
  )
  expect(await tell(['--client-id', 'a', '--jwks-uri', 'URL'])).toEqual(
    expect.arrayContaining([2, 'setting-invalid']),
  )
  const [status, , cause, hint] = await tell(['--client-id', '"app"'])
  expect([status, cause, hint]).toEqual([
    2, expect.stringMatching(/^The marks would be part of the value/),
    expect.stringMatching(/^Leave the quotation marks out/),
  ])
})
