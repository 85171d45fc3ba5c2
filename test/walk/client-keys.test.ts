import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import type { ClientMetadata } from 'oidc-provider'
import { describe, expect, onTestFinished, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, program, surroundings, type Ended } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { startKeyedServer, type KeyedServer } from '../support/keyed-server.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'
import { contentOf, documentOf, walk, type Json } from '../support/walks.ts'
import { rsaPair } from '../support/key-pairs.ts'
import { sampled } from '../support/wide.ts'

const algorithms = ['ES256', 'PS256', 'EdDSA'] as const

/** One user with one client at one provider. */
interface Place { home: string, server: KeyedServer }

async function serve(
  home: string, client: Partial<ClientMetadata>, taken: readonly string[] = algorithms,
): Promise<Place> {
  const server = await startKeyedServer([{ client_id: 'keyed', ...client }], taken)
  onTestFinished(async () => server.close())
  return { home, server }
}

/** A provider that knows the client by what `key show --jwks` prints. */
async function serveKey(algorithm: string, taken?: readonly string[]): Promise<Place> {
  const home = freshHome()
  await good(home, ['key', 'create', 'mine', '--alg', algorithm])
  const jwks = JSON.parse(
    (await good(home, ['key', 'show', 'mine', '--jwks'])).stdout,
  ) as { keys: NonNullable<ClientMetadata['jwks']>['keys'] }
  return serve(home, { token_endpoint_auth_method: 'private_key_jwt', jwks }, taken)
}

async function inside(home: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return startInside(words, { home, environment }).ended
}

/** Runs a command in this process, and expects that it does what it should. */
async function good(home: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const ended = await inside(home, words, environment)
  expect(ended, ended.stderr).toMatchObject({ status: 0 })
  return ended
}

const wordsOf = ({ server }: Place, ...words: string[]) => [
  server.issuer, '--client-id', 'keyed', '--port', '0', '--scope', 'openid offline_access', '--prompt', 'consent',
  ...words,
]

async function signIn(place: Place, words: string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const ended = await walk(wordsOf(place, ...words), { home: place.home, environment }, {}, startInside)
  expect(ended, ended.stderr).toMatchObject({ status: 0 })
  return ended
}

const assertionsOf = ({ server }: Place) => server.proven.map(({ body }) => body['client_assertion'] ?? '')

describe('a client with a key of oauth-walk key', () => {
  test.each(sampled(algorithms, 2))('signs in, refreshes, asks for userinfo and revokes with %s', async (algorithm) => {
    const place = await serveKey(algorithm)
    const { stderr } = await signIn(place, ['--client-key', 'mine', '-v'])
    await good(place.home, ['token', 'refresh'])
    await good(place.home, ['userinfo'])
    await good(place.home, ['token', 'revoke'])
    expect(place.server.proven.map(({ path, body }) => [path, body['grant_type'] ?? body['token_type_hint']])).toEqual([
      ['/token', 'authorization_code'], ['/token', 'refresh_token'], ['/token/revocation', 'refresh_token'],
      ['/token/revocation', 'access_token'],
    ])
    const { keys: [key] } = documentOf(await good(place.home, ['key', 'show', 'mine', '--json'])) as { keys: Json[] }
    for (const assertion of assertionsOf(place)) {
      expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: algorithm, kid: key?.['kid'] })
      expect(decodeJwt(assertion)).toMatchObject({ iss: 'keyed', sub: 'keyed', aud: place.server.issuer })
      expect(stderr).not.toContain(assertion)
    }
    expect(new Set(assertionsOf(place).map(assertion => decodeJwt(assertion).jti)).size).toBe(4)
  })

  test('signs with the new key after a rotation, and with an old one that the provider takes', async () => {
    const place = await serveKey('ES256', ['ES256'])
    await good(place.home, ['key', 'create', 'mine', '--rotate', '--alg', 'PS256'])
    await signIn(place, ['--client-key', 'mine'])
    expect(assertionsOf(place).map(assertion => decodeProtectedHeader(assertion).alg)).toEqual(['ES256'])
  })

  test('ends before the browser opens where the provider takes none of its signatures', async () => {
    const place = await serveKey('ES384', ['ES256', 'PS256'])
    const ended = await walk(wordsOf(place, '--client-key', 'mine', '--json'), { home: place.home }, {}, startInside)
    expect([ended.status, ended.browsed]).toEqual([2, undefined])
    expect(documentOf(ended)).toMatchObject({ error: { code: 'authentication-unsupported', exit_code: 2 } })
    expect(ended.stderr).toContain('next: oauth-walk key create ES256 --alg ES256\n')
  })
})

