import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { refusal, startStub, tokens, type Endpoint, type Said, type StubProvider } from '../cli/stub-provider.ts'
import { runJson, runTo, runToError } from '../cli/inside.ts'
import { containing, readSession } from '../cli/support.ts'
import * as atDoor from '../cli/support.ts'
import { eventsOf } from '../support/walks.ts'

const code = {
  device_code: 'device/+=code', user_code: 'WDJB-MJHT', verification_uri: 'https://op.example/device', expires_in: 300,
  interval: 1,
}

/** Says one thing after the other, and the last for ever. */
function inTurn(...said: Said[]): Endpoint {
  let turn = 0
  return () => said[Math.min(turn++, said.length - 1)] ?? {}
}

describe('a provider without an authorization endpoint', () => {
  const withoutBrowser = async () => {
    const stub: StubProvider = await startStub({
      '/.well-known/openid-configuration': () => ({
        body: {
          issuer: stub.issuer, token_endpoint: `${stub.issuer}/token`, userinfo_endpoint: `${stub.issuer}/userinfo`,
          device_authorization_endpoint: `${stub.issuer}/device`,
        },
      }),
      '/device': () => ({ body: code }), '/token': inTurn({ body: tokens(1) }, { body: tokens(2) }),
    })
    return stub
  }

  test('is walked with --device, and its tokens are refreshed and used afterwards', async () => {
    const [home, stub] = [freshHome(), await withoutBrowser()]
    await atDoor.runTo(0, ['login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--device'], { home })
    await atDoor.runTo(0, ['token', 'refresh'], { home })
    expect(readSession(home).access_token).toBe('stub-access-2/+=')
    expect(await atDoor.runJson(0, ['userinfo'], { home })).toMatchObject({ userinfo: { sub: 'zhang-san' } })
  })

  test('needs no issuer where its endpoints are given by hand, also by the environment', async () => {
    const [home, stub] = [freshHome(), await withoutBrowser()]
    const environment = {
      OAUTH_WALK_CLIENT_ID: 'walker', OAUTH_WALK_DEVICE: '1', OAUTH_WALK_TOKEN_ENDPOINT: `${stub.issuer}/token`,
      OAUTH_WALK_DEVICE_AUTHORIZATION_ENDPOINT: `${stub.issuer}/device`,
    }
    expect(await runJson(0, ['login'], { home, environment })).toMatchObject({ ok: true, issuer: stub.issuer })
    await runTo(0, ['token', 'refresh'], { home })
  })

  test('is not walked by a browser here: exit 2 names --device', async () => {
    const stub = await withoutBrowser()
    const error = await runToError(2, ['login', stub.issuer, '--client-id', 'walker'], { home: freshHome() })
    expect(error).toMatchObject({
      code: 'endpoints-missing', step: 'start', hint: expect.stringContaining('--device') as unknown,
    })
  })
})

