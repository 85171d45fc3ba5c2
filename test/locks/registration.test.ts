import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { walkInside } from '../support/inside.ts'
import { freePort } from '../support/ports.ts'
import { startLockedProvider } from '../support/locked-provider.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { documentOf, type Json, walk } from '../support/walks.ts'
import { client, errorOf, findingsOf, kept, login, registering } from './registering.ts'

describe('a client that registers itself', () => {
  test('says what RFC 7591 wants to know, signs in, and is the same one the next time', async () => {
    const provider = await startLockedProvider(registering())
    const home = freshHome()
    const first = await login(provider.issuer, ['--register'], { home })
    expect(first.status, first.stderr).toBe(0)
    const [asked] = provider.at('/reg')
    expect(JSON.parse(asked?.body ?? '{}')).toMatchObject({
      client_name: 'oauth-walk', software_id: 'oauth-walk', software_version: expect.stringMatching(/^\d/) as string,
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1:8765/callback', 'http://localhost:8765/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'], token_endpoint_auth_method: 'none', scope: 'openid profile email',
    })
    const [one] = kept(home)
    expect([one?.mode, one?.record['issuer']]).toEqual([0o600, provider.issuer])
    expect(first.stderr).toContain(
      `registered this client as ${String(one?.record['client_id'])}. It is kept for ${provider.issuer} alone.`,
    )
    const second = await login(provider.issuer, [], { home })
    expect(second.status, second.stderr).toBe(0)
    expect(provider.at('/reg')).toHaveLength(1)
    expect(provider.asked.filter(({ path }) => path.startsWith('/reg/')).map(({ method }) => method)).toEqual(['GET'])
    expect(provider.at('/auth').map(({ query }) => new URLSearchParams(query).get('client_id'))).toEqual([
      one?.record['client_id'], one?.record['client_id'],
    ])
  })

  test('is used at no other issuer', async () => {
    const [one, other] = [await startLockedProvider(registering()), await startLockedProvider(registering())]
    const home = freshHome()
    for (const { issuer } of [one, other]) expect((await login(issuer, ['--register'], { home })).status).toBe(0)
    expect([one, other].map(provider => provider.at('/reg').length)).toEqual([1, 1])
    const ids = kept(home).map(({ record }) => record['client_id'])
    const first = String(kept(home).find(({ record }) => record['issuer'] === one.issuer)?.record['client_id'])
    expect(other.asked.some(({ query, body, path }) => `${path}${query}${body}`.includes(first))).toBe(false)
    expect(new Set(ids).size).toBe(2)
  })

  test('D14: is two messages of the story and of every export, in which no secret stands', async () => {
    const token = 'an-initial-access-token-0001'
    const provider = await startLockedProvider(registering(token))
    const home = freshHome()
    const files = ['json', 'html', 'mmd', 'har', 'sh'].map(end => join(home, `walk.${end}`))
    const flags = ['--save', '--html', '--mermaid', '--har', '--curl'].flatMap((flag, place) => [
      flag, files[place] ?? '',
    ])
    const ended = await login(
      provider.issuer, ['--register', '--auth-method', 'client_secret_basic', '-vv', '--explain', ...flags],
      { home, environment: { OAUTH_WALK_INITIAL_ACCESS_TOKEN: token } },
    )
    expect(ended.status, ended.stderr).toBe(0)
    expect(provider.at('/reg')[0]?.headers.authorization).toBe(`Bearer ${token}`)
    const { events } = JSON.parse(readFileSync(files[0] ?? '', 'utf8')) as { events: Json[] }
    expect(events.filter(({ type }) => type === 'message').map(({ name }) => name).slice(0, 4)).toEqual([
      'start', 'registration-request', 'registration-response', 'authorization-request',
    ])
    const { client_secret: secret, registration_access_token: access } = kept(home)[0]?.record.registration ?? {}
    const secrets = [token, String(secret), String(access)]
    expect(secrets.every(one => one.length > 15)).toBe(true)
    for (const [name, text] of [['stderr', ended.stderr], ...files.map(file => [file, readFileSync(file, 'utf8')])]) {
      expect([name, /regist/.test(text ?? ''), secrets.filter(one => text?.includes(one))]).toEqual([name, true, []])
    }
  })

  test('proves itself by its key where it has one', async () => {
    const provider = await startLockedProvider(registering())
    const home = freshHome()
    expect((await client(home, 'key', 'create', 'mine')).status).toBe(0)
    const ended = await login(provider.issuer, ['--register', '--client-key', 'mine'], { home })
    expect(ended.status, ended.stderr).toBe(0)
    const asked = JSON.parse(provider.at('/reg')[0]?.body ?? '{}') as Json
    expect(asked).toMatchObject({
      token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ kty: 'EC', use: 'sig' }] },
    })
    expect(JSON.stringify(asked)).not.toContain('"d"')
    expect(provider.at('/token')[0]?.body).toContain('client_assertion=')
  })

  test('is registered otherwise where the redirect URI is another one', async () => {
    const { stub, managed, registered, changes } = await openRegisteringStub({
      manage: (_, body) => ({
        body: { redirect_uris: registered[0]?.['redirect_uris'], client_id: 'registered-1', ...body },
      }),
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const ended = await login(stub.issuer, ['--redirect-uri', 'http://127.0.0.1:8765/other'], { home })
    expect(ended.status, ended.stderr).toBe(0)
    expect([registered.length, managed]).toEqual([1, ['GET', 'PUT']])
    expect(changes[0]).toMatchObject({
      client_id: 'registered-1', client_secret: stub.client.client_secret,
      redirect_uris: ['http://127.0.0.1:8765/other', 'http://localhost:8765/other'],
    })
    expect(changes[0]).not.toHaveProperty('registration_access_token')
    expect(kept(home)[0]?.record.registration['redirect_uris']).toEqual([
      'http://127.0.0.1:8765/other', 'http://localhost:8765/other',
    ])
  })

  test('is another one where its registration can’t be changed', async () => {
    const { stub, registered } = await openRegisteringStub()
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const ended = await login(stub.issuer, ['--redirect-uri', 'http://127.0.0.1:8765/other', '--json'], { home })
    expect([ended.status, registered.length, findingsOf(ended)[0]?.code]).toEqual([0, 2, 'client-renewed'])
  })

  test('is another one for a port that is known: not every provider takes any other for it', async () => {
    const { stub, registered } = await openRegisteringStub()
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const port = String(await freePort())
    const words = [stub.issuer, '--port', port, '--json']
    for (const renewed of [['client-renewed'], []]) {
      const ended = await walkInside(words, { home })
      expect([
        ended.status, findingsOf(ended).map(({ code }) => code).filter(code => code === 'client-renewed'),
      ]).toEqual(
        [0, renewed],
      )
    }
    expect(registered.map(asked => (asked['redirect_uris'] as string[])[0])).toEqual([
      expect.stringContaining('/callback'), `http://127.0.0.1:${port}/callback`,
    ])
  })

  test('sends its secret in the body where the provider takes it either way, and learns what else is wrong', async () => {
    const { stub, registered } = await openRegisteringStub({
      metadata: { token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'] },
      token: () => ({ status: 401, body: { error: 'unauthorized_client', error_description: 'Missing client_id' } }),
    })
    const ended = await login(stub.issuer, ['--register', '--json'], { home: freshHome() })
    expect(registered[0]?.['token_endpoint_auth_method']).toBe('client_secret_post')
    expect(errorOf(ended)).toMatchObject({
      cause: expect.stringContaining('in the body alone') as string,
      hint: expect.stringContaining('--auth-method client_secret_post') as string,
    })
  })

  test('is not said to be deletable where the provider deletes none, and is found by its issuer without the slash at the end', async () => {
    const { stub } = await openRegisteringStub()
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    expect((await client(home, 'client', 'show', `${stub.issuer}/`)).stdout).toContain('registered-1')
    const { stderr } = await client(home, 'logout')
    expect(stderr)
      .toContain(`which lets nobody delete clients. To forget it here: oauth-walk client remove ${stub.issuer}`)
  })

  test('is sealed as the session is, where that was asked for', async () => {
    const provider = await startLockedProvider(registering())
    const home = freshHome()
    const unable = await login(provider.issuer, ['--register', '--store', 'passphrase'], { home })
    expect([unable.status, provider.at('/reg').length]).toEqual([7, 0])
    const ended = await walk(
      [provider.issuer, '--register', '--port', '0', '--store', 'passphrase'],
      { home, descriptor: 'correct horse', environment: { OAUTH_WALK_PASSPHRASE_FD: '3' } },
    )
    expect(ended.status, ended.stderr).toBe(0)
    const [{ record } = { record: {} as Json }] = kept(home)
    expect(Object.keys(record)).toEqual(['v', 'issuer', 'envelope'])
    expect(documentOf(await client(home, 'client', 'list', '--json'))['clients']).toEqual([
      { issuer: provider.issuer, store: 'passphrase', client_id: null, created_at: null, secret_expires_at: null },
    ])
  }, 60_000)
})

describe('what a provider answers to a registration', () => {
  test('counts where it differs, and is told', async () => {
    const { stub } = await openRegisteringStub({
      metadata: { token_endpoint_auth_methods_supported: ['none'] },
      answer: good => ({ status: 200, body: { ...good, client_secret_expires_at: undefined, scope: 'openid' } }),
    })
    const ended = await login(stub.issuer, ['--register', '--json'])
    expect(ended.status, ended.stderr).toBe(0)
    expect(findingsOf(ended).map(({ code }) => code)).toEqual([
      'registration-status', 'registration-expiry-missing', 'registration-changed', 'registration-changed',
    ])
    expect(findingsOf(ended)[2]?.message)
      .toContain('another token_endpoint_auth_method than was asked for: client_secret_basic instead of none')
    expect(stub.asked.find(({ endpoint }) => endpoint === 'token')?.headers.authorization).toMatch(/^Basic /)
    expect(stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.parameters.get('scope')).toBe('openid')
  })

  test('is a deviation that --strict does not take', async () => {
    const { stub } = await openRegisteringStub({ answer: good => ({ status: 200, body: good }) })
    const ended = await login(stub.issuer, ['--register', '--strict', '--json'])
    expect([ended.status, errorOf(ended)['code']]).toEqual([4, 'deviation'])
  })

  test.each<[string, (good: Json) => Json, string]>([
    ['another redirect URI', good => ({ ...good, redirect_uris: ['https://other.example/callback'] }), 'redirect_uris'],
    ['another grant', good => ({ ...good, grant_types: ['client_credentials'] }), 'grant_types'],
    ['another response type', good => ({ ...good, response_types: ['token'] }), 'response_types'],
    [
      'a method that wants a key', good => ({ ...good, token_endpoint_auth_method: 'private_key_jwt' }),
      'token_endpoint_auth_method',
    ],
    [
      'a method that wants a secret, and none', good => ({ ...good, client_secret: undefined }),
      'client_secret',
    ],
  ])('that no login comes through ends before the browser: %s', async (_, change, member) => {
    const { stub } = await openRegisteringStub({ answer: good => ({ status: 201, body: change(good) }) })
    const ended = await login(stub.issuer, ['--register', '--json'])
    expect([ended.status, errorOf(ended)['code'], stub.counts.authorize]).toEqual([3, 'registration-unusable', 0])
    expect(errorOf(ended)['message']).toContain(member)
  })

  test('may be that it takes no scope: it is asked once more without', async () => {
    const { stub, registered } = await openRegisteringStub({
      answer: (good, asked) =>
        asked['scope'] === undefined
          ? { status: 201, body: good }
          : { status: 400, body: { error: 'invalid_client_metadata', error_description: 'unknown scope' } },
    })
    const ended = await login(stub.issuer, ['--register', '--json'])
    expect(ended.status, ended.stderr).toBe(0)
    expect(registered.map(({ scope }) => scope)).toEqual(['openid profile email', undefined])
    expect(findingsOf(ended).map(({ code }) => code)).toContain('registration-without-scope')
    expect(stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.parameters.get('scope'))
      .toBe('openid profile email')
  })

  test.each<[string, Json, number, string, string]>([
    [
      'a redirect URI', { error: 'invalid_redirect_uri' }, 400,
      'redirect_uris, which was sent as http://127.0.0.1:8765/callback', '--redirect-uri URI',
    ],
    [
      'a member that is named',
      { error: 'invalid_client_metadata', error_description: 'grant_types must not have refresh_token' }, 400,
      'grant_types', '--client-id ID',
    ],
    [
      'a value that is named', { error: 'invalid_client_metadata', error_description: '"client_secret_basic" is off' },
      400, 'token_endpoint_auth_method', '--auth-method METHOD',
    ],
    ['nothing that is named', { error: 'invalid_client_metadata' }, 400, 'does not say which member', '--client-id ID'],
    [
      'whoever has no token', { error: 'invalid_token' }, 401, 'an initial access token is needed',
      '--initial-access-token-file FILE',
    ],
  ])('may be a refusal that tells of %s', async (_, body, status, cause, hint) => {
    const { stub, registered } = await openRegisteringStub({ answer: () => ({ status, body }) })
    const ended = await login(stub.issuer, ['--register', '--json'])
    expect([ended.status, errorOf(ended)['code'], registered.length]).toEqual([3, 'registration-refused', 1])
    expect(errorOf(ended)['cause']).toContain(cause)
    expect(errorOf(ended)['hint']).toContain(hint)
  })

  test('is asked for with the token of a file too', async () => {
    const { stub } = await openRegisteringStub()
    const home = freshHome()
    writeFileSync(join(home, 'token'), 'token-of-a-file-0001\n')
    expect(
      (await login(stub.issuer, ['--register', '--initial-access-token-file', join(home, 'token')], { home })).status,
    ).toBe(0)
    expect(stub.asked.find(({ url }) => url.pathname === '/register')?.headers.authorization)
      .toBe('Bearer token-of-a-file-0001')
  })
})
