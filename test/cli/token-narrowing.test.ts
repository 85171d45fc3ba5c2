import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { changeSession, plantSession, readSession } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { refusal, startStub, type Seen } from './stub-provider.ts'

/** A provider that grants what is asked for and replaces the refresh token each time. */
async function startNarrowing() {
  let generation = 0
  const stub = await startStub({
    '/token': ({ form }: Seen) => {
      generation += 1
      const { scope = 'read write', resource = 'all' } = form
      if (scope.includes('admin')) return refusal('invalid_scope')
      return {
        body: {
          access_token: `${scope}@${resource}-${generation}`, refresh_token: `refresh-${generation}`,
          token_type: 'Bearer', expires_in: 3600, scope,
        },
      }
    },
  })
  const home = freshHome()
  plantSession(home, stub.issuer, { scope: ['read', 'write'] })
  const token = async (...words: string[]) => (await runTo(0, ['token', ...words], { home })).stdout.trim()
  return { home, stub, token }
}

describe('token --scope and --resource', () => {
  test('gets a token for less with the same refresh token, and keeps it beside the profile’s own (RFC 6749 6, RFC 8707 2.2)', async () => {
    const { home, stub, token } = await startNarrowing()
    expect(await token('--scope', 'read')).toBe('read@all-1')
    expect(await token('--scope', 'read')).toBe('read@all-1')
    expect(await token()).toBe('planted-access-token/+=')
    expect(await token('--resource', 'https://api.example')).toBe('read write@https://api.example-2')
    expect(await token('--scope', 'read', '--resource', 'https://api.example')).toBe('read@https://api.example-3')
    expect(await token('--resource', 'https://api.example')).toBe('read write@https://api.example-2')
    expect(stub.seenAt('/token').map(({ form }) => [form['refresh_token'], form['scope'], form['resource']])).toEqual([
      ['planted-refresh-token/+=', 'read', undefined], ['refresh-1', undefined, 'https://api.example'],
      ['refresh-2', 'read', 'https://api.example'],
    ])
    expect(readSession(home)).toMatchObject({
      access_token: 'planted-access-token/+=', refresh_token: 'refresh-3', refresh_generation: 3,
    })
  })

  test('the order of scopes does not matter, the granted ones are told', async () => {
    const { home, token } = await startNarrowing()
    expect(await token('--scope', 'write read')).toBe(await token('--scope', 'read write'))
    expect(await atDoor.runJson(0, ['token', '--scope', 'read write'], { home })).toMatchObject({
      scope: ['write', 'read'], access_token: 'write read@all-1',
    })
  })

  test('is refreshed when it is about to end, on its own', async () => {
    const { home, stub, token } = await startNarrowing()
    await token('--scope', 'read')
    await token('--scope', 'write')
    changeSession(home, session => ({
      ...session,
      narrowed: (session.narrowed ?? []).map(({ obtained_at, ...kept }) => ({
        ...kept, obtained_at: obtained_at - 3_599_000, expires_at: (kept.expires_at ?? 0) - 3_599_000,
      })),
    }))
    expect(await token('--scope', 'read')).toBe('read@all-3')
    expect(await token()).toBe('planted-access-token/+=')
    expect(readSession(home).narrowed?.map(kept => kept.access_token)).toEqual(['write@all-2', 'read@all-3'])
    expect(stub.seenAt('/token')).toHaveLength(3)
  })

  test('what the provider refuses leaves the session as it was', async () => {
    const { home } = await startNarrowing()
    const before = readSession(home)
    expect(await runToError(3, ['token', '--scope', 'admin'], { home })).toMatchObject({
      code: 'refresh-refused', provider: { error: 'invalid_scope' },
    })
    expect(readSession(home)).toEqual({ ...before, narrowed: [] })
  })

  test('a refresh of the profile keeps them, and a logout revokes them all', async () => {
    const { home, stub, token } = await startNarrowing()
    await token('--scope', 'read')
    await atDoor.runTo(0, ['token', 'refresh'], { home })
    expect(await token('--scope', 'read')).toBe('read@all-1')
    await atDoor.runTo(0, ['logout'], { home })
    expect(stub.seenAt('/revoke').map(({ form }) => form['token'])).toEqual([
      'refresh-2', 'read write@all-2', 'read@all-1',
    ])
  })

  test('eight processes at once send one request', async () => {
    const { stub, token } = await startNarrowing()
    const tokens = await Promise.all(Array.from({ length: 8 }, async () => token('--scope', 'read')))
    expect(new Set(tokens)).toEqual(new Set(['read@all-1']))
    expect(stub.seenAt('/token')).toHaveLength(1)
  })

  test('OAUTH_WALK_SCOPE is about logins and picks nothing', async () => {
    const { home, stub } = await startNarrowing()
    expect((await runTo(0, ['token'], { home, environment: { OAUTH_WALK_SCOPE: 'read' } })).stdout)
      .toBe('planted-access-token/+=\n')
    expect(stub.seen).toEqual([])
  })
})

