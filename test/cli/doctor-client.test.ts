import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import type { Json } from '../support/walks.ts'
import { startStub, type Said, type StubProvider } from './stub-provider.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

interface Told { status: number | null, error: Json, client: Line[], parts: string[] }

async function look(words: string[], environment: NodeJS.ProcessEnv = {}): Promise<Told> {
  const { status, stdout } = await startInside(
    ['doctor', ...words, '--port', '0', '--json'], { home: freshHome(), environment },
  ).ended
  const { provider = [], error } = JSON.parse(stdout) as { provider?: Line[], error: Json }
  return {
    status, error, client: provider.filter(({ part }) => part === 'client'), parts: provider.map(({ part }) => part),
  }
}

/** A file that holds an assertion. */
function assertion(): string {
  const file = join(freshHome(), 'assertion')
  writeFileSync(file, 'canary.of.assertion\n')
  return file
}

/** A provider whose metadata have these members too. */
async function publishing(members: object, said: Said = { status: 302 }): Promise<StubProvider> {
  const stub = await startStub({ '/authorize': () => said })
  const usual = stub.endpoints['/.well-known/openid-configuration']
  stub.endpoints['/.well-known/openid-configuration'] = async (seen) => {
    const { body, ...rest } = await usual?.(seen) ?? {}
    return { ...rest, body: { ...body as object, ...members } }
  }
  return stub
}

describe('doctor says of the client what a login without a terminal would', () => {
  test('without an id it ends there', async () => {
    const { status, error, client } = await look([(await startStub()).issuer])
    expect([status, error]).toMatchObject([2, { code: 'doctor-found', message: 'Wrong: client' }])
    expect(client).toEqual([
      expect.objectContaining({
        state: 'bad', code: 'client-id-missing', ways: [expect.stringContaining('--client-id ID')],
      }),
    ])
  })

  test('a client that can register itself is only to be told so', async () => {
    const stub = await publishing({ registration_endpoint: 'https://op.example.com/register' })
    const { status, client } = await look([stub.issuer])
    expect([status, client]).toEqual([
      0, [expect.objectContaining({ state: 'note', code: 'client-missing', ways: ['Add --register to the login'] })],
    ])
  })

  test('a method with a secret, and none, ends as the login does', async () => {
    const { status, client } = await look([
      (await startStub()).issuer, '--client-id', 'app', '--auth-method', 'client_secret_basic',
    ])
    expect([status, client]).toEqual([7, [expect.objectContaining({ state: 'bad', code: 'person-needed' })]])
  })
})

