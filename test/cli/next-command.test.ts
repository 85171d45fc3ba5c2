import { expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { documentOf, walk } from '../support/walks.ts'
import { startStub } from '../support/stub-provider.ts'

async function startDenying() {
  const stub = await startStub()
  onTestFinished(async () => stub.close())
  stub.reset({ token: () => ({ status: 400, body: { error: 'invalid_grant' } }) })
  return stub
}

async function hintOf(words: readonly string[], home: string): Promise<unknown> {
  const { error } = documentOf(await walkInside([...words, '--json'], { home })) as { error: { hint: unknown } }
  return error.hint
}

test('the next command signs in where this login went, and has no secret in it', async () => {
  const [stub, home] = [await startDenying(), freshHome()]
  const flags = [
    '--client-id', 'my app', '--scope', 'openid x', '--port', '0', '--param', 'a=b c', '--param', 'api_key=hush',
    '--header', 'X-Tenant: hush', '--header', 'X-Key: hush-hush', '--strict',
  ]
  const said = await hintOf([stub.issuer, ...flags], home)
  expect(said).toBe(
    `oauth-walk login ${stub.issuer} --strict --client-id 'my app' --scope 'openid x' --param 'a=b c' --param api_key=VALUE --port 0 --no-open --header X-Tenant:@FILE --header X-Key:@FILE`,
  )
})

test('what --strict refused is walked without it', async () => {
  const [stub, home] = [await startDenying(), freshHome()]
  stub.reset({
    token: async (asked, same) => {
      const { body } = await same.good.token(asked, same) as { body: Record<string, unknown> }
      return { body: { ...body, token_type: undefined } }
    },
  })
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const words = [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--strict', '--json']
  const { error } = documentOf(await walkInside(words, { home, environment })) as { error: Record<string, unknown> }
  expect([error['code'], error['hint']]).toEqual([
    'deviation', expect.stringMatching(/^oauth-walk login http\S+ --client-id '?[^-]+'? --port 0 --no-open$/),
  ])
})

test('the active profile is named as well, since another may be active by then', async () => {
  const [stub, home] = [await startDenying(), freshHome()]
  stub.reset()
  const words = [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--profile', 'work']
  const first = await walk(words, { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } })
  expect(first.status).toBe(0)
  stub.reset({ token: () => ({ status: 400, body: { error: 'invalid_grant' } }) })
  expect(await hintOf([], home)).toBe('oauth-walk login work --no-open')
  expect((await walkInside(['sandbox', '--auto'], { home })).status).toBe(0)
  expect(await hintOf(['work'], home)).toBe('oauth-walk login work --no-open')
})

test('a secret that was refused is sent the other way that the metadata names', async () => {
  const [stub, home] = [await startStub(), freshHome()]
  onTestFinished(async () => stub.close())
  const methods = ['client_secret_post', 'client_secret_basic']
  stub.reset({
    discovery: async (asked, same) => {
      const said = await stub.good.discovery(asked, same) as { body: object }
      return { ...said, body: { ...said.body, token_endpoint_auth_methods_supported: methods } }
    },
    token: () => ({ status: 401, body: { error: 'invalid_client' } }),
  })
  const words = [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--json']
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const { error } = documentOf(await walkInside(words, { home, environment })) as { error: { hint: string } }
  expect(error.hint).toContain('--auth-method client_secret_post')
})

test('where the redirect URI had a port of its own, a fixed one is to be registered', async () => {
  const [stub, home] = [await startStub(), freshHome()]
  onTestFinished(async () => stub.close())
  const refused = { error: 'invalid_request', error_description: 'Invalid redirect_uri' }
  stub.reset({ token: () => ({ status: 400, body: refused }) })
  const words = [stub.issuer, '--client-id', stub.client.client_id, '--port', '0']
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const { stderr } = await walkInside(words, { home, environment })
  expect(stderr).toContain('http://127.0.0.1:8765/callback')
  expect(stderr).toMatch(/next: oauth-walk login \S+ --client-id \S+ (?:\S+ )*--port 8765/)
})

test('a page in place of the userinfo is shown by the same command with -v', async () => {
  const [stub, home] = [await startStub(), freshHome()]
  onTestFinished(async () => stub.close())
  const words = [stub.issuer, '--client-id', stub.client.client_id, '--port', '0']
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  expect((await walkInside(words, { home, environment })).status).toBe(0)
  stub.reset({ userinfo: () => ({ headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }) })
  const { stderr } = await runInside(['userinfo'], { home, environment })
  expect(stderr).toContain('next: oauth-walk userinfo -v')
  stub.reset({ userinfo: () => ({ status: 403, body: {} }) })
  const forbidden = await runInside(['userinfo'], { home, environment })
  expect(forbidden.stderr).toContain('next: oauth-walk token show')
  expect(forbidden.stderr).not.toContain('token refresh')
})

test('after a connection that broke while the code was redeemed, the login comes first', async () => {
  const [stub, home] = [await startStub(), freshHome()]
  onTestFinished(async () => stub.close())
  stub.reset({ token: () => 'drop' })
  const words = [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--json']
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const { error } = documentOf(await walkInside(words, { home, environment })) as { error: { hint: string } }
  expect(error.hint).toMatch(/^oauth-walk login [^\n]*\ncurl -v \S+\/token$/)
})

test('a scheme that nobody knows is no name of a profile', async () => {
  const { status, stderr } = await runInside(['login', 'htps://id.example'], { home: freshHome() })
  expect(status).toBe(2)
  expect(stderr).toContain('htps://, which is neither https nor http')
  expect(stderr).toContain('oauth-walk login https://id.example')
})
