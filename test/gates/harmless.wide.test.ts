import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startInside } from '../support/inside.ts'
import { freshHome } from '../support/cli.ts'
import { claims, goodHandlers, idToken, metadataOf, tokens, without } from '../support/stub-answers.ts'
import { startStub, type Handler, type Handlers, type Said, type Stub } from '../support/stub-provider.ts'
import { documentOf, walk, type Json } from '../support/walks.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())
beforeEach(() => stub.reset())

type Sent = Exclude<Said, string>

/** Logs in at the stub with these exceptions, and gives what the program printed. */
async function signIn(
  status: number, handlers: Partial<Handlers>, words: string[] = [], issuer = stub.issuer,
): Promise<{ document: Json, findings: unknown[], stderr: string }> {
  stub.reset(handlers)
  const ended = await walk([issuer, '--client-id', stub.client.client_id, '--port', '0', '--json', ...words], {
    home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  }, {}, startInside)
  expect(ended.status, ended.stderr).toBe(status)
  const document = documentOf(ended)
  return { document, findings: ((document['findings'] ?? []) as Json[]).map(({ code }) => code), stderr: ended.stderr }
}

const good = async (asked: Parameters<Handler>[0]): Promise<Json> =>
  (await goodHandlers.token(asked, stub) as Sent).body as Json
const token = (say: (body: Json) => Sent): Partial<Handlers> => ({ token: async asked => say(await good(asked)) })
const errorOf = (document: Json) => document['error'] as Json

describe('harmless: a deviation of the token answer passes with a finding', () => {
  test('201, token_type null and content-encoding utf-8, all at once; and a refresh with 201', async () => {
    const odd = token(body => ({
      status: 201, headers: { 'content-encoding': 'utf-8', 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, token_type: null }),
    }))
    const { document, findings } = await signIn(0, odd)
    expect(findings).toEqual(['content-encoding', 'status-of-tokens', 'token-type-missing'])
    expect(document).toMatchObject({ userinfo: claims, token_type: 'Bearer' })
  })

  test('tokens of 16,000 characters in a raw deflate stream', async () => {
    const long = 'a'.repeat(16_000)
    const { findings } = await signIn(0, {
      ...token(body => ({
        headers: { 'content-encoding': 'deflate', 'content-type': 'application/json' },
        body: deflateRawSync(JSON.stringify({ ...without(body, 'id_token'), refresh_token: long })),
      })),
    }, ['--scope', 'profile'])
    expect(findings).toEqual(expect.arrayContaining(['content-encoding']))
  })

  test.each<[string, Partial<Handlers>]>([
    ['status 206', token(body => ({ status: 206, body }))],
    [
      'content-encoding none',
      token(body => ({
        headers: { 'content-encoding': 'none', 'content-type': 'application/json' }, body: JSON.stringify(body),
      })),
    ],
    [
      'metadata at the second address',
      { discovery: () => ({ status: 403 }), metadata: (_, provider) => ({ body: metadataOf(provider) }) },
    ],
  ])('--strict refuses %s', async (_what, handlers) => {
    expect(errorOf((await signIn(4, handlers, ['--strict'])).document)).toMatchObject({ code: 'deviation' })
  })

  test.each<[string, Sent, RegExp]>([
    ['an empty body', { body: '' }, /an empty body/], ['a list', { body: ['x'] }, /JSON, but not an object: a list/],
    ['a text', { body: '"x"' }, /not an object: a text/],
    ['204', { status: 204 }, /status 204/], ['201 without tokens', { status: 201, body: { made: true } }, /status 201/],
    [
      'another charset', { headers: { 'content-type': 'application/json; charset=x-unknown' }, body: '\ufffd' },
      /charset that can’t be read \(x-unknown\)/,
    ],
    ['no JSON', { body: 'hello' }, /something that is not JSON/],
  ])('what is no use says why: %s', async (_what, said, sentence) => {
    const { document } = await signIn(3, { token: () => said })
    expect(errorOf(document)).toMatchObject({
      code: 'unreadable-answer', message: expect.stringMatching(sentence) as unknown,
    })
  })
})

