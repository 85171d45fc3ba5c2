import { exportJWK, importJWK, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { containing, parseDocument, runJson, runTo, runToError, type Json } from './support.ts'

const login = (...words: string[]) => ['login', 'sandbox', '--auto', '--port', '0', ...words]

describe('login sandbox --require', () => {
  test.each(['par', 'jar', 'jarm', 'private_key_jwt', 'client_secret_jwt', 'encrypted-id-token', 'par,jar,jarm,private_key_jwt,encrypted-id-token'])('%s is opened by the walk', async (locks) => {
    const home = freshHome()
    expect(await runJson(0, [...login('--require', locks), '--json'], { home })).toMatchObject({ ok: true, client_id: 'oauth-walk' })
    expect(await runJson(0, ['token', 'refresh', '--json'], { home })).toMatchObject({ ok: true })
    expect(await runJson(0, [...login(), '--json'], { home })).toMatchObject({ ok: true })
  })

  test('shows the assertion under the key that was made for this login', async () => {
    const { stderr } = await runTo(0, login('--require', 'private_key_jwt', '-v'), { home: freshHome() })
    expect(stderr).toMatch(/client_assertion_type/)
    expect(stderr).not.toMatch(/client_secret=/)
  })

  test('a key that only decrypts leaves the client its secret', async () => {
    const home = freshHome()
    await runTo(0, ['key', 'create', 'open', '--use', 'enc'], { home })
    expect(await runJson(0, [...login('--require', 'encrypted-id-token', '--client-key', 'open'), '--json'], { home })).toMatchObject({ ok: true })
  })

  test('client_secret_jwt needs no lock where it is asked for', async () => {
    const { stderr } = await runTo(0, login('--auth-method', 'client_secret_jwt', '-v'), { home: freshHome() })
    expect(stderr).toMatch(/client_assertion_type/)
  })

  test.each([
    [['pra'], 'knows no lock "pra"', 'par, jar, jarm'], [['par,x'], 'knows no lock "x"', 'fapi2'], [['mtls'], 'can’t require mtls', 'plain HTTP'],
    [['fapi2', '--require', 'client_secret_jwt'], 'Nobody gets past', 'one method'],
  ])('%j is refused with the reason', async (words, message, cause) => {
    const error = await runToError(2, login('--require', ...words), { home: freshHome() })
    expect(error).toMatchObject({ code: 'setting-invalid', message: containing(message), cause: containing(cause) })
  })

  test('says so in Chinese', async () => {
    const error = await runToError(2, [...login('--require', 'mtls'), '--lang', 'zh'], { home: freshHome() })
    expect(error).toMatchObject({ message: 'sandbox 不能要求 mtls' })
  })

  test('is for the sandbox alone', async () => {
    const error = await runToError(2, ['login', 'https://op.example', '--client-id', 'x', '--require', 'par'], { home: freshHome() })
    expect(error).toMatchObject({ code: 'setting-invalid', message: containing('--require') })
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
    await served.sees('stdout', /^client +oauth-walk +\S+ +private_key_jwt/m)
    await served.sees('stdout', /^client key +\{"kty":"EC"/m)
  })

  test('makes no keys where nobody needs one', async () => {
    expect(await serve('par,dpop')).not.toHaveProperty('client_keys')
  })
})
