import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { runTo } from '../cli/inside.ts'
import { readSession } from '../cli/support.ts'
import * as atDoor from '../cli/support.ts'
import {
  metadata, refusal, startStub, tokens, type Endpoint, type Seen, type StubProvider,
} from '../cli/stub-provider.ts'
import { freshHome } from '../support/cli.ts'
import { eventsOf } from '../support/walks.ts'

const code = {
  device_code: 'device/+=code', user_code: 'WDJB-MJHT', verification_uri: 'https://op.example/device', expires_in: 300,
  interval: 1,
}

/** A provider whose device endpoint gives a code for anything, and whose metadata names these methods. */
async function startAt(methods: string[] | undefined, endpoints: Record<string, Endpoint> = {}): Promise<StubProvider> {
  const stub: StubProvider = await startStub({
    '/.well-known/openid-configuration': () => ({
      body: {
        ...metadata(stub.issuer), device_authorization_endpoint: `${stub.issuer}/device`,
        code_challenge_methods_supported: methods,
      },
    }),
    '/device': () => ({ body: code }), '/token': () => ({ body: tokens(1) }), ...endpoints,
  })
  return stub
}

const login = (stub: StubProvider, ...words: string[]) => [
  'login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--device', '--events', ...words,
]
const challengeOf = (verifier = '') => createHash('sha256').update(verifier).digest('base64url')

/** Redeems a code only for whoever proves to have asked for it, as Keycloak does. */
function demanding(): Record<string, Endpoint> {
  let challenge: string | undefined
  return {
    '/device': ({ form }) => {
      challenge = form['code_challenge']
      return challenge !== undefined && form['code_challenge_method'] === 'S256'
        ? { body: code }
        : refusal('invalid_grant')
    },
    '/token': ({ form }) =>
      challengeOf(form['code_verifier']) === challenge ? { body: tokens(1) } : refusal('invalid_grant'),
  }
}

describe('PKCE with --device', () => {
  test('is used where the metadata lists S256: a provider that demands it gives tokens, and nobody sees the verifier', async () => {
    const [home, stub] = [freshHome(), await startAt(['plain', 'S256'], demanding())]
    const ended = await atDoor.runTo(0, login(stub, '-vv'), { home })
    expect(readSession(home)).toMatchObject({ access_token: 'stub-access-1/+=' })
    const [{ form } = {} as Seen] = stub.seenAt('/token')
    expect(form['code_verifier']).toMatch(/^[\w-]{43}$/)
    expect(ended.stdout + ended.stderr).not.toContain(form['code_verifier'])
    expect(ended.stdout).toContain(challengeOf(form['code_verifier']))
  })

  test.each<[string, string[] | undefined, string[]]>([
    ['the metadata names no method', undefined, []],
    ['it names plain alone', ['plain'], []],
    ['the user said --no-pkce', ['S256'], ['--no-pkce']],
  ])('is not sent where %s', async (_where, methods, words) => {
    const stub = await startAt(methods)
    await runTo(0, login(stub, ...words), { home: freshHome() })
    expect(stub.seenAt('/device')[0]?.form).toEqual({ client_id: 'walker', scope: 'read' })
    expect(stub.seenAt('/token')[0]?.form).not.toHaveProperty('code_verifier')
  })

  test('is left out, and told, where the provider calls a request with it invalid', async () => {
    const stub = await startAt(
      ['S256'],
      { '/device': ({ form }) => form['code_challenge'] === undefined ? { body: code } : refusal('invalid_request') },
    )
    const events = eventsOf(await runTo(0, login(stub), { home: freshHome() }))
    expect(events.filter(({ type }) => type === 'finding').map(found => found.code)).toEqual(['device-pkce-refused'])
    expect(stub.seenAt('/token').map(({ form }) => 'code_verifier' in form)).toEqual([false])
  })

  test('is left out of the questions where the first one is refused for it', async () => {
    const stub = await startAt(
      ['S256'],
      {
        '/token': ({ form }) => form['code_verifier'] === undefined ? { body: tokens(1) } : refusal('invalid_request'),
      },
    )
    const events = eventsOf(await runTo(0, login(stub), { home: freshHome() }))
    expect(events.filter(({ type }) => type === 'finding').map(found => found.code)).toEqual(['device-pkce-refused'])
    expect(stub.seenAt('/token').map(({ form }) => 'code_verifier' in form)).toEqual([true, false])
  })

  test('an invalid request is asked once more and then told as it is', async () => {
    const stub = await startAt(['S256'], { '/device': () => refusal('invalid_request') })
    await runTo(3, login(stub), { home: freshHome() })
    expect(stub.seenAt('/device').map(({ form }) => 'code_challenge' in form)).toEqual([true, false])
  })

  test('is known to be refused by Google, so that its endpoint is asked once, without', async () => {
    const stub: StubProvider = await startAt(undefined, {
      '/.well-known/openid-configuration': () => ({
        body: { ...metadata(stub.issuer), code_challenge_methods_supported: ['plain', 'S256'] },
      }),
      '/device/code': () => refusal('access_denied'),
    })
    await runTo(
      3, ['login', 'google', '--provider-origin', stub.issuer, '--client-id', 'walker', '--device', '--scope', 'email'],
      { home: freshHome() },
    )
    expect(stub.seenAt('/device/code').map(({ form }) => form)).toEqual([{ client_id: 'walker', scope: 'email' }])
  })
})
