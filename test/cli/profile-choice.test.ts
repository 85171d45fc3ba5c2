import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runJson, runTo, runToError, signIn } from './inside.ts'
import { containing, plantProfile, plantSession, sessionPaths, type Json } from './support.ts'
import * as atDoor from './support.ts'
import { startStub, type StubProvider } from './stub-provider.ts'

async function tokenOf(home: string, words: string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  return (await runTo(0, ['token', ...words], { home, environment })).stdout.trim()
}

test('--profile wins over OAUTH_WALK_PROFILE, that over the active one', async () => {
  const home = freshHome()
  for (const name of ['flag', 'environment', 'active']) plantSession(
    home, 'http://127.0.0.1:9', { access_token: `token-of-${name}` }, name,
  )
  expect(await tokenOf(home, [])).toBe('token-of-active')
  expect(await tokenOf(home, [], { OAUTH_WALK_PROFILE: 'environment' })).toBe('token-of-environment')
  expect(await tokenOf(home, ['--profile', 'flag'], { OAUTH_WALK_PROFILE: 'environment' })).toBe('token-of-flag')
  expect(await tokenOf(home, [], { OAUTH_WALK_PROFILE: '' })).toBe('token-of-active')
})

test('a login that succeeds makes its profile the active one', async () => {
  const home = freshHome()
  plantSession(home, 'http://127.0.0.1:9', {}, 'before')
  await signIn(home, '--profile', 'after')
  const profiles = (await runJson(0, ['profile', 'list'], { home }))['profiles'] as Json[]
  expect(profiles.map(({ name, active }) => [String(name), Boolean(active)])).toEqual([
    ['after', true], ['before', false],
  ])
})

test('a login that replaces another client’s session in a profile that was named says so', async () => {
  const home = freshHome()
  plantSession(home, 'http://127.0.0.1:9', {}, 'mine')
  const first = await runTo(0, ['login', 'sandbox', '--auto', '--port', '0', '--profile', 'mine'], { home })
  expect(first.stderr).toContain('It takes the place of the session of client "walker", which is gone.')
  const again = await runTo(
    0, ['login', 'sandbox', '--auto', '--port', '0', '--profile', 'mine', '--lang', 'zh'], { home },
  )
  expect(again.stderr).not.toContain('它取代了')
})

describe('a stored session goes to no other provider and for no other client:', () => {
  const commands = [['token'], ['token', 'refresh'], ['token', 'show'], ['token', 'revoke'], ['userinfo'], ['logout']]
  const names = commands.map(words => [words.join(' '), words] as const)

  async function bothProviders(): Promise<{ home: string, own: StubProvider, other: StubProvider }> {
    const [own, other] = [await startStub(), await startStub()]
    const home = freshHome()
    plantSession(home, own.issuer)
    return { home, own, other }
  }

  async function expectRefused(
    words: string[], home: string, environment: NodeJS.ProcessEnv, providers: StubProvider[],
  ): Promise<void> {
    expect(await runToError(2, words, { home, environment })).toMatchObject({
      code: 'profile-bound-elsewhere', hint: containing('oauth-walk login'),
    })
    expect(providers.flatMap(({ seen }) => seen)).toEqual([])
    expect(sessionPaths(home)).toHaveLength(1)
  }

  test.each(names)('%s with another issuer, by flag and by environment', async (_name, words) => {
    const { home, own, other } = await bothProviders()
    await expectRefused([...words, '--issuer', other.issuer], home, {}, [own, other])
    await expectRefused([...words], home, { OAUTH_WALK_ISSUER: other.issuer }, [own, other])
  })

  test.each(names)('%s with another client', async (_name, words) => {
    const { home, own } = await bothProviders()
    await expectRefused([...words], home, { OAUTH_WALK_CLIENT_ID: 'another-client' }, [own])
  })

  test('the same issuer and client, said once more, are fine', async () => {
    const { home, own } = await bothProviders()
    await atDoor.runTo(
      0, ['token', 'refresh', '--issuer', own.issuer, '--client-id', 'walker'],
      { home, environment: { OAUTH_WALK_ISSUER: own.issuer } },
    )
  })

  test.each([
    ['token refresh', ['token', 'refresh'], 'TOKEN'], ['userinfo', ['userinfo'], 'USERINFO'],
    ['logout', ['logout'], 'REVOCATION'],
  ] as const)('%s with another endpoint from the environment', async (_name, words, endpoint) => {
    const { home, own, other } = await bothProviders()
    const environment = {
      [`OAUTH_WALK_${endpoint}_ENDPOINT`]:
        `${other.issuer}/${endpoint === 'REVOCATION' ? 'revoke' : endpoint.toLowerCase()}`,
    }
    await runJson(2, words, { home, environment })
    expect([own, other].flatMap(({ seen }) => seen.filter(({ path }) => !path.startsWith('/.well-known')))).toEqual([])
  })

  test('a profile that knows its endpoints only, with an issuer', async () => {
    const { home, own, other } = await bothProviders()
    plantProfile(home, 'default', {
      target: own.issuer, 'authorization-endpoint': `${own.issuer}/authorize`, 'token-endpoint': `${own.issuer}/token`,
      'client-id': 'walker',
    })
    await atDoor.runTo(0, ['token'], { home })
    await expectRefused(['token'], home, { OAUTH_WALK_ISSUER: other.issuer }, [own, other])
  })

  test('but login may go there, and asks that provider', async () => {
    const { home, own, other } = await bothProviders()
    const words = [
      'login', '--issuer', other.issuer, '--profile', 'default', '--client-id', 'walker', '--no-open', '--timeout', '1',
      '--port', '0',
    ]
    await runTo(5, words, { home })
    expect([own.seen.length, other.seenAt('/.well-known/openid-configuration').length]).toEqual([0, 1])
  })
})
