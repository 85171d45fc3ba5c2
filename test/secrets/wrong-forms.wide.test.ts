import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { openStub, type Handlers, type Said, type Stub } from '../support/stub-provider.ts'
import { without } from '../support/stub-answers.ts'
import { contentOf, walk, type Json, type Walked } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

const canary = 'cAnArY-7e1d/0+9~x'
const other = 'cAnArY-other-51ab'
const canaries = new Map([['canary', canary], ['other', other]])

/** Forms in which a secret may come that should be a text. */
const forms: [name: string, value: unknown][] = [
  ['a list', [canary]], ['an object', { a: canary }], ['a list in a list', [[canary]]],
  ['an object in a list', [{ a: { b: canary } }]],
  ['an object whose member is called id', { id: canary }],
  ['an object whose member is called url', { x: 1, url: canary }],
  ['a list of two', ['', canary]], ['a name of a member', { [canary]: true }],
]

const files = [
  '--save', 'walk.json', '--html', 'walk.html', '--har', 'walk.har', '--curl', 'walk.sh', '--mermaid', 'walk.mmd',
]

/** Logs in with every window open, and gives everything that was told and written but for the stores. */
async function seen(
  stub: Stub, words: string[], begin = startInside,
): Promise<{ ended: Walked, told: string, home: string }> {
  const home = freshHome()
  const placed = files.map(word => word.startsWith('--') ? word : `${home}/${word}`)
  const line = [stub.issuer, '--port', '0', '--timeout', '3', '-vvv', ...placed, ...words]
  const ended = await walk(
    line, { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } }, {}, begin,
  )
  const written = Object.entries(contentOf(home)).filter(([name]) => name.startsWith('walk.')).map(([, content]) =>
    content)
  expect(written.length).toBeGreaterThan(0)
  return { ended, told: [ended.stdout, ended.stderr, ...written].join('\n'), home }
}

const known = (stub: Stub) => ['--client-id', stub.client.client_id]

/** A provider that signs its answer, with these claims in place of the good ones. */
function signing(change: (good: Json, stub: Stub) => Json): Handlers['authorize'] {
  return async (asked, stub) => {
    const said = await stub.good.authorize(asked, stub) as { headers: { location: string } }
    const back = new URL(said.headers.location)
    const good = {
      ...Object.fromEntries(back.searchParams), aud: stub.client.client_id, exp: Math.floor(Date.now() / 1000) + 60,
    }
    back.search = new URLSearchParams({ response: await stub.keys.sign(change(good, stub)) }).toString()
    return { status: 302, headers: { location: back.href } }
  }
}

describe('a signed answer', () => {
  test.each(sampled(forms, 8))('with %s as its code is told without it', async (_, code) => {
    const stub = await openStub()
    stub.reset({ authorize: signing(good => ({ ...good, code })) })
    for (const words of [[], ['--json']]) {
      const { ended, told } = await seen(stub, ['--response-mode', 'jwt', ...known(stub), ...words])
      expect(ended.status, ended.stderr).toBe(4)
      expect(leaksIn(told, canaries)).toEqual([])
      expect(told).toContain('code-or-error')
    }
    expect(stub.counts.token).toBe(0)
  })

  test.each<[string, (good: Json) => Json, number]>([
    ['an error that holds a code', good => ({ ...without(good, 'code'), error: { code: canary } }), 4],
    ['an error that is a list, and a code', good => ({ ...good, code: canary, error: [{ x: 1 }] }), 4],
    ['a code in another member', good => ({ ...good, extra: { code: canary } }), 0],
    ['an access token in a list', good => ({ ...good, code: undefined, access_token: [canary] }), 4],
    ['a code in an issuer', good => ({ ...good, iss: { code: canary } }), 4],
    ['a code in an audience', good => ({ ...good, aud: [{ code: canary }] }), 4],
    ['a code in an expiry', good => ({ ...good, exp: undefined, nbf: undefined, expiry: [{ code: [canary] }] }), 4],
    [
      'a code in what is said of an error',
      good => ({ ...good, code: canary, error: 'server_error', error_description: { code: other } }), 3,
    ],
  ])('with %s is told without it', async (_, change, status) => {
    const stub = await openStub()
    stub.reset({ authorize: signing(change) })
    const { ended, told } = await seen(stub, ['--response-mode', 'jwt', ...known(stub), '--json'])
    expect(leaksIn(told, canaries)).toEqual([])
    expect(ended.status, ended.stderr).toBe(status)
  })
})

test.each<[
  string, unknown,
]>([
  ['a list', ['own']], ['an object', { a: 'own' }], ['null', null],
])('a signed answer with %s as its state is nobody’s, and the wait says why', async (_, state) => {
  const stub = await openStub()
  stub.reset({ authorize: signing(good => ({ ...good, state: Array.isArray(state) ? [good['state']] : state })) })
  const { ended } = await seen(stub, ['--response-mode', 'jwt', ...known(stub), '--json'])
  expect(ended.status).toBe(5)
  expect(ended.stderr).toMatch(/its state is a list, an object or null/)
  expect(ended.stderr).toMatch(/an answer came whose state is no text/)
  expect(stub.counts.token).toBe(0)
})

