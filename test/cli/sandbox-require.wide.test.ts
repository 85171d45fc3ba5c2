import { join } from 'node:path'
import { exportJWK, importJWK, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { freshHome, start, type CliOptions } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { containing, parseDocument, runJson, runTo, runToError, type Json } from './support.ts'

const login = (...words: string[]) => ['login', 'sandbox', '--auto', '--port', '0', ...words]
/** These logins differ in what they ask for: they are walked in this process. */
const inside = {
  to: async (status: number, words: string[], options: CliOptions) => runTo(status, words, options, startInside),
  json: async (status: number, words: string[], options: CliOptions) => runJson(status, words, options, startInside),
  error: async (status: number, words: string[], options: CliOptions) =>
    runToError(status, words, options, startInside),
}

describe('login sandbox --require', () => {
  test.each([
    'par', 'jar', 'jarm', 'private_key_jwt', 'client_secret_jwt', 'encrypted-id-token',
    'par,jar,jarm,private_key_jwt,encrypted-id-token',
  ])('%s is opened by the walk', async (locks) => {
    const home = freshHome()
    expect(await inside.json(0, [...login('--require', locks), '--json'], { home })).toMatchObject({
      ok: true, client_id: 'oauth-walk',
    })
    expect(await inside.json(0, ['token', 'refresh', '--json'], { home })).toMatchObject({ ok: true })
    expect(await inside.json(0, [...login(), '--json'], { home })).toMatchObject({ ok: true })
  })

  test('shows the assertion under the key that was made for this login', async () => {
    const { stderr } = await inside.to(0, login('--require', 'private_key_jwt', '-v'), { home: freshHome() })
    expect(stderr).toMatch(/client_assertion_type/)
    expect(stderr).not.toMatch(/client_secret=/)
  })

  test('a key that only decrypts leaves the client its secret', async () => {
    const home = freshHome()
    await inside.to(0, ['key', 'create', 'open', '--use', 'enc'], { home })
    expect(
      await inside.json(0, [...login('--require', 'encrypted-id-token', '--client-key', 'open'), '--json'], { home }),
    ).toMatchObject({ ok: true })
  })

  test('where FAPI 2.0 is taken back, the client is the usual one again, with its secret', async () => {
    const home = freshHome()
    expect(await inside.json(0, [...login('--fapi2'), '--json'], { home })).toMatchObject({
      ok: true, token_type: 'DPoP',
    })
    const { stderr } = await inside.to(0, login('--fapi2=off', '-v'), { home })
    expect(stderr).not.toMatch(/client_assertion_type/)
    expect(await inside.json(0, ['profile', 'show', 'sandbox', '--json'], { home })).not.toHaveProperty(
      'settings.client-key',
    )
    expect(await inside.json(0, ['token', 'refresh', '--json'], { home })).toMatchObject({ ok: true })
  })

  test.each([
    ['client_secret_jwt', /client_assertion_type/], ['tls_client_auth', /POST https:\/\/127\.0\.0\.1:\d+\/token/],
  ])('%s needs no lock where it is asked for', async (method, sign) => {
    const { stderr } = await inside.to(0, login('--auth-method', method, '-v'), { home: freshHome() })
    expect(stderr).toMatch(sign)
  })

  test.each([
    [['pra'], 'knows no lock "pra"', 'par, jar, jarm'], [['par,x'], 'knows no lock "x"', 'fapi2'],
    [['mtls,dpop'], 'Nobody gets past', 'bound in one way'],
    [['fapi2', '--require', 'client_secret_jwt'], 'Nobody gets past', 'one method'],
  ])('%j is refused with the reason', async (words, message, cause) => {
    const error = await inside.error(2, login('--require', ...words), { home: freshHome() })
    expect(error).toMatchObject({ code: 'setting-invalid', message: containing(message), cause: containing(cause) })
  })

  test('says so in Chinese', async () => {
    const error = await inside.error(2, [...login('--require', 'mtls,dpop'), '--lang', 'zh'], { home: freshHome() })
    expect(error).toMatchObject({ cause: '令牌只能用一种方式绑定。' })
  })

  test('is for the sandbox alone', async () => {
    const error = await inside.error(
      2, ['login', 'https://op.example', '--client-id', 'x', '--require', 'par'], { home: freshHome() },
    )
    expect(error).toMatchObject({ code: 'setting-invalid', message: containing('--require') })
  })
})

describe('login sandbox --require mtls', () => {
  test('shows the certificate that the sandbox made, and so do the commands after it, until the next login', async () => {
    const home = freshHome()
    expect(await inside.json(0, [...login('--require', 'mtls'), '--json'], { home })).toMatchObject({
      ok: true, token_type: 'Bearer',
    })
    const { settings }
      = await inside.json(
        0, ['profile', 'show', '--json'], { home },
      ) as { settings: Record<string, { value: unknown }> }
    const folder = join(home, 'sandbox-tls')
    expect(['ca', 'tls-cert', 'tls-key', 'auth-method'].map(name => settings[name]?.value))
      .toEqual([join(folder, 'ca.pem'), join(folder, 'client.pem'), join(folder, 'client-key.pem'), 'tls_client_auth'])
    expect(await inside.json(0, ['token', 'refresh', '--json'], { home })).toMatchObject({ ok: true })
    expect(await inside.json(0, ['userinfo', '--json'], { home })).toMatchObject({ subject: '123456' })
    expect(await inside.json(0, ['introspect', '--json'], { home })).toMatchObject({
      introspection: { cnf: { 'x5t#S256': containing('') } },
    })
    expect(await inside.json(0, ['token', 'revoke', '--json'], { home })).toMatchObject({
      revocations: [{ confirmed: true }, { confirmed: true }],
    })
    await inside.to(0, login(), { home })
    const plain = await inside.json(0, ['profile', 'show', '--json'], { home }) as { settings: Record<string, unknown> }
    expect(Object.keys(plain.settings)).not.toEqual(expect.arrayContaining(['tls-cert']))
  })

  test('keeps to FAPI 2.0 by it: no key, no proof, and tokens that are bound all the same', async () => {
    const home = freshHome()
    const { stderr } = await inside.to(0, login('--fapi2', '--require', 'mtls', '-v'), { home })
    expect(stderr).toMatch(/POST https:\/\/127\.0\.0\.1:\d+\/par/)
    expect(stderr).not.toMatch(/client_assertion|dpop_jkt/)
    expect(await inside.json(0, ['token', 'refresh', '--json'], { home })).toMatchObject({ ok: true })
    expect((await inside.to(0, ['key', 'list'], { home })).stdout).not.toMatch(/ES256/)
  })
})

describe('sandbox --require', () => {
  async function serve(locks: string): Promise<Json> {
    const served = start(['sandbox', '--require', locks, '--json'], { home: freshHome() })
    const [line = ''] = await served.sees('stdout', /^\{.*\}$/m)
    return parseDocument(`${line}\n`)
  }

  test('serves what it names, to a client that it makes the keys for', async () => {
    const { issuer, clients, client_keys } = await serve('jar,encrypted-id-token')
    const metadata = await (await fetch(`${String(issuer)}/.well-known/openid-configuration`)).json() as Json
    expect(metadata['require_signed_request_object']).toBe(true)
    expect((clients as Json[]).map(({ client_id }): unknown => client_id)).toEqual(['oauth-walk', 'oauth-walk-post'])
    const keys = client_keys as JWK[]
    expect(keys.map(({ alg, use }): unknown => [alg, use])).toEqual([['ES256', 'sig'], ['ECDH-ES', 'enc']])
    for (const key of keys) expect(await exportJWK(await importJWK({ ...key, ext: true }))).toHaveProperty('d')
  })

  test('prints the keys as text too', async () => {
    const served = start(['sandbox', '--require', 'private_key_jwt'], { home: freshHome() })
    await served.sees('stdout', /^client oauth-walk\n(?: +client-secret .*\n)? +auth-method +private_key_jwt$/m)
    await served.sees('stdout', /^client key +\{"kty":"EC"/m)
  })

  test('mtls names what another client needs, and refuses one without a certificate', async () => {
    const { issuer, mtls } = await serve('mtls') as {
      issuer: string
      mtls: Record<string, string> & { endpoints: Record<string, string> }
    }
    expect(mtls.endpoints['token_endpoint']).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/token$/)
    const words = ['login', issuer, '--client-id', 'oauth-walk', '--no-save', '--port', '0', '--timeout', '5']
    const refused = await runToError(2, words, {
      home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'a-secret-that-is-of-no-use' },
    })
    expect(refused).toMatchObject({
      code: 'authentication-unsupported', hint: containing('--tls-cert FILE --tls-key FILE'),
    })
    const certified = [
      '--tls-cert', mtls['certificate'] ?? '', '--tls-key', mtls['key'] ?? '', '--ca', mtls['ca'] ?? '',
    ]
    const token = await runJson(
      0, ['token', 'client-credentials', '--issuer', issuer, '--client-id', 'oauth-walk', ...certified, '--json'],
      { home: freshHome() },
    )
    expect(token).toMatchObject({ ok: true })
  })

  test('makes no keys where nobody needs one', async () => {
    expect(await serve('par,dpop')).not.toHaveProperty('client_keys')
  })
})