test('a key is read where the client must prove who it is, and nowhere else', async () => {
  const place = await serveKey('ES256')
  await signIn(place, ['--client-key', 'mine'])
  await good(place.home, ['key', 'remove', 'mine'])
  await good(place.home, ['userinfo'])
  await good(place.home, ['api', `${place.server.issuer}/me`])
  const before = contentOf(place.home)
  const refused = await inside(place.home, ['token', 'refresh', '--json'])
  expect([refused.status, documentOf(refused)]).toMatchObject([2, { error: { code: 'key-unknown' } }])
  expect(contentOf(place.home)).toEqual(before)
  // What is to be deleted is deleted all the same.
  expect((await good(place.home, ['logout'])).stderr).toContain('key-unknown')
})

describe('a client with a key in a file', () => {
  const privateKey = rsaPair(1).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const jwks = { keys: [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), use: 'sig' }] } as never

  test.each([
    [['PS256', 'ES256'], [], 'PS256'], [['RS256', 'PS256'], [], 'RS256'], [['PS512', 'ES512'], [], 'PS512'],
    [['RS256', 'PS256'], ['--auth-signing-alg', 'PS256'], 'PS256'],
  ])('at a provider that takes %j signs, asked by %j, with RSA by %s', async (taken, words, algorithm) => {
    const place = await serve(freshHome(), { token_endpoint_auth_method: 'private_key_jwt', jwks }, taken)
    const file = join(place.home, 'client key.pem')
    writeFileSync(file, privateKey, { mode: 0o600 })
    await signIn(place, ['--client-key', file, ...words])
    await good(place.home, ['token', 'refresh'])
    expect(assertionsOf(place).map(assertion => decodeProtectedHeader(assertion))).toMatchObject([
      { alg: algorithm }, { alg: algorithm },
    ])
    expect(decodeProtectedHeader(assertionsOf(place)[0] ?? '')).not.toHaveProperty('kid')
  })

  test('that cannot sign as it was asked ends before the browser opens, with both lists', async () => {
    const place = await serve(freshHome(), { token_endpoint_auth_method: 'private_key_jwt', jwks }, ['RS256'])
    const file = join(place.home, 'client key.pem')
    writeFileSync(file, privateKey, { mode: 0o600 })
    const ended = await walk(
      wordsOf(place, '--client-key', file, '--auth-signing-alg', 'ES256', '--json'), { home: place.home }, {},
      startInside,
    )
    expect([ended.status, ended.browsed]).toEqual([2, undefined])
    expect(documentOf(ended)).toMatchObject({ error: { code: 'setting-invalid', exit_code: 2 } })
    expect(ended.stderr).toContain('--auth-signing-alg must be one of RS256, PS256')
  })

  test('is never told, in whatever is shown or written', async () => {
    const place = await serve(freshHome(), { token_endpoint_auth_method: 'private_key_jwt', jwks }, ['RS256'])
    const [file, folder] = [join(place.home, 'key.pem'), freshHome()]
    writeFileSync(file, privateKey, { mode: 0o600 })
    const exports = ['--save', '--html', '--har', '--curl', '--mermaid'].flatMap(flag => [flag, join(folder, flag)])
    const ended = [
      await signIn(place, ['--client-key', file, '-v', ...exports]),
      await signIn(place, ['--client-key', file, '--events', '-v']),
      await good(place.home, ['profile', 'show', '--json']), await good(place.home, ['token', 'show', '-v']),
    ]
    const secrets = [
      ...Object.entries(createPrivateKey(privateKey).export({ format: 'jwk' })).filter(([name]) =>
        !['kty', 'n', 'e'].includes(name)).map(([, value]) => value as string),
      ...privateKey.split('\n').slice(1, -2),
    ]
    const { 'key.pem': _, ...stored } = contentOf(place.home)
    const shown = [
      ...ended.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...Object.values(contentOf(folder)),
      ...Object.values(stored),
    ].join('\n')
    expect(shown.length).toBeGreaterThan(50_000)
    expect(secrets.filter(value => shown.includes(value))).toEqual([])
    expect(assertionsOf(place).filter(assertion => shown.includes(assertion))).toEqual([])
  })
})

