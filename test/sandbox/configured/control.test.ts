import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../../src/sandbox/configured/index.ts'
import {
  authorizationUrl, claimsOf, codeIn, login, open, post, read, redirectUri, userinfo, type Answer,
} from './support.ts'

const token = 'a token of sixteen'.replaceAll(' ', '-')

async function control(
  { control: { url } }: Sandbox, method: string, path: string, body?: unknown, bearer = token,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${bearer}` }
  return read(await fetch(url + path, { method, headers, ...body === undefined ? {} : { body: JSON.stringify(body) } }))
}

describe('the control address', () => {
  test('opens with its token alone', async () => {
    const sandbox = await open({ control_token: token })
    expect((await control(sandbox, 'GET', '/requests', undefined, 'another')).status).toBe(401)
    expect((await fetch(`${sandbox.control.url}/requests`)).status).toBe(401)
    expect((await control(sandbox, 'GET', '/requests')).body).toEqual({ requests: [] })
    expect((await control(sandbox, 'GET', '/nothing')).status).toBe(404)
    const [one, other] = [await open(), await open()]
    expect(one.control.token).not.toBe(other.control.token)
  })

  test('adds a user, and replaces one', async () => {
    const sandbox = await open({ control_token: token })
    expect(
      (await control(sandbox, 'POST', '/users', {
        username: 'grace', password: 'compiler', claims: { rank: 'admiral' },
      })).body,
    )
      .toEqual({ username: 'grace', password: 'compiler', claims: { sub: 'grace', rank: 'admiral' } })
    const tokens = await login(sandbox, {}, { username: 'grace' })
    expect(claimsOf(tokens.body['id_token'])).toMatchObject({ sub: 'grace', rank: 'admiral' })
    await control(sandbox, 'POST', '/users', { username: 'grace', password: 'another', claims: {} })
    expect(sandbox.users.map(({ username, password }) => [username, password])).toEqual([
      ['zhangsan', expect.any(String)], ['grace', 'another'],
    ])
    expect((await userinfo(sandbox, tokens)).body).toEqual({ sub: 'grace' })
  })

  test('puts a user in the place of whoever has the same name or subject: no two have one, and the first stays first', async () => {
    const named = (username: string, sub: string) => ({ username, password: username, claims: { sub } })
    const sandbox = await open({ control_token: token, users: [named('ada', '1'), named('bob', '2'), named('eve', '3')] })
    const add = async (username: string, sub: string) => {
      await control(sandbox, 'POST', '/users', named(username, sub))
      return sandbox.users.map(one => `${one.username} ${String(one.claims['sub'])}`)
    }
    expect(await add('grace', '1')).toEqual(['grace 1', 'bob 2', 'eve 3'])
    await expect(sandbox.signIn(authorizationUrl(sandbox), { username: 'ada', password: 'ada' })).rejects.toMatchObject({
      code: 'sign-in-failed',
    })
    expect(claimsOf((await login(sandbox)).body['id_token'])).toMatchObject({ sub: '1' })
    expect(await add(' EVE', '2')).toEqual(['grace 1', ' EVE 2'])
    expect(await add('mary', '4')).toEqual(['grace 1', ' EVE 2', 'mary 4'])
  })

  test.each([
    ['/users', { username: 'grace' }, ''], ['/users', [], ''], ['/expiry', {}, ''],
    ['/expiry', { kind: 'other' }, '/kind'], ['/faults', { endpoint: 'token' }, ''],
    ['/users', null, ''], ['/faults', [], ''], ['/faults', { endpoint: 'tokens', status: 500 }, '/endpoint'],
    ['/faults', { fault: 'no-such-fault' }, undefined],
  ])('refuses at %s what is not as the schema has it: %j', async (path, body, at) => {
    const sandbox = await open({ control_token: token })
    const answer = await control(sandbox, 'POST', path, body)
    expect(answer.status).toBe(400)
    expect(answer.body)
      .toMatchObject(at === undefined ? { error: 'misbehaviour-unknown' } : { error: 'settings-invalid', at })
  })

  test('expires one token, and all of a user or a client', async () => {
    const sandbox = await open({
      control_token: token, users: ['ada', 'bob'].map(username => ({ username, password: username })),
    })
    const [ada, bob] = [await login(sandbox, {}, { username: 'ada' }), await login(sandbox, {}, { username: 'bob' })]
    expect(
      (await control(sandbox, 'POST', '/expiry', { token: ada.body['access_token'] })).body,
    ).toEqual({ expired: 1 })
    expect([(await userinfo(sandbox, ada)).status, (await userinfo(sandbox, bob)).status]).toEqual([401, 200])
    const refresh = async ({ body }: Answer) =>
      post(sandbox, '/token', { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) })
    const renewed = await refresh(ada)
    expect(renewed.status).toBe(200)
    expect((await control(sandbox, 'POST', '/expiry', { username: 'ada', kind: 'refresh_token' })).body)
      .toEqual({ expired: 2 })
    expect([(await refresh(renewed)).body['error'], (await refresh(bob)).status]).toEqual(['invalid_grant', 200])
    expect(await sandbox.expire({ client_id: 'app', kind: 'access_token' })).toBe(4)
    expect(await sandbox.expire({ username: 'nobody' })).toBe(0)
  })

  test('tells what was asked, and hides what proves or opens something', async () => {
    const sandbox = await open({ control_token: token })
    await login(sandbox)
    const { body } = await control(sandbox, 'GET', '/requests')
    const requests = body['requests'] as Record<string, unknown>[]
    expect(
      requests.map(({ n, endpoint, method, status, client_id: client }) => [n, endpoint, method, status, client]),
    ).toEqual([
      [1, 'authorization', 'GET', 303, 'app'], [2, 'token', 'POST', 200, 'app'],
    ])
    expect(requests[0]?.['parameters']).toMatchObject({
      redirect_uri: redirectUri, state: 'a state', code_challenge_method: 'S256',
    })
    expect(requests[1]?.['parameters']).toMatchObject({
      grant_type: 'authorization_code', code: '[hidden]', code_verifier: '[hidden]',
    })
    expect(JSON.stringify(body)).not.toContain('v'.repeat(43))
    expect((await control(sandbox, 'DELETE', '/requests')).body).toEqual({ requests: [] })
    expect(sandbox.requests()).toEqual([])
  })
})

describe('a fault', () => {
  test('that is queued is played once', async () => {
    const sandbox = await open({ control_token: token })
    expect((await control(sandbox, 'POST', '/faults', { fault: 'invalid-iss' })).body).toEqual({ pending: 1 })
    expect(claimsOf((await login(sandbox)).body['id_token'])['iss']).not.toBe(sandbox.issuer)
    expect((await control(sandbox, 'GET', '/faults')).body).toEqual({ pending: 0 })
    expect(claimsOf((await login(sandbox)).body['id_token'])['iss']).toBe(sandbox.issuer)
  })

  test('of the authorization response shows when the user comes back', async () => {
    const sandbox = await open()
    await sandbox.queueFault({ fault: 'l38-code-twice' })
    const codesThatCome = async () =>
      new URL((await sandbox.signIn(authorizationUrl(sandbox))).url).searchParams.getAll('code').length
    expect([await codesThatCome(), await codesThatCome()]).toEqual([2, 1])
  })

  test('that is queued for a client waits for it', async () => {
    const sandbox = await open()
    await sandbox.queueFault({
      endpoint: 'token', client_id: 'app-public', status: 503, headers: { 'retry-after': '7' },
      body: { error: 'temporarily_unavailable' },
    })
    expect((await login(sandbox)).status).toBe(200)
    const ask = async () => read(await fetch(`${sandbox.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'app-public', grant_type: 'refresh_token', refresh_token: 'x' }),
    }))
    const refused = await ask()
    expect([refused.status, refused.body, refused.headers.get('retry-after')]).toEqual([
      503, { error: 'temporarily_unavailable' }, '7',
    ])
    expect((await ask()).body['error']).toBe('invalid_grant')
  })

  test('that waits for one client changes nothing for the others, whatever they send', async () => {
    const clients = [
      ...['app', 'waited-for'].map(client_id => ({ client_id, client_secret: 'secret', redirect_uris: [redirectUri] })),
      { client_id: 'app-public', redirect_uris: [redirectUri] },
    ]
    const sandbox = await open({ clients })
    await sandbox.queueFault({ endpoint: 'token', client_id: 'waited-for', status: 500, body: '' })
    const send = async (body: string, headers: Record<string, string> = {}) => read(
      await fetch(`${sandbox.issuer}/token`, {
        method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    )
    const twice = await send('client_id=app-public&grant_type=refresh_token&refresh_token=a&refresh_token=b')
    expect([twice.status, twice.body['error_description']]).toEqual([400, expect.stringContaining('refresh_token')])
    expect((await send('{', { 'content-type': 'application/json' })).status).toBe(400)
    expect((await send(`client_id=${'a'.repeat(100_000)}`)).status).toBe(400)
    expect((await send('', { authorization: 'Basic %%%' })).status).toBe(400)
    expect((await login(sandbox)).status).toBe(200)
  })

  test('is met as often as it is said, by no more even when they come at once, and can be taken back', async () => {
    const sandbox = await open()
    await sandbox.queueFault({ endpoint: 'discovery', times: 2, status: 500, body: 'down' })
    const ask = async () => (await fetch(`${sandbox.issuer}/.well-known/openid-configuration`)).status
    expect((await Promise.all([ask(), ask(), ask(), ask()])).sort()).toEqual([200, 200, 500, 500])
    await sandbox.queueFault({ endpoint: 'discovery', status: 500, body: 'down' })
    sandbox.clearFaults()
    expect(await ask()).toBe(200)
  })

  test('of a client is met by it alone, each time', async () => {
    const client = (client_id: string, misbehave?: string) => ({
      client_id, client_secret: 'secret', redirect_uris: [redirectUri], ...misbehave === undefined ? {} : { misbehave },
    })
    const sandbox = await open({
      clients: [client('well'), client('ill', 'invalid-aud'), client('worse', 'userinfo-invalid-sub')],
    })
    for (const round of [1, 2]) {
      expect(
        claimsOf((await login(sandbox, { client_id: 'well' }, {}, 'well:secret')).body['id_token'])['aud'],
        String(round),
      ).toBe('well')
      expect(claimsOf((await login(sandbox, { client_id: 'ill' }, {}, 'ill:secret')).body['id_token'])['aud']).not.toBe(
        'ill',
      )
    }
    const tokens = await login(sandbox, { client_id: 'worse' }, {}, 'worse:secret')
    expect((await userinfo(sandbox, tokens)).body['sub']).not.toBe('123456')
    await expect(open({ clients: [client('a', 'no-such-fault')] })).rejects.toMatchObject({
      code: 'misbehaviour-unknown',
    })
    await expect(open({ clients: [client('a', 'h01-discovery-issuer-other-host')] })).rejects.toMatchObject({
      code: 'misbehaviour-unfit', details: { why: 'all-clients' },
    })
    await expect(open({ misbehave: 'weak-pkce-wrong-verifier' })).rejects.toMatchObject({
      code: 'misbehaviour-unfit', details: { why: 'not-messages' },
    })
  })

  test('of the whole sandbox is met by every client', async () => {
    const sandbox = await open({ misbehave: 'h01-discovery-issuer-other-host' })
    const { body } = await read(await fetch(`${sandbox.issuer}/.well-known/openid-configuration`))
    expect(body['issuer']).not.toBe(sandbox.issuer)
    expect(codeIn(await sandbox.signIn(authorizationUrl(sandbox)))).not.toBe('')
  })
})
