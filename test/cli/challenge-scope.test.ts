import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { openStub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

test.each([
  ['quoted', 'Bearer realm="x", error="insufficient_scope", scope="email phone"', 'phone'],
  ['unquoted', 'Bearer error=insufficient_scope, scope=groups', 'groups'],
  [
    'after another scheme, one of them asked for already',
    'Basic realm="y", Bearer error="insufficient_scope", scope="openid groups"', 'groups',
  ],
])('a scope that a challenge names, %s, is asked for by the next command', async (_name, challenge, missing) => {
  const stub = await openStub()
  stub.reset({ userinfo: () => ({ status: 403, headers: { 'www-authenticate': challenge }, body: '' }) })
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const { status, stderr } = await walk(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--scope', 'openid'],
    { home: freshHome(), environment },
  )
  expect(status).toBe(3)
  const next = stderr.split('\n').find(line => line.includes('next: ')) ?? ''
  expect(next).toContain(`oauth-walk login ${stub.issuer} `)
  // The provider granted three.
  expect(next).toContain(`--scope 'openid profile email ${missing}'`)
  expect(stderr).toMatch(/The resource wants the scope "/)
})
