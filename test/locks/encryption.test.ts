import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compactDecrypt, decodeProtectedHeader, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { rsaPair } from '../support/key-pairs.ts'
import { client, startLockedProvider } from '../support/locked-provider.ts'
import { contentOf, documentOf, storedSessions, type Json } from '../support/walks.ts'
import { login } from './going.ts'

/** A key for signatures and one for encryption. */
const made = [['RS256', 'sig', 'ow1'], ['RSA-OAEP-256', 'enc', 'owe']].map(([alg = '', use, kid], place) =>
  ({ ...rsaPair(1 + place).privateKey.export({ format: 'jwk' }), alg, use, kid }) as JWK)

/** These keys in one JWKS, as Keycloak's clients have them; what the provider gets to know. */
function keysIn(home: string): { known: JWK[], secrets: string[] } {
  const keys = made
  writeFileSync(join(home, 'keys.json'), JSON.stringify({ keys }), { mode: 0o600 })
  const known = keys.map((key) => {
    const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...shown } = key
    return shown
  })
  return {
    known,
    secrets: keys.flatMap(key =>
      ['d', 'p', 'q', 'dp', 'dq', 'qi'].map(name => (key as Record<string, string>)[name] ?? '')),
  }
}

const algorithms = {
  idTokenEncryptionAlgValues: ['RSA-OAEP-256'], userinfoEncryptionAlgValues: ['RSA-OAEP-256'],
  authorizationEncryptionAlgValues: ['RSA-OAEP-256'], requestObjectEncryptionAlgValues: ['RSA-OAEP-256'],
} as const
const offered = {
  features: {
    encryption: { enabled: true }, jwtUserinfo: { enabled: true }, jwtResponseModes: { enabled: true },
    requestObjects: { enabled: true },
  },
  enabledJWA: { ...algorithms, idTokenEncryptionAlgValues: [...algorithms.idTokenEncryptionAlgValues] },
}
const all = {
  id_token_encrypted_response_alg: 'RSA-OAEP-256', id_token_encrypted_response_enc: 'A256GCM',
  userinfo_signed_response_alg: 'RS256', userinfo_encrypted_response_alg: 'RSA-OAEP-256',
  userinfo_encrypted_response_enc: 'A256GCM',
  authorization_encrypted_response_alg: 'RSA-OAEP-256', authorization_encrypted_response_enc: 'A256GCM',
} as const
const errorOf = (ended: Parameters<typeof documentOf>[0]) => (documentOf(ended) as { error: Json }).error

describe('what comes encrypted to the client', () => {
  test('is opened: ID token, userinfo, authorization response, and the ID token of a refresh; neither key nor token is written anywhere', async () => {
    const home = freshHome()
    const { known, secrets } = keysIn(home)
    const provider = await startLockedProvider(offered, { jwks: { keys: known }, ...all })
    const exports = ['--save', '--html', '--har', '--curl', '--mermaid'].flatMap(flag => [flag, `walk${flag}`])
    const ended = await login(
      provider.issuer,
      ['--client-key', 'keys.json', '--auth-method', 'client_secret_basic', '--response-mode', 'jwt', '-v', ...exports],
      { home },
    )
    expect(ended.status, ended.stderr).toBe(0)
    const { events } = JSON.parse(readFileSync(join(home, 'walk--save'), 'utf8')) as { events: Json[] }
    const opened = events.filter(({ type, name }) => type === 'check' && name === 'decryption')
    expect(opened.map(({ step, ok, actual }) => [step, ok, actual]))
      .toEqual(['callback', 'token', 'userinfo'].map(step => [step, true, 'RSA-OAEP-256 A256GCM kid=owe']))
    expect(events).toContainEqual(expect.objectContaining({
      type: 'decoded', token: 'id_token', header: expect.objectContaining({ alg: 'RS256' }) as object,
    }))
    // It is sent back as id_token_hint: the provider knows the signed one (OpenID Connect Core 1.0, section 3.1.2.1).
    const [stored] = storedSessions(home)
    const { id_token: idToken, access_token: accessToken } = stored?.session as {
      id_token: string
      access_token: string
    }
    expect(idToken.split('.')).toHaveLength(3)
    const written = Object.entries(contentOf(home)).filter(([name]) => name.includes('walk--')).map(([, text]) => text)
    const refreshed = await runInside(
      ['token', 'refresh', '-v'], { home, cwd: home, environment: { OAUTH_WALK_CLIENT_SECRET: client.client_secret } },
    )
    expect(refreshed.status, refreshed.stderr).toBe(0)
    const asked = await runInside(
      ['userinfo', '-v'], { home, cwd: home, environment: { OAUTH_WALK_CLIENT_SECRET: client.client_secret } },
    )
    expect([asked.status, JSON.parse(asked.stdout)], asked.stderr).toEqual([
      0, expect.objectContaining({ name: 'Zhang San' }),
    ])
    const text = [ended, refreshed, asked].flatMap(({ stdout, stderr }) => [stdout, stderr]).concat(written).join('\n')
    for (const secret of [...secrets, idToken, idToken.split('.')[2] ?? '', accessToken]) expect(
      text.includes(secret), secret.slice(0, 6),
    ).toBe(false)
    expect(written).toHaveLength(5)
  })

  test('and no key opens is told with what it asks for and what there is: exit 2; a stored key is the way out', async () => {
    const home = freshHome()
    const made = await runInside(['key', 'create', 'bank', '--use', 'enc', '--json'], { home })
    const created = documentOf(made) as { alg: string, use: string, public_key: JWK }
    expect(created).toMatchObject({ alg: 'RSA-OAEP-256', use: 'enc', public_key: { use: 'enc', alg: 'RSA-OAEP-256' } })
    const provider = await startLockedProvider(offered, {
      jwks: { keys: [created.public_key] }, id_token_encrypted_response_alg: 'RSA-OAEP-256',
    })
    const without = await login(provider.issuer, ['--json'], { home })
    expect(without.status).toBe(2)
    expect(errorOf(without)).toMatchObject({
      code: 'decryption-key-missing', step: 'token',
      message: expect.stringContaining('RSA-OAEP-256, A128CBC-HS256') as string,
    })
    expect(errorOf(without)['hint'])
      .toMatch(/oauth-walk key create enc --alg RSA-OAEP-256[^]*oauth-walk key show enc --jwks/)
    expect(storedSessions(home)).toEqual([])
    const signing = documentOf(await runInside(['key', 'create', 'bank', '--json'], { home }))
    expect(signing).toMatchObject({ alg: 'ES256', use: 'sig' })
    await runInside(['key', 'create', 'other', '--use', 'enc'], { home })
    const other = errorOf(await login(
      provider.issuer, ['--client-key', 'other', '--auth-method', 'client_secret_basic', '--json'], { home },
    ))
    expect(other['hint']).toContain('oauth-walk key create other --alg RSA-OAEP-256 --rotate')
    expect((await runInside(['key', 'create', 'other', '--alg', 'RSA-OAEP-256', '--rotate'], { home })).status).toBe(0)
    const words = [
      '--client-key', 'bank', '--auth-method', 'client_secret_basic', '--id-token-encrypted-response-alg',
      'RSA-OAEP-256', '--json',
    ]
    const ended = await login(provider.issuer, words, { home })
    expect(ended.status, ended.stderr).toBe(0)
  })
})