describe('an answer of the token endpoint', () => {
  const members = ['access_token', 'refresh_token', 'id_token']
  test.each(
    members.flatMap(member => forms.map(([name, value]) => [member, name, value] as const)),
  )('with %s as %s is told without it', async (member, _, value) => {
    const stub = await openStub()
    stub.reset({ token: async (asked, own) => {
      const said = await own.good.token(asked, own) as { body: Json }
      return { body: { ...said.body, [member]: value } }
    } })
    const { ended, told } = await seen(stub, [...known(stub), '--timeout', '90'])
    expect(leaksIn(told, canaries)).toEqual([])
    expect(ended.status, ended.stderr).toBe(4)
  })

  test.each<[string, Said]>([
    [
      'a form whose name has brackets',
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `access_token[]=${encodeURIComponent(canary)}&token_type=Bearer&refresh_token%5Ba%5D=${other}`,
      },
    ],
    ['a list around it', { body: [{ access_token: canary, refresh_token: [other] }] }],
    [
      'an error beside it',
      { status: 400, body: { error: 'invalid_grant', error_description: ['no'], access_token: { a: canary } } },
    ],
    [
      'an error that holds it',
      { status: 400, body: { error: { access_token: [canary], message: { refresh_token: other } } } },
    ],
    [
      'a type that holds it',
      {
        body: {
          access_token: 'a', token_type: { access_token: [canary] }, scope: { refresh_token: other },
          expires_in: [{ id_token: canary }],
        },
      },
    ],
  ])('with %s is told without it', async (_, said) => {
    const stub = await openStub()
    stub.reset({ token: () => said })
    const { ended, told } = await seen(stub, [...known(stub), '--timeout', '90'])
    expect(leaksIn(told, canaries)).toEqual([])
    expect(ended.status, ended.stderr).toBeGreaterThan(0)
  })
})

describe('what the device endpoint, the pushed request and userinfo answer', () => {
  test.each(sampled(forms, 8))('with %s in place of a secret is told without it', async (_, value) => {
    const stub = await openStub()
    const discovery: Handlers['discovery'] = async (asked, own) => {
      const { body } = await own.good.discovery(asked, own) as { body: Json }
      return {
        body: {
          ...body, device_authorization_endpoint: `${own.issuer}/device`,
          pushed_authorization_request_endpoint: `${own.issuer}/push`,
        },
      }
    }
    stub.reset({
      discovery,
      elsewhere: () => ({
        body: {
          device_code: value, user_code: 'ABCD', verification_uri: 'https://op.example/d',
          verification_uri_complete: value,
        },
      }),
    })
    const device = await seen(stub, [...known(stub), '--device'])
    expect(leaksIn(device.told, canaries)).toEqual([])
    expect(device.ended.status, device.ended.stderr).toBe(3)
    stub.reset({
      discovery, push: () => ({ status: 201, body: { request_uri: 'urn:x', code: value, device_code: value } }),
      authorize: signing(good => good), userinfo: () => ({ body: { sub: '248289761001', access_token: value } }),
    })
    const pushed = await seen(stub, [...known(stub), '--par', '--response-mode', 'jwt'])
    expect(leaksIn(pushed.told, canaries)).toEqual([])
    stub.reset({ userinfo: () => ({ body: { access_token: value, id_token: value } }) })
    const userinfo = await seen(stub, known(stub))
    expect(leaksIn(userinfo.told, canaries)).toEqual([])
  })
})

describe('a registration', () => {
  test.each(sampled(forms, 8))('with %s in place of a secret is told without it, also later', async (_, value) => {
    for (const member of ['client_secret', 'registration_access_token']) {
      const { stub } = await openRegisteringStub({
        answer: good => ({
          status: 201, body: { ...good, [member]: value, registration_client_uri: 'https://op.example/r' },
        }),
        manage: () => ({ status: 500 }),
      })
      const { told, home } = await seen(stub, ['--register'])
      const shown = await Promise.all(
        [['client', 'show', '--json'], ['client', 'show'], ['client', 'list', '--json']].map(
          words => startInside(words, { home }).ended,
        ),
      )
      expect(leaksIn([told, ...shown.flatMap(({ stdout, stderr }) => [stdout, stderr])].join('\n'), canaries))
        .toEqual([])
    }
  })
})

describe('after the login', () => {
  test.each(sampled(forms, 8))('%s in place of a token is told without it by refresh, introspect and userinfo', async (
    _, value,
  ) => {
    const stub = await openStub()
    const home = freshHome()
    const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
    const discovery: Handlers['discovery'] = async (asked, own) => {
      const { body } = await own.good.discovery(asked, own) as { body: Json }
      return { body: { ...body, introspection_endpoint: `${own.issuer}/introspect` } }
    }
    stub.reset({ discovery })
    const { status } = await walk([stub.issuer, '--port', '0', ...known(stub)], { home, environment }, {}, startInside)
    expect(status).toBe(0)
    const body = {
      active: true, sub: '248289761001', access_token: value, refresh_token: value, client_secret: value,
      token_type: 'Bearer',
    }
    stub.reset({ discovery, token: () => ({ body }), userinfo: () => ({ body }), elsewhere: () => ({ body }) })
    const commands = [
      ['userinfo'], ['userinfo', '--json'], ['introspect', '-vvv'], ['introspect', '--json'],
      ['token', 'refresh', '-vvv'], ['token', 'refresh', '--json'],
    ]
    for (const words of commands) {
      const { stdout, stderr, status: exit } = await startInside(words, { home, environment }).ended
      expect(leaksIn(stdout + stderr, canaries), words.join(' ')).toEqual([])
      expect(exit, stderr).toBe(words[0] === 'token' ? 4 : 0)
    }
  })
})
