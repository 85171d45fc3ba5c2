import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startInside } from '../support/inside.ts'
import { freshHome } from '../support/cli.ts'
import { claims, goodHandlers, idToken, metadataOf, tokens, tokensSignedBy, without } from '../support/stub-answers.ts'
import { startStub, type Handler, type Handlers, type Stub } from '../support/stub-provider.ts'
import { documentOf, storedSessions, walk, type Json, type Walked } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())
beforeEach(() => stub.reset())

async function signIn(
  home: string, words: string[] = [],
): Promise<{ ended: Walked, document: Json, findings: unknown[] }> {
  const ended = await walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--json', ...words], {
    home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  }, {}, startInside)
  expect(ended.status, ended.stderr).toBe(0)
  const document = documentOf(ended)
  return { ended, document, findings: (document['findings'] as Json[]).map(({ code }) => code) }
}

interface Tolerated { name: string, handlers: Partial<Handlers>, findings: string[], words?: string[], document?: Json }

const now = () => Math.floor(Date.now() / 1000)
const by = (token: Handler) => ({ handlers: { token } })
const publishing = (change: Json) => ({
  handlers: { discovery: (_: unknown, provider: Stub) => ({ body: { ...metadataOf(provider), ...change } }) },
})
const unusable = { findings: ['expires-in-unusable'], document: { expires_at: null } }

/** The good token response, sent in another way. */
function sending(
  send: (body: Json) => { headers?: Record<string, string>, body: unknown },
): { handlers: { token: Handler } } {
  return by(async (asked, provider) => {
    const { body } = await goodHandlers.token(asked, provider) as { body: Json }
    return send(body)
  })
}

const odd = { 'content-type': 'Application/JSON ; charset=UTF-8', 'x-greeting': Buffer.from('你好').toString('latin1') }
const rows: Tolerated[] = [
  {
    name:
      'a byte order mark, a header in UTF-8, odd capitals and spaces in the content type, and token_type in lower case', findings: [],
    ...sending(body => ({ headers: odd, body: `\uFEFF${JSON.stringify({ ...body, token_type: 'bearer' })}` })),
  },
  {
    name: 'no token_type', findings: ['token-type-missing'], document: { token_type: 'Bearer' },
    ...by(tokens(good => without(good, 'token_type'))),
  },
  {
    name: 'D44: JSON that is labelled as a web page', findings: ['content-type'],
    ...sending(body => ({ headers: { 'content-type': 'text/html' }, body: JSON.stringify(body) })),
  },
  {
    name: 'D44: a form instead of JSON', findings: ['form-encoded-answer', 'expires-in-string'],
    ...sending(body => ({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(body as Record<string, string>).toString(),
    })),
  },
  {
    name: 'expires_in as a string', findings: ['expires-in-string'],
    ...by(tokens(good => ({ ...good, expires_in: '3600' }))),
  },
  { name: 'D46: expires_in as nonsense', ...unusable, ...by(tokens(good => ({ ...good, expires_in: '3600abc' }))) },
  { name: 'D46: expires_in below zero', ...unusable, ...by(tokens(good => ({ ...good, expires_in: -1 }))) },
  { name: 'D46: expires_in beyond all time', ...unusable, ...by(tokens(good => ({ ...good, expires_in: 1e308 }))) },
  { name: 'expires_in null', ...unusable, ...by(tokens(good => ({ ...good, expires_in: null }))) },
  {
    name: 'no expires_in, no refresh token, and no scope: what was asked is granted', findings: [],
    document: { expires_at: null, refreshable: false, scope: ['openid', 'profile', 'email'] },
    ...by(tokens(good => without(without(without(good, 'expires_in'), 'refresh_token'), 'scope'))),
  },
  {
    name: 'an empty refresh token', findings: [], document: { refreshable: false },
    ...by(tokens(good => ({ ...good, refresh_token: '' }))),
  },
  {
    name: 'scope as a list', findings: ['scope-format'], document: { scope: ['openid', 'profile', 'email'] },
    ...by(tokens(good => ({ ...good, scope: ['openid', 'profile', 'email'] }))),
  },
  {
    name: 'D47: less than was asked', findings: ['scope-narrower'], document: { scope: ['openid'] },
    ...by(tokens(good => ({ ...good, scope: 'openid' }))),
  },
  {
    name: 'D47: more than was asked', findings: ['scope-wider'], words: ['--scope', 'openid'],
    ...by(tokens(good => ({ ...good, scope: 'openid admin' }))),
  },
  {
    name: 'an ID token that nobody asked for', findings: ['id-token-unused', 'scope-wider'],
    words: ['--scope', 'profile email'], document: { subject: null }, ...by(tokens(good => good)),
  },
  {
    name: 'H32: an ID token without a key id, where one key fits, without at_hash, for two audiences of which we are the authorized party, and expired 20 s ago',
    findings: [], ...by(tokensSignedBy((provider, good) => provider.keys.sign(
      { ...without(good, 'at_hash'), aud: [String(good.aud), 'api'], azp: String(good.aud), exp: now() - 20 },
      { kid: undefined },
    ))),
  },
  {
    name: 'an ID token of a clock that is 40 s fast', findings: [],
    ...by(idToken(good => ({ ...good, iat: now() + 40 }))),
  },
  {
    name: 'H74: an ID token that calls itself an access token', findings: ['id-token-other-type'],
    ...by(tokensSignedBy((provider, good) => provider.keys.sign(good, { typ: 'application/AT+JWT' }))),
  },
  {
    name: 'a type that names no other kind', findings: [],
    ...by(tokensSignedBy((provider, good) => provider.keys.sign(good, { typ: 'ID' }))),
  },
  {
    name: 'H74: an ID token with the events of a logout token', findings: ['id-token-with-events'],
    ...by(idToken(good => ({ ...good, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }))),
  },
  {
    name: 'H78: an ID token for a hundred years', findings: ['id-token-long-lived'],
    ...by(idToken(good => ({ ...good, exp: now() + 100 * 365 * 24 * 3600 }))),
  },
  {
    name: 'H78: an ID token that ends beyond every calendar', findings: ['id-token-long-lived'],
    ...by(idToken(good => ({ ...good, exp: 1e300 }))),
  },
  {
    name: 'D09: PKCE that is not advertised', findings: ['pkce-not-advertised'],
    ...publishing({ code_challenge_methods_supported: ['plain'] }),
  },
  {
    name: 'metadata members of the wrong type', findings: ['metadata-unusable', 'pkce-not-advertised'],
    ...publishing({
      code_challenge_methods_supported: 5, scopes_supported: {}, token_endpoint_auth_methods_supported: true,
      grant_types_supported: null, id_token_signing_alg_values_supported: ['ES256', 5, null],
    }),
  },
  {
    name: 'D63: a challenge in a good userinfo answer; metadata members of strange names, and unknown parameters in the callback',
    findings: [], handlers: {
      ...publishing(JSON.parse('{"__proto__":{"polluted":1},"constructor":1,"toString":2}') as Json).handlers,
      userinfo: () => ({ headers: { 'www-authenticate': 'Bearer realm="x"' }, body: claims }),
      authorize: async (asked, provider) => {
        const { headers } = await goodHandlers.authorize(asked, provider) as { headers: { location: string } }
        return {
          status: 302, headers: { location: `${headers.location}&session_state=a.b&authuser=0&hd=x&scope=openid` },
        }
      },
    },
  },
]