describe('doctor says that a client without a secret must be public', () => {
  const noted = [
    expect.objectContaining({
      state: 'note', code: 'secret-missing', ways: [expect.stringContaining('--client-secret-file FILE')] as unknown,
    }),
  ]

  test.each([
    ['where metadata list no such client', { token_endpoint_auth_methods_supported: ['client_secret_basic'] }, true],
    ['where metadata list one', { token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'] }, false],
    ['where metadata say nothing of it', { token_endpoint_auth_methods_supported: undefined }, false],
  ])('%s', async (_, members, isUnlisted) => {
    const stub = await publishing(members)
    const { status, client } = await look([stub.issuer, '--client-id', 'app'])
    expect([status, client]).toEqual([0, noted])
    expect(client[0]?.message.includes('“none”')).toBe(isUnlisted)
  })

  test.each<[string, string[], NodeJS.ProcessEnv]>([
    ['has one', [], { OAUTH_WALK_CLIENT_SECRET: 'canary-of-a-secret' }],
    ['proves itself by an assertion', ['--client-assertion-file', assertion()], {}],
  ])('but not where it %s: that was not tried', async (_, words, environment) => {
    const stub = await startStub({ '/authorize': () => ({ status: 302 }) })
    expect((await look([stub.issuer, '--client-id', 'app', ...words], environment)).client).toEqual([
      expect.objectContaining({ state: 'note', code: 'proof-untried' }),
    ])
  })

  test.each([
    ['en', 'keeps a login from working; whether the provider takes the client’s secret or key was not tried'],
    ['zh', '没有发现妨碍登录的问题，但授权服务器是否接受客户端的密钥还没有试过'],
  ])('nor does the end promise more than was tried (%s)', async (lang, said) => {
    const stub = await startStub({
      '/authorize': ({ query }) => {
        const asked = new URLSearchParams(query)
        const location = `${asked.get('redirect_uri') ?? ''}?error=login_required&state=${asked.get('state') ?? ''}`
        return { status: 302, headers: { location } }
      },
    })
    const told = async (environment: NodeJS.ProcessEnv) => (await startInside(
      ['doctor', stub.issuer, '--client-id', 'app', '--port', '0', '--lang', lang], { home: freshHome(), environment },
    ).ended).stdout.replace(/\s+/g, ' ')
    expect(await told({ OAUTH_WALK_CLIENT_SECRET: 'canary-of-a-secret' })).toContain(said)
    expect(await told({ OAUTH_WALK_AUTH_METHOD: 'none' })).not.toContain(said)
    expect(stub.seenAt('/token')).toEqual([])
  })

  test('nor where it is said to be public', async () => {
    const stub = await startStub({ '/authorize': () => ({ status: 302 }) })
    expect((await look([stub.issuer, '--client-id', 'app', '--auth-method', 'none'])).client).toEqual([])
  })

  test('nor at the sandbox', async () => {
    expect((await look(['sandbox'])).client).toEqual([])
  })
})

describe('what keeps a login from asking is told by what it is about, as the login ends', () => {
  test.each<[string, string[], NodeJS.ProcessEnv, string, string, number]>([
    ['a secret that is not there', ['--client-secret-file', '/nowhere/secret'], {}, 'client', 'file-unreadable', 2],
    ['a secret with a blank', [], { OAUTH_WALK_CLIENT_SECRET: ' canary' }, 'client', 'value-unclean', 2],
    ['a key that nobody made', ['--client-key', 'nobodys'], {}, 'client', 'key-unknown', 2],
    ['an assertion', ['--client-assertion-file', '/nowhere/assertion'], {}, 'client', 'file-unreadable', 2],
    ['an assertion by its source', ['--client-assertion-from', 'file:/nowhere/a'], {}, 'client', 'file-unreadable', 2],
    ['two requests', ['--request-uri', 'https://x.example/r', '--par'], {}, 'settings', 'setting-invalid', 2],
    ['a certificate of the listener', [
      '--redirect-uri', 'https://127.0.0.1:1/cb', '--redirect-tls-cert', '/nowhere/c', '--redirect-tls-key', '/nowhere',
    ], {}, 'redirect-listener', 'file-unreadable', 2],
    ['a passphrase that nobody gave', ['--store', 'passphrase'], {}, 'store', 'person-needed', 7],
    ['a passphrase by its variable', [], { OAUTH_WALK_STORE: 'passphrase' }, 'store', 'person-needed', 7],
  ])('%s', async (_, words, environment, part, code, exit) => {
    const { issuer } = await startStub({ '/authorize': () => ({ status: 302 }) })
    const given = [issuer, '--client-id', 'app', ...words]
    const { stdout } = await startInside(
      ['doctor', ...given, '--json', ...words.includes('--redirect-uri') ? [] : ['--port', '0']],
      { home: freshHome(), environment },
    ).ended
    const { machine, provider, error } = JSON.parse(stdout) as Record<'machine' | 'provider', Line[]> & { error: Json }
    expect([...machine, ...provider].filter(({ state }) => state === 'bad')).toEqual([
      expect.objectContaining({ part, code }),
    ])
    expect(stdout).not.toContain('--no-save')
    expect(error['exit_code']).toBe(exit)
    const opened = ['--no-open', '--timeout', '1']
    expect((await startInside(['login', ...given, ...opened], { home: freshHome(), environment }).ended).status).toBe(exit)
  })
})

test('a provider that does not know the client is told as that, without the foot of its page', async () => {
  const body = '<html><main><p>invalid_client: no such client</p></main><footer>Terms of use</footer></html>'
  const stub
    = await startStub({ '/authorize': () => ({ status: 400, headers: { 'content-type': 'text/html' }, body }) })
  const { status, error, client, parts } = await look([stub.issuer, '--client-id', 'wrong', '--auth-method', 'none'])
  expect([status, error]).toMatchObject([3, { message: 'Wrong: client' }])
  expect(client).toEqual([
    expect.objectContaining({
      state: 'bad', code: 'authorization-refused', message: expect.stringContaining('knows no client wrong') as unknown,
    }),
  ])
  expect(client[0]?.message).not.toContain('Terms of use')
  expect(parts).not.toContain('redirect-uri')
})
