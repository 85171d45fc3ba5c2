import { describe, expect, test } from 'vitest'
import { authorizationUrl, claimsOf, codeIn, login, open, post, redeem, redirectUri } from './support.ts'

const clientCalled = (client_id: string) => ({ client_id, client_secret: 'secret', redirect_uris: [redirectUri] })
const clients = ['website', 'other'].map(clientCalled)

describe('a fault that waits', () => {
  test('is met once, whoever comes at the same time', async () => {
    const sandbox = await open({ clients, consent: false })
    await sandbox.queueFault({ fault: 'invalid-aud', client_id: 'website' })
    const codeOf = async (client_id: string) => codeIn(await sandbox.signIn(authorizationUrl(sandbox, { client_id })))
    const who = ['website', 'website', 'other']
    const codes = [await codeOf('website'), await codeOf('website'), await codeOf('other')]
    const answers = await Promise.all(codes.map(async (code, place) => redeem(sandbox, code, `${who[place]}:secret`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const wrong = answers.filter(({ body }, place) => claimsOf(body['id_token'])['aud'] !== who[place])
    expect(wrong).toHaveLength(1)
    expect(claimsOf(answers[2]?.body['id_token'])['aud']).toBe('other')
  })

  test('takes nothing from the requests that do not meet it, where another is always played', async () => {
    const sandbox = await open({ misbehave: 'invalid-aud' })
    await sandbox.queueFault({ endpoint: 'userinfo', status: 503 })
    const { status, body } = await login(sandbox)
    expect(status).toBe(200)
    expect(claimsOf(body['id_token'])['aud']).not.toBe('app')
  })

  test('of the ID token stays until there is one', async () => {
    const sandbox = await open()
    await sandbox.queueFault({ fault: 'invalid-aud' })
    expect((await post(sandbox, '/token', { grant_type: 'client_credentials' })).status).toBe(200)
    expect(claimsOf((await login(sandbox)).body['id_token'])['aud']).not.toBe('app')
  })

  test('for one client is met by it alone, whatever another client writes into its address', async () => {
    const sandbox = await open({ clients })
    await sandbox.queueFault({ endpoint: 'token', client_id: 'website', status: 503 })
    const ask = async (client: string, query = '') =>
      (await post(sandbox, `/token${query}`, { grant_type: 'client_credentials' }, `${client}:secret`)).status
    expect([
      await ask('other', '?client_id=website'), await ask('website', '?client_id=other'), await ask('website'),
    ]).toEqual(
      [200, 503, 200],
    )
  })

  test('for one client is met where that shows its token, in the body or in the address', async () => {
    const sandbox = await open()
    const token = String((await login(sandbox)).body['access_token'])
    await sandbox.queueFault({ endpoint: 'userinfo', client_id: 'app', status: 503, times: 2 })
    const inBody = await fetch(`${sandbox.issuer}/userinfo`, {
      method: 'POST', body: new URLSearchParams({ access_token: token }),
    })
    const inAddress = await fetch(`${sandbox.issuer}/userinfo?access_token=${token}`)
    expect([inBody.status, inAddress.status]).toEqual([503, 503])
  })

  test.each([
    [
      { endpoint: 'jwks', client_id: 'app', status: 500 },
      { code: 'settings-invalid', details: { at: '/client_id', wrong: 'not with jwks, which is for all clients' } },
    ],
    [
      { fault: 'h01-discovery-issuer-other-host', client_id: 'app' },
      { code: 'misbehaviour-unfit', details: { why: 'all-clients' } },
    ],
    [
      { fault: 'invalid-aud', client_id: 'nobody' },
      { code: 'settings-invalid', details: { at: '/client_id', wrong: 'no such client' } },
    ],
    [
      { endpoint: 'token', client_id: 'nobody', status: 500 },
      { code: 'settings-invalid', details: { at: '/client_id', wrong: 'no such client' } },
    ],
  ] as const)('is refused where nobody could meet it: %j', async (fault, error) => {
    const sandbox = await open()
    await expect(sandbox.queueFault(fault)).rejects.toMatchObject(error)
  })
})

describe('what was asked', () => {
  test('shows no token, whatever parameter brings it', async () => {
    const sandbox = await open()
    const token = String((await login(sandbox)).body['access_token'])
    await fetch(`${sandbox.issuer}/userinfo`, { method: 'POST', body: new URLSearchParams({ access_token: token }) })
    await fetch(`${sandbox.issuer}/userinfo?access_token=${token}&access_token=${token}`)
    await post(sandbox, '/revoke', { token, token_type_hint: 'access_token' })
    const [, , ...requests] = sandbox.requests()
    expect(requests.map(({ parameters }) => parameters)).toEqual([
      { access_token: '[hidden]' }, { access_token: '[hidden]' },
      { token: '[hidden]', token_type_hint: 'access_token' },
    ])
    expect(JSON.stringify(sandbox.requests())).not.toContain(token)
  })

  test.each([
    {}, { misbehave: 'h59-503-retry-after' },
  ])('is told of requests that a fault answered, too (%j)', async (settings) => {
    const sandbox = await open(settings)
    if (!('misbehave' in settings)) await sandbox.queueFault({ endpoint: 'token', status: 503 })
    await post(sandbox, '/token', { grant_type: 'client_credentials', scope: 'a', client_secret: 'canary' })
    expect(sandbox.requests()).toMatchObject([
      {
        client_id: 'app', status: 503,
        parameters: { grant_type: 'client_credentials', scope: 'a', client_secret: '[hidden]' },
      },
    ])
  })
})