describe('what is harmless is tolerated, and told', () => {
  test.each(sampled(rows, 2))('$name', async ({ handlers, findings: expected, words = [], document: part = {} }) => {
    stub.reset(handlers)
    const home = freshHome()
    const { document, findings, ended } = await signIn(home, words)
    expect(findings).toEqual(expected)
    expect(document).toMatchObject({ ok: true, userinfo: claims, ...part })
    expect(storedSessions(home)).toMatchObject([{ session: { access_token: stub.secrets.get('access_token') } }])
    for (const { message } of document['findings'] as { message: string }[]) expect(ended.stderr).toContain(message)
  })
})

test('an ID token that was not asked for is not kept', async () => {
  const home = freshHome()
  await signIn(home, ['--scope', 'profile'])
  expect(storedSessions(home)[0]?.session).not.toHaveProperty('id_token')
  expect(stub.counts.jwks).toBe(0)
})

test('D58: keys that were rotated between two walks are fetched again', async () => {
  const home = freshHome()
  await signIn(home)
  const next = await startStub()
  await next.close()
  stub.reset({ jwks: () => ({ body: next.keys.jwks }), token: tokensSignedBy((_, good) => next.keys.sign(good)) })
  await signIn(home)
  expect(stub.counts.jwks).toBe(1)
})

test('D16: a pushed request leaves the browser nothing but a reference', async () => {
  stub.reset(
    publishing({
      require_pushed_authorization_requests: true, pushed_authorization_request_endpoint: `${stub.issuer}/push`,
    }).handlers,
  )
  const { ended } = await signIn(freshHome())
  const asked = stub.asked.find(({ endpoint }) => endpoint === 'authorize')
  expect([...asked?.parameters.keys() ?? []]).toEqual(['client_id', 'request_uri'])
  const pushed = stub.asked.find(({ endpoint }) => endpoint === 'push')
  expect([...pushed?.parameters.keys() ?? []])
    .toEqual(expect.arrayContaining(['redirect_uri', 'state', 'nonce', 'code_challenge', 'response_type']))
  expect(ended.stderr).not.toContain(pushed?.parameters.get('state'))
})
