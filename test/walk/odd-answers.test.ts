import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { openStub, type Handlers, type Said } from '../support/stub-provider.ts'
import { documentOf, walk, type Json, type Walked } from '../support/walks.ts'
import { client, errorOf, login as register } from '../locks/registering.ts'

/** A login at a stub that behaves otherwise. */
async function login(handlers: Partial<Handlers>, words: string[] = []): Promise<Walked> {
  const stub = await openStub()
  stub.reset(handlers)
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  return walk(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--timeout', '20s', '--json', ...words],
    { home: freshHome(), environment }, {}, startInside,
  )
}

const codesOf = (ended: Walked) => (documentOf(ended)['findings'] as Json[]).map(({ code }) => code)

/** A browser that comes back with these parameters besides. */
const bringing = (more: Record<string, string>): Handlers['authorize'] => async (asked, stub) => {
  const said = await stub.good.authorize(asked, stub) as { headers: { location: string } }
  const back = new URL(said.headers.location)
  for (const [name, value] of Object.entries(more)) back.searchParams.set(name, value)
  return { status: 302, headers: { location: back.href } }
}

/** The good answer with these members besides. */
const besides = (endpoint: 'token' | 'userinfo', more: Json): Partial<Handlers> => ({
  [endpoint]: async (asked: never, stub: { good: Handlers }) => {
    const said = await stub.good[endpoint](asked, stub as never) as { body: Json }
    return { ...said, body: { ...said.body, ...more } } as Said
  },
})

/** The good answer with a member before it that stands in it as well. */
const twice = (endpoint: 'token' | 'userinfo', member: string) =>
  async (asked: unknown, stub: { good: Handlers }) => {
    const said = await stub.good[endpoint](asked as never, stub as never) as { body: Json }
    const body = JSON.stringify(said.body).replace('{', `{${member},`)
    return { ...said, headers: { 'content-type': 'application/json' }, body } as Said
  }

describe('an error beside a success', () => {
  test.each<[string, Partial<Handlers>, number, string]>([
    ['a code', { authorize: bringing({ error: 'server_error' }) }, 3, 'authorization-refused'],
    ['a code, and no consent', { authorize: bringing({ error: 'access_denied' }) }, 3, 'access-denied'],
    ['tokens', besides('token', { error: 'invalid_grant' }), 3, 'token-refused'],
    ['the user', besides('userinfo', { error: 'invalid_token' }), 3, 'userinfo-refused'],
  ])('is an error: beside %s', async (_, handlers, status, code) => {
    const ended = await login(handlers)
    expect([ended.status, errorOf(ended)['code']], ended.stderr).toEqual([status, code])
  })

  test.each<[Partial<Handlers>, string]>([
    [{ authorize: bringing({ error_description: 'no', err_code: '7' }) }, 'error-beside-code'],
    [besides('token', { error: { a: 1 } }), 'error-beside-success'],
    [{ userinfo: twice('userinfo', '"s\\u0075b":"somebody-else"') }, 'member-repeated'],
    [{ token: twice('token', '"access_token":"another"') }, 'member-repeated'],
  ])('that is none by its name or form is noted, and ends a strict walk', async (handlers, code) => {
    const ended = await login(handlers)
    expect([ended.status, codesOf(ended)]).toEqual([0, [code]])
    expect(errorOf(await login(handlers, ['--strict']))).toMatchObject({ code: 'deviation', exit_code: 4 })
  })

  test.each<Partial<Handlers>>([
    { authorize: bringing({ error_code: '0', errmsg: 'ok', error_description: '' }) }, besides('token', { error: '' }),
    besides('token', { error: null }), besides('token', { error: 0 }),
  ])('that says of none is nothing: %#', async (handlers) => {
    const ended = await login(handlers, ['--strict'])
    expect([ended.status, codesOf(ended)]).toEqual([0, []])
  })
})

test('a token that is refused right after the login is not told to have expired', async () => {
  const ended = await login({
    userinfo: () => ({ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
  })
  expect(errorOf(ended)).toMatchObject({ code: 'userinfo-refused', diagnosis: 'access-token-refused' })
  expect(ended.stderr).toMatch(/a token that the provider gave a moment ago/)
  expect(ended.stderr).not.toMatch(/has expired|token refresh/)
})

test.each([
  ['15s', 0], ['2m', 0], ['1h', 0], ['20', 0], ['15x', 2], ['s', 2], ['-1s', 2], ['999999h', 2],
])('--timeout %s', async (timeout, status) => {
  const ended = await login({}, ['--timeout', timeout, '--http-timeout', timeout])
  expect(ended.status, ended.stderr).toBe(status)
  if (status === 2) expect(ended.stderr).toMatch(/a whole number of seconds, or 90s, 10m, 2h/)
})

test('what the browser brings is called an answer: it may be an error', async () => {
  const ended = await login({ authorize: bringing({ error: 'access_denied' }) })
  expect(ended.stderr).toMatch(/The browser brings the answer to the client/)
  expect(ended.stderr).not.toMatch(/brings the code to the client/)
})

describe('a kept client that is answered oddly', () => {
  test.each<[string, Said]>([
    ['307', { status: 307, headers: { location: 'https://elsewhere.example/r' } }],
    ['a web page', { body: '<title>Hello</title>' }], ['no id', { body: { client_name: 'x' } }],
    ['an error with 200', { body: { client_id: 'registered-1', error: 'server_error' } }],
  ])('is used as it was: %s', async (_, said) => {
    const { stub, registered } = await openRegisteringStub({ manage: () => said })
    const home = freshHome()
    expect((await register(stub.issuer, ['--register'], { home })).status).toBe(0)
    const again = await register(stub.issuer, ['--register', '--json'], { home })
    expect([again.status, registered.length], again.stderr).toEqual([0, 1])
    expect((documentOf(again)['findings'] as Json[]).map(({ code }) => code)).toContain('registration-unread')
  })

  test('by another client’s registration ends the walk, and the way out is named and works', async () => {
    const { stub, registered } = await openRegisteringStub({
      manage: method => method === 'DELETE' ? { status: 204 } : { body: { client_id: 'somebody-else' } },
    })
    const home = freshHome()
    expect((await register(stub.issuer, ['--register'], { home })).status).toBe(0)
    const stuck = await register(stub.issuer, ['--register', '--json'], { home })
    expect([stuck.status, errorOf(stuck)]).toMatchObject([
      3,
      {
        code: 'registration-unusable',
        hint: expect.stringContaining(`oauth-walk client remove ${stub.issuer}`) as unknown,
      },
    ])
    expect((await client(home, 'client', 'remove', stub.issuer)).status).toBe(0)
    expect((await register(stub.issuer, ['--register'], { home })).status).toBe(0)
    expect(registered).toHaveLength(2)
  })
})
