import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { runInside, walkInside } from '../support/inside.ts'
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

test.each([
  ['OAUTH_WALK_ISSUER'], ['OAUTH_WALK_AUTHORIZATION_ENDPOINT'],
])('who names a preset walks there, whatever %s says', async (
  variable,
) => {
  const { stub } = await another()
  const environment = {
    [variable]: variable.endsWith('ISSUER') ? stub.issuer : `${stub.issuer}/authorize`, OAUTH_WALK_CLIENT_ID: 'theirs',
    OAUTH_WALK_CLIENT_SECRET: 'of-theirs',
  }
  const words = ['github', '--timeout', '0', '--client-id', 'mine']
  const { stderr } = await walkInside(words, { home: freshHome(), environment }, 'nobody')
  expect(stderr).toContain(`There is no terminal to ask at. ${variable} names another provider`)
  expect(stub.counts).toMatchObject(noRequest)
})

test('a preset’s own addresses name no other provider', async () => {
  const environment = {
    OAUTH_WALK_AUTHORIZATION_ENDPOINT: 'https://github.com/login/oauth/authorize', OAUTH_WALK_CLIENT_ID: 'mine',
    OAUTH_WALK_CLIENT_SECRET: 'of-mine',
  }
  const { stderr } = await walkInside(['github', '--timeout', '0'], { home: freshHome(), environment }, 'nobody')
  expect(stderr).toMatch(/client_id=mine/)
  expect(stderr).not.toContain('names another')
})

describe('what the environment says of another provider’s client goes to that one alone:', () => {
  const hush = 'secret-of-the-other-client'
  const there = (more: Record<string, string>) => ({
    OAUTH_WALK_CLIENT_ID: 'other', OAUTH_WALK_CLIENT_SECRET: hush, OAUTH_WALK_HEADER: `X-Gate: ${hush}`, ...more,
  })
  const issuer = there({ OAUTH_WALK_ISSUER: 'http://127.0.0.1:9' })
  const endpoint = there({ OAUTH_WALK_TOKEN_ENDPOINT: 'http://127.0.0.1:9/token' })
  const secretThere = (stub: Stub) => JSON.stringify(stub.asked.map(({ headers, body, url }) => [headers, body, url]))
  const basic = (id: string) => Buffer.from(`${id}:${hush}`).toString('base64')

  test.each([
    ['an issuer', issuer, (at: string) => [at, '--client-id', 'stub client']],
    ['an issuer by a flag', issuer, (at: string) => ['--issuer', at, '--client-id', 'stub client']],
    ['an issuer, beside a token endpoint', endpoint, (at: string) => [at, '--client-id', 'stub client']],
    ['another client', there({}), (at: string) => [at, '--client-id', 'stub client']],
  ])('%s', async (_, environment, words) => {
    const { stub } = await another()
    const { stderr } = await walkInside([...words(stub.issuer), '--port', '0'], { home: freshHome(), environment })
    expect(stub.counts).toMatchObject({ authorize: 1, token: 1 })
    const sent = secretThere(stub)
    expect(sent).not.toContain(basic('other'))
    expect(sent).not.toContain(basic('stub client'))
    expect(stderr).toMatch(/OAUTH_WALK_\w+ names another (?:provider|client).*OAUTH_WALK_CLIENT_SECRET/)
  })

  test('a profile, whose session stays its own; and doctor looks at its provider', async () => {
    const { stub } = await another()
    const home = freshHome()
    const words = [stub.issuer, '--client-id', stub.client.client_id, '--profile', 'b', '--port', '0']
    const own = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
    expect((await walkInside(words, { home, environment: own })).status).toBe(0)
    const again = await walkInside(['b', '--json'], { home, environment: issuer })
    expect([again.status, documentOf(again)], again.stderr).toMatchObject([0, {
      issuer: stub.issuer, client_id: stub.client.client_id, findings: [{ code: 'variables-left-out' }],
    }])
    expect(secretThere(stub)).not.toContain(hush)
    stub.reset()
    await runInside(['doctor', 'b'], { home, environment: issuer })
    expect(stub.counts.discovery).toBeGreaterThan(0)
  })

  test('the variables of the very provider are its own', async () => {
    const { stub, environment } = await another()
    const all = { ...environment, OAUTH_WALK_SCOPE: '', OAUTH_WALK_USERINFO_ENDPOINT: `${stub.issuer}/userinfo` }
    for (const given of [all, { ...all, OAUTH_WALK_ISSUER: '' }]) {
      const ended = await walkInside([stub.issuer, '--port', '0', '--json'], { home: freshHome(), environment: given })
      expect([ended.status, documentOf(ended)['findings']], ended.stderr).toEqual([0, []])
    }
  })

  test('who names no client is told why none is there', async () => {
    const { stub } = await another()
    const { status, stderr } = await walkInside([stub.issuer], { home: freshHome(), environment: issuer }, 'nobody')
    expect([status, stderr]).toEqual([2, expect.stringMatching(/No client id.*\n.*left out: .*OAUTH_WALK_CLIENT_ID/)])
  })
})