test('an authorization response that no key opens is nobody’s answer, and the end of the wait says why', async () => {
  const home = freshHome()
  const { known } = keysIn(home)
  const { authorization_encrypted_response_alg: alg } = all
  const provider = await startLockedProvider(offered, {
    jwks: { keys: known }, authorization_encrypted_response_alg: alg,
  })
  const ended = await login(provider.issuer, ['--response-mode', 'jwt', '--timeout', '4', '--json'], { home })
  expect(ended.status, ended.stderr).toBe(5)
  expect(errorOf(ended)).toMatchObject({
    code: 'nobody-came', hint: expect.stringContaining('--client-key FILE') as string,
  })
  expect(JSON.stringify(errorOf(ended))).toContain('no key of the client opens it')
  expect(provider.at('/token')).toEqual([])
})

describe('a signed authorization request that is encrypted', () => {
  test('can be read by the provider alone', async () => {
    const home = freshHome()
    const { known } = keysIn(home)
    const [signing, decrypting] = [3, 4].map(place =>
      rsaPair(place).privateKey.export({ format: 'jwk' }))
    const jwks = { keys: [{ ...signing, use: 'sig', kid: 'locked-1' }, { ...decrypting, use: 'enc', kid: 'locked-2' }] }
    const features = { ...offered.features, requestObjects: { enabled: true, requireSignedRequestObject: true } }
    const provider = await startLockedProvider(
      { ...offered, jwks, features }, { jwks: { keys: known }, request_object_encryption_alg: 'RSA-OAEP-256' },
    )
    const words = ['--client-key', 'keys.json', '--auth-method', 'client_secret_basic', '--request-object']
    const ended = await login(
      provider.issuer, [...words, '--request-object-encryption-alg', 'RSA-OAEP-256', '--explain'], { home },
    )
    expect(ended.status, ended.stderr).toBe(0)
    const request = new URLSearchParams(provider.at('/auth')[0]?.query).get('request') ?? ''
    expect(decodeProtectedHeader(request)).toMatchObject({ alg: 'RSA-OAEP-256', cty: 'JWT', kid: 'locked-2' })
    const { plaintext } = await compactDecrypt(request, { ...decrypting, alg: 'RSA-OAEP-256' } as JWK)
    expect(decodeProtectedHeader(new TextDecoder().decode(plaintext))).toMatchObject({ alg: 'RS256', kid: 'ow1' })
    const other = await login(
      provider.issuer, [...words, '--request-object-encryption-alg', 'ECDH-ES', '--json'], { home },
    )
    expect([other.status, errorOf(other)['code']]).toEqual([2, 'encryption-unsupported'])
    expect(errorOf(other)['hint']).toContain('--request-object-encryption-alg RSA-OAEP-256')
    expect(provider.at('/auth')).toHaveLength(1)
  })
})
