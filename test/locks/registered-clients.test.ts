import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { openRegisteringStub, registrationToken } from '../support/registering-stub.ts'
import { startLockedProvider } from '../support/locked-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { client, errorOf, findingsOf, kept, login, registering } from './registering.ts'

describe('without a client id', () => {
  test('the way to register is told where the metadata has one', async () => {
    const { stub } = await openRegisteringStub()
    const error = errorOf(await login(stub.issuer, ['--json']))
    expect(error).toMatchObject({
      code: 'client-id-missing', hint: expect.stringMatching(/^oauth-walk login \S+ .*--register$/m) as string,
    })
  })

  test('nothing is told of it where it has none, and asking for it anyway is refused', async () => {
    const { stub } = await openRegisteringStub({ metadata: { registration_endpoint: undefined } })
    expect(errorOf(await login(stub.issuer, ['--json']))['hint']).not.toContain('--register')
    const refused = await login(stub.issuer, ['--register', '--json'])
    expect([refused.status, errorOf(refused)['code'], stub.counts.authorize]).toEqual([
      2, 'registration-endpoint-missing', 0,
    ])
    expect(
      (await login(stub.issuer, ['--register', '--registration-endpoint', `${stub.issuer}/register`])).status,
    ).toBe(0)
  })

  test('nobody registers who has one', async () => {
    const { stub, registered } = await openRegisteringStub()
    const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
    const ended = await login(
      stub.issuer, ['--register', '--client-id', stub.client.client_id, '--json'], { environment },
    )
    expect([ended.status, registered.length, findingsOf(ended).map(({ code }) => code)]).toEqual([
      0, 0, ['register-unneeded'],
    ])
  })
})

test('a redirect URI is registered as it is sent, with no slash where none was written', async () => {
  const provider = await startLockedProvider(registering())
  const ended = await login(provider.issuer, ['--register', '--redirect-uri', 'http://127.0.0.1'])
  expect(ended.status, ended.stderr).toBe(0)
  const { redirect_uris: uris } = JSON.parse(provider.at('/reg')[0]?.body ?? '{}') as Json
  expect(uris).toEqual(['http://127.0.0.1', 'http://localhost'])
})

describe('the registered clients', () => {
  test('are listed, shown as the provider has them, and deleted there and here', async () => {
    const { stub, managed } = await openRegisteringStub({
      manage: method =>
        method === 'DELETE'
          ? { status: 204 }
          : {
              body: {
                client_id: 'registered-1', client_name: 'Renamed',
                registration_access_token: 'the-next-registration-token',
              },
            },
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    expect(documentOf(await client(home, 'client', 'list', '--json'))['clients']).toEqual([
      expect.objectContaining({ issuer: stub.issuer, client_id: 'registered-1', store: 'file' }),
    ])
    const shown = await client(home, 'client', 'show', '--json')
    expect(documentOf(shown)).toMatchObject({
      client_id: 'registered-1', state: 'registered', registration: { client_name: 'Renamed' },
    })
    for (const secret of [
      registrationToken, 'the-next-registration-token', stub.client.client_secret,
    ]) expect(shown.stdout).not.toContain(secret)
    expect(kept(home)[0]?.record.registration).toMatchObject({
      registration_access_token: 'the-next-registration-token', client_secret: stub.client.client_secret,
    })
    const removed = await client(home, 'client', 'remove', stub.issuer, '--json')
    expect(documentOf(removed)).toEqual({
      ok: true, issuer: stub.issuer, client_id: 'registered-1', confirmed: true, reason: null,
    })
    expect([kept(home), managed]).toEqual([[], ['GET', 'DELETE']])
    expect(errorOf(await client(home, 'client', 'remove', stub.issuer, '--json'))['code']).toBe('client-unknown')
  })

  test('are deleted here whatever the provider says, and that it did not is told', async () => {
    const { stub } = await openRegisteringStub()
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const removed = await client(home, 'client', 'remove')
    expect([removed.status, kept(home)]).toEqual([0, []])
    expect(removed.stderr)
      .toContain('did not confirm that it deleted client registered-1 (it gave no address for that)')
  })

  test('stay where a logout does not say otherwise', async () => {
    const { stub, managed } = await openRegisteringStub({ manage: () => ({ status: 204 }) })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const out = await client(home, 'logout', '--no-browser')
    expect(out.stderr).toContain(`Client registered-1 stays registered at the provider. To delete it there too: oauth-walk client remove ${stub.issuer}`)
    const gone = await client(home, 'logout', '--no-browser', '--remove-client', '--json')
    expect(documentOf(gone)['client']).toEqual({ client_id: 'registered-1', confirmed: true, reason: null })
    expect([kept(home), managed]).toEqual([[], ['DELETE']])
  })
})
