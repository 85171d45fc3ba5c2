import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { checkClientDocument, checkDocumentAddress } from '../../src/protocol/client-document.ts'
import type { AuthorizationServer } from '../../src/protocol/metadata.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { settleByDocument } from '../../src/walk/client-document.ts'
import type { ClientSettings, Walk } from '../../src/walk/context.ts'
import type { WireRequest, WireResponse } from '../../src/wire.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { documentOf, walk, type Json } from '../support/walks.ts'

const clientId = 'https://me.example/client.json'
const redirectUri = 'http://127.0.0.1:8765/callback'
const good: Json = {
  client_id: clientId, client_name: 'Mine', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none',
}

/** A walk whose wire has the document, or this answer in its place. */
function walkWith(document: Json | Partial<WireResponse>, client: Partial<ClientSettings> = {}, own = redirectUri) {
  const [asked, codes]: [WireRequest[], string[]] = [[], []]
  const answer = 'status' in document ? document : { body: JSON.stringify(document) }
  const made = {
    client: { clientId, clientSecret: undefined, authentication: undefined, ...client },
    login: { redirectUri: own, listening: {} }, extensions: [], secrets: new Secrets(), strict: false, now: () => 0,
    elapsed: () => 0,
    observers: [(event: { type: string, code?: string }) => {
      if (event.type === 'finding') codes.push(event.code ?? '')
    }],
    send: async (request: WireRequest) => {
      asked.push(request)
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '', ...answer }
    },
  } as unknown as Walk
  return { made, asked, codes }
}

const server = (members: Json = { client_id_metadata_document_supported: true }) =>
  ({ issuer: 'https://op.example', ...members }) as AuthorizationServer
const codeOf = async (work: Promise<unknown>) =>
  work.then(() => 'accepted', (error: unknown) => error instanceof Failure ? error.code : String(error))

describe('a client whose id is an address', () => {
  test('is taken after its document was fetched and checked', async () => {
    const { made, asked, codes } = walkWith(good)
    expect(await settleByDocument(made, server())).toMatchObject({ clientId, authentication: 'none' })
    expect(asked.map(({ method, url, purpose }) => [method, url, purpose])).toEqual([
      ['GET', clientId, 'client-document'],
    ])
    expect(codes).toEqual([])
  })

  test('proves itself by its key where the document says so', async () => {
    const { made } = walkWith({
      ...good, token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://me.example/jwks',
    })
    expect(await settleByDocument(made, server())).toMatchObject({ authentication: 'private_key_jwt' })
  })

  test('may have another port in its document, and that some servers compare it is told', async () => {
    const { made, codes } = walkWith(good, {}, 'http://127.0.0.1:9999/callback')
    await settleByDocument(made, server())
    expect(codes).toEqual(['client-document-port'])
  })

  test('is told that its document is long', async () => {
    const { made, codes } = walkWith({ ...good, padding: 'x'.repeat(5200) })
    await settleByDocument(made, server())
    expect(codes).toEqual(['client-document-large'])
  })

  test.each<[string, Json | Partial<WireResponse>, string]>([
    ['names another client', { ...good, client_id: `${clientId}/` }, 'client-document-id'],
    ['has no name', { ...good, client_name: ' ' }, 'client-document-name'],
    ['lacks the redirect URI', { ...good, redirect_uris: ['http://127.0.0.1:8765/other'] }, 'client-document-redirect'],
    ['has no list of them', { ...good, redirect_uris: redirectUri }, 'client-document-redirect'],
    ['holds a secret', { ...good, client_secret: 'x' }, 'client-document-secret'],
    ['wants a secret', { ...good, token_endpoint_auth_method: 'client_secret_basic' }, 'client-document-method'],
    [
      'wants a key and has none', { ...good, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [] } },
      'client-document-method',
    ],
    ['is not there', { status: 404 }, 'client-document-refused'],
    ['is elsewhere', { status: 302, headers: { location: 'https://me.example/other' } }, 'redirect-refused'],
    ['is no JSON', { status: 200, body: '<html>' }, 'unreadable-answer'],
  ])('is refused where the document %s', async (_, document, code) => {
    expect(await codeOf(settleByDocument(walkWith(document).made, server()))).toBe(code)
  })

  test.each([
    'https://me.example', 'https://me.example/', 'https://user@me.example/c', 'https://me.example/a/../c',
    'https://me.example/%2e%2e/c', 'https://me.example/c#x',
    'http://me.example/c',
  ])('can’t be %s', (address) => {
    expect(checkDocumentAddress(address)).toMatchObject({ name: 'client-document-address', ok: false })
  })

  test('is refused by its address before it is fetched', async () => {
    const { made, asked } = walkWith(good, { clientId: 'https://me.example/' })
    expect([await codeOf(settleByDocument(made, server())), asked]).toEqual(['client-document-address', []])
  })

  test('must publish the key that it has', () => {
    const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }
    const judge = (keys: Json[]) => checkClientDocument(
      { ...good, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys } },
      { clientId, redirectUri, keys: [key] },
    ).at(-1)?.ok
    expect([judge([{ ...key, kid: 'any' }]), judge([{ ...key, x: 'other' }])]).toEqual([true, false])
  })

  test('is as good as registered by hand where it has a secret, or the user says how it authenticates', async () => {
    for (const client of [
      { authentication: 'none' as const }, { clientSecret: new Secrets().keep('client_secret', 'a-secret-of-its-own') },
    ]) {
      const { made, asked } = walkWith(good, client)
      expect([await codeOf(settleByDocument(made, server({}))), asked]).toEqual(['accepted', []])
    }
  })

  test('is told before the browser that the provider takes none, with the ways to go on', async () => {
    const { stub } = await openRegisteringStub()
    const ended = await walk(
      [stub.issuer, '--client-id', clientId, '--port', '0', '--json'], { home: freshHome() }, {}, startInside,
    )
    const { error } = documentOf(ended) as { error: Json }
    expect([ended.status, stub.counts.authorize]).toEqual([2, 0])
    expect(error).toMatchObject({
      code: 'client-document-unsupported',
      hint: expect.stringMatching(/login \S+ --port 0 --no-open --register$/m) as string,
    })
  })
})

describe('client document', () => {
  test('prints what passes these checks, with the key where one is named', async () => {
    const home = freshHome()
    const print = async (...words: string[]) => startInside(['client', 'document', ...words], { home }).ended
    const plain = documentOf(await print('--client-id', clientId, '--client-name', 'Mine'))
    expect(plain).toEqual({
      client_id: clientId, client_name: 'Mine', redirect_uris: [redirectUri, 'http://localhost:8765/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'], token_endpoint_auth_method: 'none',
    })
    expect(checkClientDocument(plain, { clientId, redirectUri, keys: [] }).every(({ ok }) => ok)).toBe(true)
    await startInside(['key', 'create', 'mine'], { home }).ended
    const keyed = documentOf(await print('--client-id', clientId, '--client-key', 'mine'))
    expect(keyed).toMatchObject({
      token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ kty: 'EC', use: 'sig', alg: 'ES256' }] },
    })
    expect(JSON.stringify(keyed)).not.toContain('"d"')
    expect(checkClientDocument(keyed, { clientId, redirectUri, keys: [] }).every(({ ok }) => ok)).toBe(true)
  })

  test('is refused an address that can’t be one', async () => {
    const ended = await startInside(
      ['client', 'document', '--client-id', 'https://me.example', '--json'], { home: freshHome() },
    ).ended
    expect([ended.status, (documentOf(ended) as { error: Json }).error['code']]).toEqual([2, 'setting-invalid'])
  })
})
