import { expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { walkInside } from '../support/inside.ts'
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
  ]
  const said = await hintOf([stub.issuer, ...flags], home)
  expect(said).toBe(
    `oauth-walk login ${stub.issuer} --client-id 'my app' --scope 'openid x' --param 'a=b c' --port 0 --no-open`,
  )
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
