import fc from 'fast-check'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { nameForOwner, profileNameOf, type Owner } from '../../src/cli/login/profile-name.ts'
import type { Profile, ProfileStore } from '../../src/session/profiles.ts'
import { runJson, runTo } from '../cli/inside.ts'
import { sessionPaths, type Json } from '../cli/support.ts'
import { freshHome } from '../support/cli.ts'
import { walk } from '../support/walks.ts'

/** Profiles in memory: each login writes its own, as a login does. */
function makeStore() {
  const kept = new Map<string, Profile>()
  const store = { read: (name: string) => kept.get(name) } as ProfileStore
  const login = (owner: Owner) => {
    const name = nameForOwner(store, profileNameOf(owner.issuer), owner)
    kept.set(name, { v: 1, name, created_at: '', settings: { issuer: owner.issuer, 'client-id': owner.client_id } })
    return name
  }
  return { kept, login }
}

describe('profile-name: names that fold together', () => {
  test.each<[name: string, issuers: string[]]>([
    ['a dot and a hyphen', ['https://op.example/realms/a.b', 'https://op.example/realms/a-b']],
    ['a slash and a port', ['https://op.example/8443', 'https://op.example:8443']],
    ['letters that are no ASCII', ['https://op.example/张三', 'https://op.example/李四', 'https://op.example/é']],
    ['a schema alone', ['https://localhost:1', 'http://localhost:1']],
    [
      'what comes after 64 characters',
      [`https://op.example/${'x'.repeat(80)}/one`, `https://op.example/${'x'.repeat(80)}/two`],
    ],
    ['a slash at the end', ['https://op.example', 'https://op.example/']],
  ])('%s: each issuer keeps its own, and finds it again', (_name, issuers) => {
    const { login } = makeStore()
    const owners = issuers.map(issuer => ({ issuer, client_id: 'c' }))
    const names = owners.map(login)
    expect(new Set(names).size).toBe(issuers.length)
    expect(names.every(name => /^[A-Za-z0-9_-]{1,64}$/.test(name))).toBe(true)
    expect(owners.toReversed().map(login).toReversed()).toEqual(names)
  })

  test('any issuers and clients: nobody ever takes the profile of another', () => {
    const owner = fc.record({
      issuer: fc.constantFrom('a.b', 'a-b', 'a/b', 'A-B', 'a_b').map(end => `https://op.example/${end}`),
      client_id: fc.constantFrom('1', '2', '3'),
    })
    fc.assert(fc.property(fc.array(owner, { maxLength: 30 }), (owners) => {
      const { kept, login } = makeStore()
      const names = owners.map(login)
      const distinct = new Set(owners.map(({ issuer, client_id }) => `${issuer} ${client_id}`))
      expect(kept.size).toBe(distinct.size)
      names.forEach((name, place) => expect(kept.get(name)?.settings).toMatchObject({
        issuer: owners[place]?.issuer, 'client-id': owners[place]?.client_id,
      }))
    }))
  })
})

test('profile-name: a second login whose profile would be called the same keeps both sessions, also for another client; a name given on purpose is taken', async () => {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
    const issuer = `${url.origin}/realms/${url.pathname.split('/')[2]}`
    response.setHeader('content-type', 'application/json')
    if (url.pathname.endsWith('/authorize')) {
      const back = `${url.searchParams.get('redirect_uri')}?${new URLSearchParams({
        code: 'the-code-of-it', state: url.searchParams.get('state') ?? '',
      }).toString()}`
      response.writeHead(302, { location: back }).end()
    } else if (url.pathname.endsWith('/token')) response.end(
      JSON.stringify({ access_token: `token-of-${issuer.split('/').at(-1)}`, token_type: 'Bearer', expires_in: 3600 }),
    )
    else {
      response.end(JSON.stringify({
        issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`,
        response_types_supported: ['code'], scopes_supported: ['x'],
      }))
    }
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const home = freshHome()
  const login = async (realm: string, client: string, ...more: string[]) =>
    expect(
      await walk([`${origin}/realms/${realm}`, '--client-id', client, '--port', '0', ...more], { home }),
    ).toMatchObject(
      { status: 0 },
    )
  await login('a.b', 'one')
  await login('a-b', 'one')
  await login('a-b', 'two')
  const { profiles } = await runJson(0, ['profile', 'list'], { home })
  expect(sessionPaths(home)).toHaveLength(3)
  const tokens = await Promise.all((profiles as Json[]).map(async ({ name }) =>
    (await runTo(0, ['token', '--profile', String(name)], { home })).stdout.trim()))
  expect(tokens.sort()).toEqual(['token-of-a-b', 'token-of-a-b', 'token-of-a.b'])
  await login('a-b', 'three', '--profile', String((profiles as Json[])[0]?.['name']))
  expect(sessionPaths(home)).toHaveLength(3)
})
