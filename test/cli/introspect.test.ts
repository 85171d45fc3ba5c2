import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { leaksIn, plantSession } from './support.ts'
import { copyLogin } from './signed-in.ts'
import { metadata, refusal, startStub, type Endpoint, type StubProvider } from './stub-provider.ts'

const secrets = ['planted-access-token/+=', 'planted-refresh-token/+=', 'planted-client-secret/+=']

/** A provider that tells about tokens, and a home that is signed in there. */
async function signedIn(introspect: Endpoint | undefined, parts = {}): Promise<{ stub: StubProvider, home: string }> {
  const stub = await startStub(introspect === undefined ? {} : { '/introspect': introspect })
  const named = introspect === undefined ? {} : { introspection_endpoint: `${stub.issuer}/introspect` }
  stub.endpoints['/.well-known/openid-configuration'] = () => ({ body: { ...metadata(stub.issuer), ...named } })
  const home = freshHome()
  plantSession(home, stub.issuer, parts)
  return { stub, home }
}

test('introspect prints what the provider knows of the access token, and asks as at the token endpoint', async () => {
  const { stub, home } = await signedIn(() => ({ body: { active: true, scope: 'read', exp: 2_000_000_000 } }))
  const { stdout, stderr } = await runTo(0, ['introspect'], { home })
  expect([JSON.parse(stdout), stderr]).toEqual([{ active: true, scope: 'read', exp: 2_000_000_000 }, ''])
  const basic = Buffer.from('walker:planted-client-secret%2F%2B%3D').toString('base64')
  expect(stub.seenAt('/introspect')).toMatchObject([
    {
      method: 'POST', authorization: `Basic ${basic}`,
      form: { token: 'planted-access-token/+=', token_type_hint: 'access_token' },
    },
  ])
})

test('of a token that has expired refreshes nothing, and that it is not active is no failure', async () => {
  const { stub, home } = await signedIn(() => ({ body: { active: false } }), { expires_at: 1 })
  const document = await runJson(0, ['introspect', '--refresh-token'], { home })
  expect(document).toEqual({
    ok: true, profile: 'default', issuer: stub.issuer, token: 'refresh_token', active: false,
    introspection: { active: false },
  })
  expect(stub.seenAt('/token')).toEqual([])
  expect(stub.seenAt('/introspect')[0]?.form).toEqual({
    token: 'planted-refresh-token/+=', token_type_hint: 'refresh_token',
  })
})

test('shows none of the secrets, whatever the provider echoes', async () => {
  const { home } = await signedIn(({ form }) => ({
    body: { active: true, token: form['token'], note: `about ${form['token'] ?? ''}`, sub: 'zhang-san' },
  }))
  for (const words of [['introspect'], ['introspect', '-vvv'], ['introspect', '--json']]) {
    const { stdout, stderr } = await runTo(0, words, { home })
    expect(leaksIn(stdout + stderr, secrets)).toEqual([])
    expect(stdout).toContain('zhang-san')
  }
})

test('asks where the flag says, since the metadata names no place', async () => {
  const { stub, home } = await signedIn(undefined)
  const error = await runToError(2, ['introspect'], { home })
  expect(error).toMatchObject({
    code: 'introspection-endpoint-missing',
    hint: expect.stringContaining('oauth-walk introspect --introspection-endpoint URL') as unknown,
  })
  stub.endpoints['/elsewhere'] = () => ({ body: { active: true } })
  expect(
    await runJson(0, ['introspect', '--introspection-endpoint', `${stub.issuer}/elsewhere`], { home }),
  ).toMatchObject(
    { active: true },
  )
  const inherited = await runInside(
    ['introspect', '--json'], { home, environment: { OAUTH_WALK_INTROSPECTION_ENDPOINT: `${stub.issuer}/elsewhere` } },
  )
  expect(JSON.parse(inherited.stdout)).toMatchObject({ error: { code: 'profile-bound-elsewhere' } })
})

