import { expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { walkInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'
import { runJson } from './inside.ts'

/** Another provider, and the variables by which a script names it and its client there. */
async function another(): Promise<{ stub: Stub, environment: Record<string, string> }> {
  const stub = await startStub()
  onTestFinished(async () => stub.close())
  return {
    stub,
    environment: {
      OAUTH_WALK_ISSUER: stub.issuer, OAUTH_WALK_CLIENT_ID: stub.client.client_id,
      OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, OAUTH_WALK_SCOPE: 'openid x',
    },
  }
}

const noRequest = { discovery: 0, authorize: 0 }

test('who names the sandbox walks the sandbox, whatever provider and client the environment names', async () => {
  const { stub, environment } = await another()
  const home = freshHome()
  const first = await walkInside(['sandbox', '--auto', '--json'], { home, environment })
  expect([first.status, documentOf(first)]).toMatchObject([0, { userinfo: { sub: '123456' } }])
  // By its profile too.
  const again = await walkInside(['sandbox', '--auto', '--json'], { home, environment })
  expect([again.status, documentOf(again)]).toMatchObject([0, { userinfo: { sub: '123456' } }])
  const { settings } = await runJson(0, ['profile', 'show', 'sandbox'], { home }) as { settings: object }
  expect(JSON.stringify(settings)).not.toMatch(new RegExp(`${stub.issuer}|${stub.client.client_id}|openid x`))
  await runJson(0, ['doctor', 'sandbox', '--json'], { home: freshHome(), environment })
  expect(stub.counts).toMatchObject(noRequest)
})

test('a secret alone is another client’s too, unless the client is named', async () => {
  const environment = { OAUTH_WALK_CLIENT_SECRET: 'of-another-provider' }
  expect((await walkInside(['sandbox', '--auto'], { home: freshHome(), environment })).status).toBe(0)
  const named = ['sandbox', '--auto', '--client-id', 'oauth-walk']
  expect((await walkInside(named, { home: freshHome(), environment })).status).toBe(3)
})

test('who names a preset walks there, whatever addresses the environment names', async () => {
  const { stub } = await another()
  const environment = {
    OAUTH_WALK_AUTHORIZATION_ENDPOINT: `${stub.issuer}/authorize`, OAUTH_WALK_CLIENT_ID: 'mine',
    OAUTH_WALK_CLIENT_SECRET: 'of-mine',
  }
  const { stderr } = await walkInside(['github', '--timeout', '0'], { home: freshHome(), environment }, 'nobody')
  expect(stderr).toMatch(/https:\/\/github\.com\/login\/oauth\/authorize\?\S*client_id=mine/)
  expect(stub.counts).toMatchObject(noRequest)
})

test('who names a preset walks there as a client of theirs, not of the issuer that the environment names', async () => {
  const { stub, environment } = await another()
  const words = ['github', '--timeout', '0', '--client-id', 'mine', '--auth-method', 'none']
  const { stderr } = await walkInside(words, { home: freshHome(), environment }, 'nobody')
  expect(stderr).toMatch(/https:\/\/github\.com\/login\/oauth\/authorize\?\S*client_id=mine/)
  expect(stderr.match(/^! OAUTH_WALK_CLIENT_ID/gm)).toHaveLength(1)
  expect(stub.counts).toMatchObject(noRequest)
})
