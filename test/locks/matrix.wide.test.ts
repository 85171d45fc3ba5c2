import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { ClientMetadata } from 'oidc-provider'
import { beforeAll, describe, expect, test } from 'vitest'
import { certificateJwk, clientSubject, makeAuthority, type Certified } from '../support/certified.ts'
import { freshHome, type Ended } from '../support/cli.ts'
import { startForeignProvider, startTunnels, type ForeignProvider } from '../support/foreign-provider.ts'
import { startInside } from '../support/inside.ts'
import { documentOf, eventsOf, storedSessions, walk, type Json } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

const secret = 'a-secret-of-the-clients-of-the-matrix-01'
const proxied = 'op.matrix.example'
let certified: Certified
let provider: ForeignProvider
let key: JWK

type Method = NonNullable<ClientMetadata['token_endpoint_auth_method']>
const methods: Method[] = [
  'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth', 'client_secret_jwt', 'client_secret_basic',
]
const constraints = ['dpop', 'certificate'] as const

/** The clients, each named for its method and what is demanded of it. */
function clientsWith(publicKey: JWK): ClientMetadata[] {
  const register = (client_id: string, method: Method, more: Partial<ClientMetadata> = {}): ClientMetadata => ({
    client_id, redirect_uris: ['http://127.0.0.1/callback'], application_type: 'native', response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: method, id_token_signed_response_alg: 'ES256',
    authorization_signed_response_alg: 'ES256',
    ...method.startsWith('client_secret') ? { client_secret: secret } : {},
    ...method === 'tls_client_auth' ? { tls_client_auth_subject_dn: clientSubject } : {},
    jwks: {
      keys: [
        publicKey,
        ...method === 'self_signed_tls_client_auth' ? [certificateJwk(certified.selfSigned.certificate)] : [],
      ] as never,
    },
    ...more,
  })
  const bound = {
    dpop: { dpop_bound_access_tokens: true }, certificate: { tls_client_certificate_bound_access_tokens: true },
  }
  return [
    ...methods.flatMap(method =>
      constraints.map(constraint => register(`${method}-${constraint}`, method, bound[constraint]))),
    ...(['private_key_jwt', 'tls_client_auth'] as const).flatMap(method => constraints.map(constraint => register(
      `fapi-${method}-${constraint}`, method, {
        ...bound[constraint], require_pushed_authorization_requests: true, require_signed_request_object: true,
        response_modes: ['jwt', 'query.jwt'],
      },
    ))),
    register('par', 'client_secret_basic', { require_pushed_authorization_requests: true }),
    register('jar', 'client_secret_basic', { require_signed_request_object: true }),
    register('jarm', 'client_secret_basic', { response_modes: ['query.jwt'] }),
  ]
}

beforeAll(async () => {
  certified = makeAuthority('localhost', proxied)
  const pair = await generateKeyPair('ES256', { extractable: true })
  key = { ...await exportJWK(pair.privateKey), alg: 'ES256', kid: 'matrix' }
  provider = await startForeignProvider(
    certified, clientsWith({ ...await exportJWK(pair.publicKey), alg: 'ES256', kid: 'matrix', use: 'sig' }),
  )
})

/** What each method and constraint needs on the command line. */
function flagsFor(method: string, constraint: string | undefined, home: string): string[] {
  writeFileSync(join(home, 'key.json'), JSON.stringify(key), { mode: 0o600 })
  const { certificate, key: certificateKey } = method === 'self_signed_tls_client_auth'
    ? certified.selfSigned
    : certified.client
  const usesCertificate = method.includes('tls_client') || constraint === 'certificate'
  return [
    '--auth-method', method, ...method === 'private_key_jwt' ? ['--client-key', join(home, 'key.json')] : [],
    ...usesCertificate ? ['--tls-cert', certificate, '--tls-key', certificateKey] : [],
    ...constraint === 'dpop' ? ['--dpop'] : [],
  ]
}

interface Elsewhere { issuer?: string, environment?: NodeJS.ProcessEnv }

async function login(
  client: string, words: string[], home: string, { issuer = provider.issuer, environment = {} }: Elsewhere = {},
): Promise<Ended> {
  const hasSecret = words.some(word => word.startsWith('client_secret'))
  const line = [issuer, '--client-id', client, '--port', '0', '--timeout', '90', '--ca', certified.authority, ...words]
  return walk(
    line, { home, environment: { ...hasSecret ? { OAUTH_WALK_CLIENT_SECRET: secret } : {}, ...environment } }, {},
    startInside,
  )
}

const thumbprint = () =>
  createHash('sha256').update(new X509Certificate(readFileSync(certified.client.certificate)).raw).digest('base64url')

