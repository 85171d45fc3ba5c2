import { get } from 'node:http'
import { expect, test } from 'vitest'
import { runTo } from '../cli/inside.ts'
import { plantSession } from '../cli/support.ts'
import * as atDoor from '../cli/support.ts'
import { freshHome, start } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { tokens } from '../support/stub-answers.ts'
import { openStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { browse } from '../support/user-agent.mjs'
import { documentOf, walk } from '../support/walks.ts'
import { everyExport, readExports } from '../report/written.ts'

const token = 'AbC/dEf+Gh'.repeat(30)
const distributed = 'distributed-token-1/+'
const hidden = expect.stringMatching(/^<access_token#[0-9a-f]{4}>$/) as string

/** JSON as PHP and .NET write it. */
const escaped = (value: unknown) => JSON.stringify(value).replaceAll('/', '\\/').replaceAll('+', '\\u002B')

async function openStubOf(secret: string): Promise<Stub> {
  const stub = await openStub()
  stub.client.client_secret = secret
  return stub
}

/** Tokens in escapes, and claims that say the client's secret and hold another provider's tokens. */
function telling(stub: Stub, name: string): Partial<Handlers> {
  return {
    token: async (asked) => {
      const said = await tokens(body => ({ ...body, id_token: undefined, scope: 'read-profile', access_token: token }))(
        asked, stub,
      )
      return typeof said === 'string'
        ? said
        : { ...said, headers: { 'content-type': 'application/json' }, body: escaped(said.body) }
    },
    userinfo: () => ({
      body: {
        sub: 'read-profile', name, _claim_sources: { a: { endpoint: 'https://c.example/', access_token: distributed } },
        tokens: [distributed],
      },
    }),
  }
}

test(
  'secrets: stdout says the claims as they came and is the same whatever is shown beside it, but for --show-secrets; no file and no line holds a token',
  {
    timeout: 60_000,
  }, async () => {
    const stub = await openStubOf('Jane Doe')
    const home = freshHome()
    const login = async (...words: string[]) => {
      stub.reset(telling(stub, 'Jane Doe'))
      return walk(
        [
          stub.issuer, '--client-id', stub.client.client_id, '--scope', 'read-profile', '--profile', 'read-profile',
          '--port', '0', '--json', ...words,
        ],
        {
          home, environment: { OAUTH_WALK_CLIENT_SECRET: 'Jane Doe' },
        }, {}, words.includes('-vvv') ? start : startInside,
      )
    }
    const quiet = await login('--quiet')
    expect(quiet.status, quiet.stderr).toBe(0)
    const loud = await login('-vvv', ...everyExport(home))
    const open = await login('--show-secrets', '-v')
    const documents = [quiet, loud].map((ended) => {
      const { steps: _steps, expires_at: _at, ...document } = documentOf(ended)
      return JSON.stringify(document).replace(/#[0-9a-f]{4}>/g, '>')
    })
    expect(new Set(documents).size).toBe(1)
    expect(documentOf(loud)).toMatchObject({
      profile: 'read-profile', scope: ['read-profile'],
      userinfo: { sub: 'read-profile', name: 'Jane Doe', tokens: [expect.stringMatching(/^<tokens#/) as string] },
    })
    expect(documentOf(open)['userinfo']).toMatchObject({ name: 'Jane Doe', tokens: [distributed] })
    const inEscapes = (value: string) => escaped(value).slice(1, -1)
    const secrets = new Map([
      ['token', token], ['escaped', inEscapes(token)], ['distributed', distributed], ['again', inEscapes(distributed)],
    ])
    const said = { ...readExports(home), stdout: loud.stdout, stderr: loud.stderr }
    for (const [kind, text] of Object.entries(said)) expect(leaksIn(text, secrets), kind).toEqual([])
    expect(open.stderr).toContain(distributed)
    const later = await Promise.all([['userinfo'], ['userinfo', '-vvv']].map(async words => runInside(words, { home })))
    expect(new Set(later.map(({ stdout }) => stdout.replace(/#[0-9a-f]{4}>/g, '>'))).size).toBe(1)
    expect(later[0]?.stdout).toContain('"name": "Jane Doe"')
  },
)

test.each([
  ['token show', /Jane Doe/], ['userinfo', /"name": ?"Jane Doe"/], ['profile show', /client-id/],
])('secrets: stdout of %s is the same whatever is shown beside it, also where claims repeat a secret', {
  timeout: 60_000,
}, async (command, told) => {
  const stub = await openStubOf('Jane Doe')
  stub.reset({
    userinfo: () => ({ body: { sub: 'zhang-san', name: 'Jane Doe', nickname: token, tokens: [distributed] } }),
  })
  const home = freshHome()
  plantSession(home, stub.issuer, {
    client_id: stub.client.client_id, client_secret: 'Jane Doe', access_token: token,
    id_token_claims: { sub: 'zhang-san', name: 'Jane Doe', nickname: token },
  })
  const say = async (words: string[]) =>
    (await runTo(0, [...command.split(' '), ...words], { home })).stdout.replace(/#[0-9a-f]{4}>/g, '>')
  for (const form of [[], ['--json']]) {
    const plain = await say(form)
    expect(plain).toMatch(told)
    expect(plain).not.toContain(token)
    for (const flag of ['-v', '-vv', '-vvv', '--quiet', '--no-color', ...form.length > 0 ? ['--lang=zh'] : []]) expect(
      await say([...form, flag]), flag,
    ).toBe(plain)
  }
})

test('secrets: a code without our state is no secret, and a true one is, in whatever repeats it', {
  timeout: 60_000,
}, async () => {
  const stub = await openStubOf('the-client-secret')
  stub.reset({
    token: ({ parameters }) => ({
      status: 400,
      body: { error: 'invalid_grant', error_description: `administrator sent ${parameters.get('code') ?? ''}` },
    }),
  })
  const running = start([
    'login', stub.issuer, '--client-id', stub.client.client_id, '--scope', 'read', '--port', '0', '--no-open', '--json',
    '--no-save',
  ], { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'the-client-secret' } })
  const [, address = ''] = await running.sees('stderr', /^ *(https?:\/\/\S+\?\S+)$/m)
  const callback = new URL(new URL(address).searchParams.get('redirect_uri') ?? '')
  for (const code of ['administrator', 'The code comes back', 'token request']) {
    callback.search = new URLSearchParams({ state: 'x', code }).toString()
    await new Promise(resolve =>
      get(callback, { agent: false }, answer => answer.resume().once('close', resolve)).once('error', resolve))
  }
  await browse(address, {})
  const ended = await running.ended
  expect(ended.stderr).toContain('The code comes back')
  expect(documentOf(ended)).toMatchObject({
    error: {
      code: 'token-refused',
      provider: { error_description: expect.stringMatching(/^administrator sent <code#[0-9a-f]{4}>$/) as string },
    },
  })
})

test(
  'secrets: a claim that repeats a long secret is told without it, under any name, within any text, but for --show-secrets; a short one is a word',
  {
    timeout: 60_000,
  }, async () => {
    const stub = await openStubOf('Jane Doe')
    const words = ['--client-id', stub.client.client_id, '--scope', 'read', '--port', '0', '--json']
    const login = async (...more: string[]) => {
      stub.reset({
        token: tokens(good => ({ ...good, id_token: undefined, access_token: token, scope: `read ${token}` })),
        userinfo: () => ({
          body: {
            sub: token, name: 'Jane Doe', nickname: token, [token]: 1,
            profile: `https://c.example/?t=${encodeURIComponent(token)}`, deep: [{ note: `a ${token} b` }],
            encoded: Buffer.from(`x ${token}`).toString('base64'), number: 7,
          },
        }),
      })
      return walk(
        [stub.issuer, ...words, ...more], { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'Jane Doe' } },
        {}, startInside,
      )
    }
    const document = documentOf(await login())
    expect(document).toMatchObject({
      scope: ['read', hidden],
      userinfo: {
        sub: hidden, name: 'Jane Doe', nickname: hidden,
        deep: [{ note: expect.stringMatching(/^a <access_token#\w{4}> b$/) as string }], number: 7,
      },
    })
    expect(leaksIn(JSON.stringify(document), new Map([['token', token]]))).toEqual([])
    expect(documentOf(await login('--show-secrets'))).toMatchObject({
      scope: ['read', token], userinfo: { nickname: token },
    })
  },
)

test('secrets: token refresh tells no long secret that its provider repeats', { timeout: 60_000 }, async () => {
  const stub = await openStubOf('Jane Doe')
  const renewed = token.toLowerCase()
  stub.reset({
    token: () => ({ body: { access_token: renewed, token_type: 'Bearer', scope: `read ${renewed}`, expires_in: 600 } }),
  })
  const home = freshHome()
  plantSession(home, stub.issuer, {
    client_id: stub.client.client_id, client_secret: 'Jane Doe', access_token: token,
    refresh_token: 'refresh-token-1/+', scope: ['read'],
  })
  for (const form of [[], ['--json']]) {
    const { stdout } = await atDoor.runTo(0, ['token', 'refresh', ...form], { home })
    expect(stdout).toMatch(/<access_token#\w{4}>/)
    expect(stdout).not.toContain(renewed)
  }
})