describe('a key under a passphrase', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' },
  })
  const jwks = { keys: [{ ...createPublicKey(publicKey).export({ format: 'jwk' }), use: 'sig' }] } as never

  async function prepare(): Promise<Place & { file: string }> {
    const place = await serve(freshHome(), { token_endpoint_auth_method: 'private_key_jwt', jwks })
    const file = join(place.home, 'client key.pem')
    writeFileSync(file, privateKey, { mode: 0o600 })
    return { ...place, file }
  }

  test('is opened with the passphrase from a file descriptor, and nobody is asked without a terminal', async () => {
    const place = await prepare()
    const [words, environment] = [
      wordsOf(place, '--client-key', place.file, '-v'), { OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD: '3' },
    ]
    const ended = await walk(words, { home: place.home, environment, descriptor: 'hunter2\n' })
    expect([ended.status, ended.stdout + ended.stderr]).toEqual([0, expect.not.stringContaining('hunter2')])
    expect((await inside(place.home, ['userinfo'])).status).toBe(0)
    const refused = await inside(place.home, ['token', 'refresh', '--json'])
    expect([refused.status, documentOf(refused)]).toMatchObject([7, { error: { code: 'person-needed' } }])
    expect(refused.stderr).toContain('next: export OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD=4\n')
  })

  test.runIf(hasPseudoTerminal)('is asked for once at a terminal, which does not show it', async () => {
    const place = await prepare()
    const words = wordsOf(place, '--client-key', place.file, '--brief', '--browser', scriptedBrowser().command)
    const command
      = [process.execPath, program, 'login', ...words].map(word => `'${word.replaceAll('\'', '\'\\\'\'')}'`).join(' ')
    const terminal = startInTerminal(command, surroundings(place.home, { TERM: 'xterm' }))
    await terminal.answer(/Passphrase of .*client key\.pem/, 'hunter2\r')
    const shown = await terminal.shown
    expect(shown).toContain('Signed in as')
    expect([shown.includes('hunter2'), shown.match(/Passphrase of/g)?.length]).toEqual([false, 1])
  })
})

test('client_secret_jwt: the secret signs, and does not travel', async () => {
  const client_secret = 'a secret of the client, long enough for HS256'
  const place = await serve(freshHome(), { client_secret, token_endpoint_auth_method: 'client_secret_jwt' }, ['HS256'])
  await signIn(place, ['--auth-method', 'client_secret_jwt'], { OAUTH_WALK_CLIENT_SECRET: client_secret })
  await good(place.home, ['token', 'refresh'])
  expect(assertionsOf(place).map(assertion => decodeProtectedHeader(assertion).alg)).toEqual(['HS256', 'HS256'])
  expect(JSON.stringify(place.server.proven)).not.toContain(client_secret)
})

test('--client-assertion-file is read anew for each request', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const jwks = { keys: [{ ...createPublicKey(publicKey).export({ format: 'jwk' }), use: 'sig' }] } as never
  const place = await serve(freshHome(), { token_endpoint_auth_method: 'private_key_jwt', jwks })
  const file = join(place.home, 'assertion.jwt')
  const renew = async (id: string) => {
    const unsigned = new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).setIssuer('keyed')
      .setSubject('keyed').setAudience(place.server.issuer)
    writeFileSync(
      file, await unsigned.setJti(id).setIssuedAt().setExpirationTime('5m').sign(createPrivateKey(privateKey)),
    )
    return readFileSync(file, 'utf8')
  }
  const first = await renew('first')
  await signIn(place, ['--client-assertion-file', file])
  const second = await renew('second')
  await good(place.home, ['token', 'refresh'])
  expect(assertionsOf(place)).toEqual([first, second])
})