describe.each(methods)('a client of %s', (method) => {
  test.each(sampled(constraints, 2))('gets tokens that are bound by %s, and renews them', async (constraint) => {
    const home = freshHome()
    const before = provider.asked.length
    const ended = await login(`${method}-${constraint}`, [...flagsFor(method, constraint, home), '--json'], home)
    expect(ended.status, ended.stderr).toBe(0)
    expect(documentOf(ended)).toMatchObject({
      token_type: constraint === 'dpop' ? 'DPoP' : 'Bearer', userinfo: { sub: expect.any(String) as string },
    })
    const secured = method.includes('tls_client') || constraint === 'certificate'
    const atToken = provider.asked.slice(before).find(({ path }) => path === '/token')
    expect(atToken?.host).toBe(new URL(secured ? provider.secure : provider.issuer).host)
    expect(atToken?.body.includes('client_assertion=')).toBe(method.endsWith('_jwt'))
    const environment = method.startsWith('client_secret') ? { OAUTH_WALK_CLIENT_SECRET: secret } : {}
    const renewed = await startInside(['token', 'refresh', '--json'], { home, environment }).ended
    expect(renewed.status, renewed.stderr).toBe(0)
    expect(storedSessions(home)).toHaveLength(1)
  })
})

describe('one lock alone', () => {
  test.each([
    ['par', ['--par']], ['jar', ['--request-object', '--client-key', 'key.json']],
    ['jarm', ['--response-mode', 'query.jwt']],
  ])('%s', async (client, words) => {
    const home = freshHome()
    const flags = flagsFor('client_secret_basic', undefined, home)
    const ended = await login(
      client, [...flags, ...words.map(word => word === 'key.json' ? join(home, word) : word), '--json'], home,
    )
    expect(ended.status, ended.stderr).toBe(0)
  })
})

describe('all together: --fapi2=message-signing', () => {
  test.each(sampled((['private_key_jwt', 'tls_client_auth'] as const).flatMap(method =>
    constraints.map((constraint): [string, string] => [method, constraint])), 3))(
    'for %s and tokens bound by %s', async (method, constraint) => {
      const home = freshHome()
      const flags = [
        ...flagsFor(method, constraint, home).slice(2), '--auth-method', method, '--client-key', join(home, 'key.json'),
      ]
      const ended = await login(
        `fapi-${method}-${constraint}`, [...new Set(flags), '--fapi2=message-signing', '--events'], home,
      )
      expect(ended.status, ended.stderr).toBe(0)
      const checks = eventsOf(ended).filter(({ type }) => type === 'check')
      expect(checks.every(({ ok }) => ok === true)).toBe(true)
      expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining([
        'fapi2-pushed-requests', 'fapi2-signed-request', 'fapi2-signed-response', 'response-signature',
      ]))
      const renewed = await startInside(['token', 'refresh', '--json'], { home }).ended
      expect(renewed.status, renewed.stderr).toBe(0)
    })
})

describe('an access token that can be read', () => {
  test.each(
    [['certificate', 'RFC 8705 3.1'], ['dpop', 'RFC 9449 6.1']] as const,
  )('is compared with the %s that it is bound to', async (constraint, rule) => {
    const home = freshHome()
    const words = [
      ...flagsFor('private_key_jwt', constraint, home), '--resource', 'https://api.example', '--scope', 'openid read',
      '--events',
    ]
    const confirmation = eventsOf(await login(`private_key_jwt-${constraint}`, words, home)).find(({ name }) =>
      name === 'token-confirmation')
    expect(confirmation).toMatchObject({
      ok: true, step: 'token', rule, ...constraint === 'certificate' ? { expected: thumbprint() } : {},
    })
  })
})

describe('behind a proxy', () => {
  test('the provider still sees the certificate', async () => {
    const behind = await startForeignProvider(certified, clientsWith({ ...key, d: undefined } as never), proxied)
    const tunnels = await startTunnels(Number(new URL(behind.secure).port))
    const home = freshHome()
    const words = [
      ...flagsFor('tls_client_auth', 'certificate', home), '--authorization-endpoint', `${behind.front}/auth`, '--json',
    ]
    const ended = await login('tls_client_auth-certificate', words, home, {
      issuer: behind.issuer, environment: { HTTPS_PROXY: tunnels.address },
    })
    expect(ended.status, ended.stderr).toBe(0)
    expect(tunnels.asked).toContain(`${proxied}:443`)
    expect((documentOf(ended) as { userinfo: Json }).userinfo).toHaveProperty('sub')
  })
})
