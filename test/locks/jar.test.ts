import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { client, startLockedProvider } from '../support/locked-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { login } from './going.ts'

async function keyIn(home: string, algorithm: string): Promise<JWK> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  writeFileSync(
    join(home, 'key.json'), JSON.stringify({ ...await exportJWK(privateKey), alg: algorithm, kid: 'mine' }),
    { mode: 0o600 },
  )
  return { ...await exportJWK(publicKey), alg: algorithm, kid: 'mine', use: 'sig' }
}

const required = { features: { requestObjects: { enabled: true, requireSignedRequestObject: true } } }

describe('a signed authorization request', () => {
  test.each([
    'ES256', 'PS256', 'EdDSA',
  ])('by a key of %s is what a provider that demands it takes', async (algorithm) => {
    const home = freshHome()
    const jwk = await keyIn(home, algorithm)
    const provider = await startLockedProvider(required, {
      jwks: { keys: [jwk] }, request_object_signing_alg: algorithm as never,
    })
    const ended = await login(
      provider.issuer, ['--request-object', '--client-key', 'key.json', '-v', '--explain'], { home },
    )
    expect(ended.status, ended.stderr).toBe(0)
    const sent = new URLSearchParams(provider.at('/auth')[0]?.query)
    expect([...sent.keys()]).toEqual(['response_type', 'client_id', 'scope', 'request'])
    const request = sent.get('request') ?? ''
    expect(decodeProtectedHeader(request)).toEqual({ alg: algorithm, kid: 'mine', typ: 'oauth-authz-req+jwt' })
    expect(decodeJwt(request)).toMatchObject({
      iss: client.client_id, aud: provider.issuer, response_type: 'code', code_challenge_method: 'S256',
    })
    expect(ended.stderr).toContain('The request object, decoded')
  })

  test('goes in a push too, where the browser carries a reference alone', async () => {
    const home = freshHome()
    const jwk = await keyIn(home, 'ES256')
    const both = { features: { ...required.features, pushedAuthorizationRequests: { enabled: true } } }
    const provider = await startLockedProvider(both, { jwks: { keys: [jwk] } })
    const ended = await login(provider.issuer, ['--request-object', '--par', '--client-key', 'key.json'], { home })
    expect(ended.status, ended.stderr).toBe(0)
    expect(new URLSearchParams(provider.at('/request')[0]?.body).get('request')).toMatch(/^eyJ/)
    expect([...new URLSearchParams(provider.at('/auth')[0]?.query).keys()]).toEqual(['client_id', 'request_uri'])
  })

  test('that is demanded and not made is told with the flags that make it', async () => {
    const home = freshHome()
    const jwk = await keyIn(home, 'ES256')
    const provider = await startLockedProvider(required, { jwks: { keys: [jwk] } })
    const ended = await login(provider.issuer, ['--json'], { home })
    expect(ended.status).toBe(2)
    expect((documentOf(ended) as { error: Json }).error).toMatchObject({
      code: 'signed-request-needed', hint: expect.stringContaining('--request-object --client-key ES256') as string,
    })
    expect(provider.at('/auth')).toEqual([])
  })

  test('that the metadata demands is made by itself where the client has a key', async () => {
    const home = freshHome()
    const jwk = await keyIn(home, 'ES256')
    const provider = await startLockedProvider(required, { jwks: { keys: [jwk] } })
    const ended = await login(
      provider.issuer, ['--client-key', 'key.json', '--auth-method', 'client_secret_basic'], { home },
    )
    expect(ended.status, ended.stderr).toBe(0)
    expect(provider.at('/auth')[0]?.query).toContain('request=eyJ')
  })

  test('needs a key, and one whose algorithm the provider takes: exit 2, nobody signs in', async () => {
    const home = freshHome()
    await keyIn(home, 'ES384')
    const provider = await startLockedProvider({
      ...required, enabledJWA: { requestObjectSigningAlgValues: ['ES256', 'PS256'] },
    })
    for (const [words, code] of [
      [['--request-object'], 'setting-invalid'],
      [['--request-object', '--client-key', 'key.json'], 'authentication-unsupported'],
      [['--request-object', '--request-object-alg', 'RS512', '--client-key', 'key.json'], 'setting-invalid'],
    ] as const) {
      const ended = await login(provider.issuer, [...words, '--json'], { home })
      expect([ended.status, (documentOf(ended) as { error: Json }).error['code']], words.join(' ')).toEqual([2, code])
    }
    expect(provider.at('/auth')).toEqual([])
  })
})