describe('a preset’s dialect with --device', () => {
  const login = async (preset: string, endpoints: Record<string, Endpoint>, status: number, ...words: string[]) => {
    const home = freshHome()
    const stub: StubProvider = await startStub({
      '/oauth2/.well-known/openid-configuration': () => ({
        body: {
          issuer: `${stub.issuer}/oauth2`, token_endpoint: `${stub.issuer}/oauth2/token`,
          userinfo_endpoint: `${stub.issuer}/oauth2/userinfo`,
        },
      }),
      ...endpoints,
    })
    const ended = await runTo(
      status,
      ['login', preset, '--provider-origin', stub.issuer, '--client-id', 'walker', '--device', '--events', ...words],
      { home },
    )
    return { stub, events: eventsOf(ended), home }
  }
  const user = ['--scope', 'read']

  test('Twitch says in message what the standard says in error', async () => {
    const said = (message: string): Said => ({ status: 400, body: { status: 400, message } })
    const token = inTurn(said('authorization_pending'), {
      body: { ...tokens(1), token_type: 'bearer', scope: ['read'] },
    })
    const { home } = await login(
      'twitch',
      {
        '/oauth2/device': () => ({ body: code }), '/oauth2/token': token,
        '/oauth2/userinfo': () => ({ body: { sub: '1' } }),
      },
      0, ...user,
    )
    expect(readSession(home).access_token).toBe('stub-access-1/+=')
    const { events } = await login(
      'twitch', { '/oauth2/device': () => ({ body: code }), '/oauth2/token': () => said('invalid device code') }, 5,
      ...user,
    )
    expect(events.at(-1)).toMatchObject({ document: { error: { code: 'device-code-expired' } } })
  })

  test('Feishu is asked in JSON, and its numbers are no obstacle to the standard’s words', async () => {
    const bodies: string[] = []
    const token: Endpoint = ({ form }) => {
      bodies.push(Object.keys(form).join(''))
      return bodies.length === 1
        ? { status: 400, body: { code: 20064, error: 'authorization_pending' } }
        : { body: { code: 0, ...tokens(1) } }
    }
    const info = () => ({ body: { code: 0, data: { union_id: 'on_1', name: 'Zhang San' } } })
    await login(
      'feishu',
      {
        '/oauth/v1/device_authorization': () => ({ body: code }), '/oauth/v3/token': token,
        '/open-apis/authen/v1/user_info': info,
      },
      0,
    )
    expect(bodies).toEqual(Array(2).fill(containing('{"device_code":"device/')))
  })

  test('Facebook’s scopes are parted by commas', async () => {
    const { stub } = await login('facebook', { '/v24.0/device/login': () => refusal('invalid_request') }, 3)
    expect(stub.seenAt('/v24.0/device/login')).toMatchObject([{ form: { scope: 'public_profile,email' } }])
  })

  test('GitHub’s answers by form are told once, however often it is asked', async () => {
    const form = (body: Record<string, string>): Said => ({
      headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(body).toString(),
    })
    const token = inTurn(
      form({ error: 'authorization_pending' }), form({ access_token: 'gho_1', token_type: 'bearer', scope: 'read' }),
    )
    const { events, home } = await login('github', {
      '/login/device/code': () => ({ body: code }), '/login/oauth/access_token': token,
      '/user': () => ({ body: { id: 1, login: 'zhangsan' } }), '/user/emails': () => ({ body: [] }),
    }, 0)
    expect(readSession(home).access_token).toBe('gho_1')
    expect(
      events.filter(({ type, code: what }) => type === 'finding' && what === 'form-encoded-answer'),
    ).toHaveLength(1)
  })
})

describe('a hostile answer to a device', () => {
  const login = async (status: number, device: Said, token: Said, ...words: string[]) => {
    const stub: StubProvider = await startStub({ '/device': () => device, '/token': () => token })
    const ended = await runTo(
      status,
      [
        'login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--device', '--device-authorization-endpoint',
        `${stub.issuer}/device`, ...words,
      ],
      { home: freshHome() },
    )
    return { ended, stub }
  }

  test.each<[string, Said, number, string]>([
    [
      'a redirect that would carry the code away', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 4,
      'redirect-refused',
    ],
    [
      'a web page', { headers: { 'content-type': 'text/html' }, body: '<html>access_token=x&token_type=bearer</html>' },
      3, 'unreadable-answer',
    ],
    [
      'an access token with a line break', { body: { ...tokens(1), access_token: 'a\nb' } }, 4,
      'access-token-characters',
    ],
    ['a grant that the provider does not know', { status: 400, body: 'no such grant' }, 3, 'device-refused'],
  ])('%s is refused as in the code flow', async (_what, token, status, failure) => {
    const { ended } = await login(status, { body: code }, token, '--json')
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: failure } })
  })

  test('an interval without end is no flood, and the waiting ends in time', async () => {
    const { ended, stub } = await login(
      5, { body: { ...code, interval: 1e12 } }, refusal('authorization_pending'), '--timeout', '1', '--json',
    )
    expect([JSON.parse(ended.stdout), stub.seenAt('/token')]).toMatchObject([
      { error: { code: 'nobody-came', message: 'Nobody decided within 1 s' } }, [],
    ])
  })

  test.each([['--quiet'], ['--brief']])('what stands in its code does nothing to a terminal (%s)', async (flag) => {
    const { ended } = await login(
      3,
      { body: { ...code, user_code: 'AB\u001B]0;owned\u0007CD', verification_uri: 'https://op.example/\u001B[2Jx' } },
      refusal('access_denied'), flag,
    )
    expect(ended.stderr).toMatch(/ABCD|A B C D/)
    // eslint-disable-next-line no-control-regex
    expect(ended.stderr).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
  })
})
