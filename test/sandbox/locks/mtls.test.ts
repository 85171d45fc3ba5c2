import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import type { JsonWebKey } from 'node:crypto'
import { request } from 'node:https'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { makeImpostor } from '../../../src/sandbox/tls/certificates.ts'
import { clientFilesIn, keptCertificates } from '../../../src/sandbox/tls/kept.ts'
import { discover, openSandbox, startSandbox, stateFolder, stop, temporaryFolder } from '../support.ts'
import { askOverTls, mtlsOf, ownCertificate } from './certified.ts'
import { authorize, openLocked, postForm, redeem } from './support.ts'

const clientId = { client_id: 'oauth-walk' }
const ownToken = { grant_type: 'client_credentials', ...clientId }

test('mtls takes the client’s certificate and nothing else, and binds the token to it (RFC 8705)', async () => {
  const locked = await openLocked({ require: ['mtls'] })
  const { sandbox, issuer } = locked
  const mtls = mtlsOf(sandbox)
  const { token_endpoint: token = '', userinfo_endpoint: userinfo = '', introspection_endpoint: introspection = '' }
    = mtls.endpoints
  expect(await discover(sandbox)).toMatchObject({
    issuer, token_endpoint: `${issuer}/token`, mtls_endpoint_aliases: mtls.endpoints,
    tls_client_certificate_bound_access_tokens: true,
    token_endpoint_auth_methods_supported: ['tls_client_auth'],
  })
  expect(Object.keys(mtls.endpoints)).toEqual(expect.arrayContaining([
    'pushed_authorization_request_endpoint', 'revocation_endpoint', 'device_authorization_endpoint',
  ]))
  expect(sandbox.clients.map(client => [client.client_id, client.token_endpoint_auth_method])).toEqual([
    ['oauth-walk', 'tls_client_auth'],
  ])

  const refused = { status: 401, body: { error: 'invalid_client' } }
  expect(await postForm(`${issuer}/token`, ownToken)).toMatchObject(refused)
  expect(await askOverTls(mtls, token, undefined, { form: ownToken })).toMatchObject(refused)
  expect(await askOverTls(mtls, token, makeImpostor('oauth-walk'), { form: ownToken })).toMatchObject(refused)

  const own = ownCertificate(mtls)
  const { params } = await authorize(locked, locked.plain())
  const { status, body } = await askOverTls(mtls, token, own, {
    form: { ...redeem(locked, params.get('code')), ...clientId },
  })
  expect([status, body['token_type']]).toEqual([200, 'Bearer'])
  const authorization = `Bearer ${String(body['access_token'])}`
  expect((await locked.client.userinfo(body['access_token'])).status).toBe(401)
  expect((await askOverTls(mtls, userinfo, undefined, { authorization })).status).toBe(401)
  expect(await askOverTls(mtls, userinfo, own, { authorization })).toMatchObject({
    status: 200, body: { sub: '123456' },
  })
  const told
    = await askOverTls(mtls, introspection, own, { form: { token: String(body['access_token']), ...clientId } })
  expect(told.body['cnf']).toEqual({ 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) as string })
})

test('over TLS too, the sandbox speaks for no other host (DNS rebinding)', async () => {
  const mtls = mtlsOf(await openSandbox({ require: ['mtls'] }))
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(
      mtls.endpoints['userinfo_endpoint'] ?? '',
      { ca: readFileSync(mtls.ca), agent: false, headers: { host: 'rebound.example' }, servername: 'localhost' },
      answer => resolve(answer.resume().statusCode),
    )
      .once('error', reject).end()
  })
  expect(status).toBe(421)
})

test('with fapi2, requests are pushed, and the certificate stands for key and proof', async () => {
  const locked = await openLocked({ require: ['fapi2', 'mtls'] })
  const mtls = mtlsOf(locked.sandbox)
  const own = ownCertificate(mtls)
  expect(await discover(locked.sandbox)).toMatchObject({
    require_pushed_authorization_requests: true, token_endpoint_auth_methods_supported: ['tls_client_auth'],
  })
  const pushed = await askOverTls(mtls, mtls.endpoints['pushed_authorization_request_endpoint'] ?? '', own, {
    form: locked.plain(),
  })
  const { params } = await authorize(locked, { ...clientId, request_uri: String(pushed.body['request_uri']) })
  const form = { ...redeem(locked, params.get('code')), ...clientId }
  expect(await askOverTls(mtls, mtls.endpoints['token_endpoint'] ?? '', own, { form })).toMatchObject({
    status: 200, body: { token_type: 'Bearer' },
  })
})

describe('a client that a login registered by its certificate', () => {
  const byCertificate = { clientJwks: { keys: [] as JsonWebKey[] }, clientAuthentication: 'tls_client_auth' as const }

  test('is served at the same addresses by the next process, until a login says otherwise', async () => {
    const folder = temporaryFolder()
    const first = await startSandbox({ folder, require: ['mtls'], ...byCertificate })
    const { mtls, issuer } = first
    await stop(first)
    const next = await startSandbox({ folder })
    expect([next.issuer, next.mtls]).toEqual([issuer, mtls])
    const { body } = await askOverTls(
      mtlsOf(next), next.mtls?.endpoints['token_endpoint'] ?? '', ownCertificate(mtlsOf(next)), { form: ownToken },
    )
    expect(body['access_token']).toBeTypeOf('string')
    await stop(next)
    const plain = await openSandbox({ folder, clientJwks: { keys: [] } })
    expect([plain.mtls, plain.clients[0]?.token_endpoint_auth_method]).toEqual([undefined, 'client_secret_basic'])
    expect(await discover(plain)).not.toHaveProperty('mtls_endpoint_aliases')
  })
})

describe('the certificates', () => {
  afterEach(() => void vi.useRealTimers())

  test('are made once, for this user alone, and again when they have expired or don’t belong together', () => {
    const folder = stateFolder(temporaryFolder())
    const made = keptCertificates(folder)
    const { ca, certificate, key } = clientFilesIn(folder)
    expect([ca, certificate, key].map(file => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
    expect([ca, certificate, key].map(file => readFileSync(file, 'utf8'))).toEqual([
      made.authority, made.client.cert, made.client.key,
    ])
    expect(keptCertificates(folder)).toEqual(made)
    execFileSync(
      'openssl', ['verify', '-x509_strict', '-CAfile', ca, certificate, join(dirname(ca), 'server.pem')],
      { stdio: 'pipe' },
    )
    writeFileSync(key, made.server.key)
    const mended = keptCertificates(folder)
    expect(mended.client.key).not.toBe(made.client.key)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 366 * 24 * 60 * 60 * 1000 })
    expect(keptCertificates(folder).server.cert).not.toBe(mended.server.cert)
  })
})

test('an impostor shows a certificate that the sandbox’s authority did not sign', async () => {
  const mtls = mtlsOf(await openSandbox({ misbehave: 'mtls-aliases-untrusted' }))
  await expect(askOverTls(mtls, mtls.endpoints['userinfo_endpoint'] ?? '', undefined)).rejects.toMatchObject({
    code: expect.stringMatching(/SELF_SIGNED|UNABLE/) as string,
  })
})