test.each([
  ['a refusal', () => refusal('invalid_client', 401), 3, 'introspection-refused'],
  [
    'nothing there',
    () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<title>Not Found</title>' }), 3,
    'introspection-refused',
  ],
  [
    'a web page', () => ({ headers: { 'content-type': 'text/html' }, body: '<title>Sign in</title>' }), 3,
    'unreadable-answer',
  ],
  ['JSON without active', () => ({ body: { scope: 'read' } }), 3, 'unreadable-answer'],
  ['active as a text', () => ({ body: { active: 'true' } }), 3, 'unreadable-answer'],
  ['a redirect', () => ({ status: 302, headers: { location: 'https://elsewhere.example/' } }), 4, 'redirect-refused'],
] satisfies [string, Endpoint, number, string][])('%s ends it, and the session stays', async (
  _name, endpoint, status, code,
) => {
  const { home } = await signedIn(endpoint)
  expect(await runToError(status, ['introspect'], { home })).toMatchObject({
    code, message: expect.any(String) as unknown, hint: expect.stringMatching(/\S/) as unknown,
  })
  expect((await runTo(0, ['token'], { home })).stdout).toBe('planted-access-token/+=\n')
})

test('a session without the token that is asked about needs a person: exit 7', async () => {
  const { home } = await signedIn(() => ({ body: { active: true } }), { refresh_token: null })
  expect(await runToError(7, ['introspect', '--refresh-token'], { home })).toMatchObject({ code: 'token-missing' })
})

test('a refresh token in argv is refused, and not repeated', async () => {
  const { home } = await signedIn(() => ({ body: { active: true } }))
  const ended = await runTo(2, ['introspect', '--refresh-token', 'typed-refresh-token'], { home })
  expect(ended.stdout + ended.stderr).not.toContain('typed-refresh-token')
})

test('the sandbox tells about its own tokens', async () => {
  const home = freshHome()
  await copyLogin(home)
  expect(await runJson(0, ['introspect'], { home })).toMatchObject({
    active: true, introspection: { client_id: 'oauth-walk', sub: '123456' },
  })
})

const inactive = /^! The provider says that the (?:access|refresh) token is not active\. .*RFC 7662 2\.2\)\.\n {2}next: (.*)\n$/

test('what false can mean is told on stderr, and the command told there gets another token', async () => {
  const { home, stub } = await signedIn(() => ({ body: { active: false } }))
  const { stdout, stderr } = await runTo(0, ['introspect'], { home })
  expect(JSON.parse(stdout)).toEqual({ active: false })
  const next = inactive.exec(stderr)?.[1]?.split(' ').slice(1) ?? []
  expect(next).toEqual(['token', 'refresh', '--profile', 'default'])
  await runTo(0, next, { home })
  expect(stub.seenAt('/token')).toHaveLength(1)
  expect((await runTo(0, ['introspect', '--quiet'], { home })).stderr).toBe('')
})

test.each([
  ['a refresh token', ['--refresh-token'], {}, /next: oauth-walk login default$/m],
  ['a token without a refresh token', [], { refresh_token: undefined }, /next: oauth-walk login default$/m],
])('%s that is not active is told to be had by a login', async (_what, words, parts, next) => {
  const { home } = await signedIn(() => ({ body: { active: false } }), parts)
  expect((await runTo(0, ['introspect', ...words], { home })).stderr).toMatch(next)
})

test('of a token of the environment, which no login replaces, the variable is to be unset', async () => {
  const { stub } = await signedIn(() => ({ body: { active: false } }))
  const environment = {
    OAUTH_WALK_ISSUER: stub.issuer, OAUTH_WALK_CLIENT_ID: 'walker', OAUTH_WALK_ACCESS_TOKEN: 'given-access-token',
    OAUTH_WALK_CLIENT_SECRET: 'x',
  }
  const { stderr } = await runTo(0, ['introspect', '--lang', 'zh'], { home: freshHome(), environment })
  expect(stderr).toMatch(/^ +下一步：unset OAUTH_WALK_ACCESS_TOKEN$/m)
  expect(stderr).not.toContain('oauth-walk login')
  expect(stderr).toContain('授权服务器说访问令牌无效')
})