describe('harmless: metadata is found wherever a standard says', () => {
  test.each<[string, Sent, string[]]>([
    ['forbidden', { status: 403, body: { kind: 'Status', message: 'forbidden', code: 403 } }, ['discovery-fallback']],
    ['gone', { status: 410 }, ['discovery-fallback']],
    ['a web page', { body: '<title>My App</title>' }, ['discovery-fallback']],
    ['a redirect', { status: 302, headers: { location: 'https://op.example/' } }, ['discovery-fallback']],
    ['a failure', { status: 500 }, ['discovery-fallback']], ['nothing', { status: 404 }, []],
  ])('the first address has: %s', async (_what, first, expected) => {
    const { findings } = await signIn(0, {
      discovery: () => first, metadata: (_, provider) => ({ body: metadataOf(provider) }),
    })
    expect(findings).toEqual(expected)
  })

  test('OpenID’s document before the path is the third, and all that was tried is told', async () => {
    const issuer = `${stub.issuer}/tenant/one`
    const third: Handler = ({ url }, provider) =>
      url.pathname === '/.well-known/openid-configuration/tenant/one'
        ? { body: { ...metadataOf(provider), issuer } }
        : { status: 404 }
    const handlers = {
      elsewhere: third, token: idToken(body => ({ ...body, iss: issuer })), authorize: withIssuer(issuer),
    }
    expect((await signIn(0, handlers, [], issuer)).findings).toEqual([])
    const { document } = await signIn(
      3,
      {
        elsewhere: ({ url }) =>
          url.pathname.includes('oauth-authorization-server')
            ? { status: 401, body: { message: 'who are you?' } }
            : { status: 404 },
      },
      [], issuer,
    )
    expect(errorOf(document)).toMatchObject({
      code: 'discovery-refused', provider: { error_description: 'who are you?', status: 401 },
    })
    expect(String(errorOf(document)['cause'])).toMatch(
      /openid-configuration \(404\).*oauth-authorization-server\/tenant\/one \(401\).*openid-configuration\/tenant\/one \(404\)/,
    )
  })

  test('a wrong issuer is no reason to ask elsewhere', async () => {
    const { document } = await signIn(4, {
      discovery: (_, provider) => ({ body: { ...metadataOf(provider), issuer: 'https://attacker.example' } }),
    })
    expect([errorOf(document)['code'], stub.counts.metadata]).toEqual(['issuer-identical', 0])
  })
})

/** The stub's own answer at the redirect URI, with the issuer that its metadata names. */
function withIssuer(issuer: string): Handler {
  return async (asked, provider) => {
    const { headers } = await goodHandlers.authorize(asked, provider) as { headers: { location: string } }
    return {
      status: 302, headers: { location: headers.location.replace(/iss=[^&]*/, `iss=${encodeURIComponent(issuer)}`) },
    }
  }
}