describe('token refresh --if-expiring', () => {
  test.each([
    ['40m', 'still-valid'], ['2h', 'refreshed'], ['3500', 'refreshed'], ['100s', 'still-valid'],
  ])('%s: %s', async (
    left, how,
  ) => {
    const { home, stub } = await startNarrowing()
    expect(await runJson(0, ['token', 'refresh', '--if-expiring', left], { home })).toMatchObject({ ok: true, how })
    expect(stub.seenAt('/token')).toHaveLength(how === 'refreshed' ? 1 : 0)
  })

  test('of no length of time is refused', async () => {
    const { home } = await startNarrowing()
    expect(await runToError(2, ['token', 'refresh', '--if-expiring', '10x'], { home })).toMatchObject({
      code: 'setting-invalid',
    })
  })
})

test('a resource that the sandbox does not know costs nothing: the session goes on', async () => {
  const home = freshHome()
  await copyLogin(home)
  expect(await runToError(3, ['token', '--resource', 'urn:unknown'], { home })).toMatchObject({
    provider: { error: 'invalid_target' },
  })
  await runTo(0, ['token', 'refresh'], { home })
})

describe('OAUTH_WALK_ACCESS_TOKEN', () => {
  const given = { OAUTH_WALK_ACCESS_TOKEN: 'given-access-token' }

  test('is what userinfo asks with, and is stored nowhere', async () => {
    const { home, stub } = await startNarrowing()
    expect(JSON.parse((await atDoor.runTo(0, ['userinfo'], { home, environment: given })).stdout))
      .toMatchObject({ sub: 'zhang-san' })
    expect(stub.seenAt('/userinfo').map(({ authorization }) => authorization)).toEqual(['Bearer given-access-token'])
    expect(readSession(home).access_token).toBe('planted-access-token/+=')
  })

  test('needs no profile, but a provider', async () => {
    const { stub } = await startNarrowing()
    const home = freshHome()
    expect(await runToError(2, ['userinfo'], { home, environment: given })).toMatchObject({ code: 'endpoints-missing' })
    const environment = { ...given, OAUTH_WALK_ISSUER: stub.issuer, OAUTH_WALK_CLIENT_ID: 'walker' }
    expect(JSON.parse((await runTo(0, ['userinfo'], { home, environment })).stdout)).toMatchObject({ sub: 'zhang-san' })
    expect(await runToError(7, ['token'], { home, environment: given })).toMatchObject({ code: 'no-session' })
  })

  test('is not refreshed when it is refused, and not shown', async () => {
    const { home, stub } = await startNarrowing()
    stub.endpoints['/userinfo'] = () => ({
      status: 401, body: { error: 'invalid_token', error_description: 'bad given-access-token' },
    })
    const { stdout, stderr } = await runTo(3, ['userinfo', '--json', '-vv'], { home, environment: given })
    expect(stub.seenAt('/token')).toEqual([])
    expect(`${stdout}${stderr}`).not.toContain('given-access-token')
  })
})
