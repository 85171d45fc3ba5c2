import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { authenticate, chooseAuthentication } from '../../src/protocol/authentication/index.ts'
import type { ClientCredentials } from '../../src/protocol/authentication/credentials.ts'
import { Secrets } from '../../src/secrets/secrets.ts'

const secret = new Secrets().keep('client_secret', 'a-secret-of-the-client')
const key = { kid: 'one', algorithm: 'ES256', privateKey: {} as never, publicJwk: {} }
const server = (methods?: string[], algorithms?: string[]) => ({
  issuer: 'https://op.example', ...methods && { token_endpoint_auth_methods_supported: methods },
  ...algorithms && { token_endpoint_auth_signing_alg_values_supported: algorithms },
})
const bare: ClientCredentials = { clientId: 'me', clientSecret: undefined }
const having = {
  nothing: bare, secret: { ...bare, clientSecret: secret }, key: { ...bare, keys: [key] },
  assertion: { ...bare, takeAssertion: () => secret },
  certificate: { ...bare, hasCertificate: true }, 'secret and key': { ...bare, clientSecret: secret, keys: [key] },
  'secret and certificate': { ...bare, clientSecret: secret, hasCertificate: true },
} satisfies Record<string, ClientCredentials>

describe('how a client authenticates', () => {
  test.each<[keyof typeof having, string[] | undefined, string]>([
    ['nothing', undefined, 'none'], ['nothing', ['client_secret_basic'], 'none'],
    ['nothing', ['private_key_jwt'], 'none'],
    ['secret', undefined, 'client_secret_basic'], ['secret', [], 'client_secret_basic'],
    ['secret', ['client_secret_post'], 'client_secret_post'],
    ['secret', ['client_secret_post', 'client_secret_basic'], 'client_secret_basic'],
    ['secret', ['client_secret_jwt', 'private_key_jwt'], 'client_secret_jwt'], ['secret', ['none'], 'none'],
    ['key', undefined, 'private_key_jwt'], ['key', ['client_secret_basic', 'private_key_jwt'], 'private_key_jwt'],
    ['key', ['none', 'client_secret_basic'], 'none'],
    ['assertion', ['private_key_jwt'], 'private_key_jwt'],
    [
      'certificate', undefined, 'none',
    ], ['certificate', ['self_signed_tls_client_auth'], 'self_signed_tls_client_auth'],
    ['certificate', ['tls_client_auth', 'self_signed_tls_client_auth'], 'tls_client_auth'],
    ['secret and key', ['private_key_jwt', 'client_secret_basic'], 'client_secret_basic'],
    ['secret and key', ['private_key_jwt'], 'private_key_jwt'],
    ['secret and certificate', ['tls_client_auth', 'client_secret_post'], 'client_secret_post'],
    ['secret and certificate', ['tls_client_auth'], 'tls_client_auth'],
  ])('with %s, where the metadata names %j: %s', (means, methods, method) => {
    expect(chooseAuthentication(undefined, having[means], server(methods))).toBe(method)
  })

  test.each<[keyof typeof having, string[]]>([
    ['secret', ['private_key_jwt']], ['key', ['client_secret_basic']],
    ['certificate', ['client_secret_basic', 'private_key_jwt']], ['assertion', ['tls_client_auth']],
    ['nothing', ['tls_client_auth', 'self_signed_tls_client_auth']],
  ])('with %s, where the metadata names %j alone, is refused with both lists', (means, supported) => {
    const refusal = catchFailure(() => chooseAuthentication(undefined, having[means], server(supported)))
    expect(refusal).toMatchObject({ code: 'authentication-unsupported', details: { what: 'method', supported } })
    expect(refusal.details['possible']).not.toEqual([])
  })

  test('a secret comes before a key, which may be there to sign requests or to open what is encrypted', () => {
    const both = { ...having.secret, keys: having.key.keys }
    const choose = (methods?: string[]) => chooseAuthentication(undefined, both, server(methods))
    expect([choose(['private_key_jwt', 'client_secret_basic']), choose(['private_key_jwt']), choose()])
      .toEqual(['client_secret_basic', 'private_key_jwt', 'client_secret_basic'])
  })

  test('as it was asked for, unless the metadata rules that out', () => {
    expect(chooseAuthentication('client_secret_post', having.secret, server())).toBe('client_secret_post')
    expect(chooseAuthentication('none', having.secret, server(['client_secret_basic']))).toBe('none')
    expect(
      catchFailure(() => chooseAuthentication('client_secret_post', having.secret, server(['client_secret_basic']))),
    ).toMatchObject({
      code: 'authentication-unsupported',
      details: { supported: ['client_secret_basic'], possible: ['client_secret_post'] },
    })
  })

  test('needs what it proves itself with', () => {
    for (const [method, setting] of [
      ['client_secret_basic', 'client-secret'], ['client_secret_post', 'client-secret'],
      ['client_secret_jwt', 'client-secret'], ['private_key_jwt', 'client-key'], ['tls_client_auth', 'tls-cert'],
      ['self_signed_tls_client_auth', 'tls-cert'],
    ] as const) expect(catchFailure(() => authenticate(method, bare, server())), method).toMatchObject({
      code: 'setting-invalid', details: { setting },
    })
  })

  test('by a key whose algorithm the provider takes; Ed25519 has two names', () => {
    expect(
      catchFailure(() => authenticate('private_key_jwt', having.key, server(undefined, ['PS256', 'RS256']))),
    ).toMatchObject({
      code: 'authentication-unsupported',
      details: { what: 'algorithm', supported: ['PS256', 'RS256'], possible: ['ES256'] },
    })
    const edwards = { ...bare, keys: [{ ...key, algorithm: 'EdDSA' }] }
    expect(
      catchFailure(() => authenticate('private_key_jwt', edwards, server(undefined, ['ES256']))),
    ).toBeInstanceOf(Failure)
  })
})

function catchFailure(run: () => unknown): Failure {
  try {
    run()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('nothing was refused')
}