describe('harmless: who signed in, and how that is known', () => {
  const publishing = (change: (metadata: Json) => Json): Partial<Handlers> =>
    ({ discovery: (_, provider) => ({ body: change(metadataOf(provider)) }) })
  const scopeAsked = () => stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.url.searchParams.get('scope')

  const withoutIdToken = tokens(body => without(without(body, 'id_token'), 'scope'))

  test.each([['HS256'], ['ES256K'], []])('algorithms that we don’t take (%s) are told before the browser opens', async (
    ...algorithms
  ) => {
    const only = publishing(metadata => ({ ...metadata, id_token_signing_alg_values_supported: algorithms }))
    const { document } = await signIn(4, only, ['--scope', 'openid'])
    expect(errorOf(document)).toMatchObject({
      code: 'id-token-algorithm', step: 'start', came: algorithms.join(' ') || 'none',
    })
    expect(stub.counts.authorize).toBe(0)
    const asked = await signIn(0, {
      ...only, token: tokens(body => without(body, 'id_token')), userinfo: () => ({ body: { city: 'Turin' } }),
    })
    expect(asked.findings).toContain('openid-not-asked')
    expect(asked.document).toMatchObject({ subject: null })
    expect(asked.stderr).toContain('The client has its tokens')
    expect(asked.stderr).toContain('No ID token proves who signed in.')
    expect(asked.stderr).not.toContain('Signed in')
  })

  test.each<[string, (metadata: Json) => Json, string]>([
    ['no keys', metadata => without(metadata, 'jwks_uri'), 'names no jwks_uri'],
    ['scopes without openid', metadata => ({ ...metadata, scopes_supported: ['email'] }), 'openid is not among them'],
    ['no algorithm', metadata => ({ ...metadata, id_token_signing_alg_values_supported: [] }), 'names no algorithm'],
  ])('a provider of OpenID whose metadata has %s is not asked for openid, and that is told', async (_, change, said) => {
    const { findings, stderr } = await signIn(0, { ...publishing(change), token: withoutIdToken })
    expect([scopeAsked()?.includes('openid') ?? false, findings]).toEqual([
      false, expect.arrayContaining(['openid-not-asked']),
    ])
    expect(stderr).toContain(said)
    expect(stderr.replace(/\s+/g, ' ')).toContain(`No ID token proves who signed in; the userinfo names ${claims.sub}.`)
    expect(stderr).not.toContain('Signed in')
  })

  test.each([
    ['en', 'No ID token proves who signed in; the userinfo names', 'Signed in as'],
    ['zh', '没有 ID 令牌可以证明是谁登录的；userinfo 给出的用户是', '登录用户：'],
  ])('its page, and the walk told again, claim no more (%s)', async (lang, said, tooMuch) => {
    const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
    const [page, saved] = [join(folder, 'walk.html'), join(folder, 'walk.json')]
    await signIn(0, { ...publishing(metadata => without(metadata, 'jwks_uri')), token: withoutIdToken }, [
      '--html', page, '--save', saved, '--lang', lang,
    ])
    const retold = await startInside(['report', saved, '--lang', lang], { home: freshHome() }).ended
    for (const told of [readFileSync(page, 'utf8'), retold.stdout.replace(/\s+/g, ' ')]) {
      expect(told).toContain(said)
      expect(told).not.toContain(tooMuch)
    }
    rmSync(folder, { recursive: true })
  })

  test('metadata that says nothing of OpenID is asked for no openid; --scope "" asks for nothing', async () => {
    const plain = publishing(({ issuer, authorization_endpoint, token_endpoint, jwks_uri }) => ({
      issuer, authorization_endpoint, token_endpoint, jwks_uri, response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    }))
    await signIn(0, { ...plain, token: withoutIdToken })
    expect(scopeAsked()).toBeNull()
    await signIn(0, { token: withoutIdToken }, ['--scope', ''])
    expect(scopeAsked()).toBeNull()
  })

  test('an ID token without the nonce has its own cause, and --no-nonce is the way out where PKCE is on', async () => {
    const forgetful = { token: idToken(body => without(body, 'nonce')) }
    const { document } = await signIn(4, forgetful)
    expect(errorOf(document)).toMatchObject({
      code: 'id-token-nonce', hint: expect.stringContaining('--no-nonce') as unknown,
    })
    const { document: signedIn, findings } = await signIn(0, forgetful, ['--no-nonce'])
    expect([findings, signedIn['subject']]).toEqual([['nonce-off'], claims.sub])
    expect(errorOf((await signIn(2, forgetful, ['--no-nonce', '--no-pkce'])).document)).toMatchObject({
      code: 'setting-invalid', step: 'start',
    })
  })

  test('a number where a text is wanted', async () => {
    const { document } = await signIn(4, { token: tokens(body => ({ ...body, access_token: 123 })) })
    expect(errorOf(document)).toMatchObject({
      code: 'access-token-characters', came: 'access_token is a number, not a text',
    })
  })
})
