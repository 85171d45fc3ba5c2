import { describe, expect, test } from 'vitest'
import { chooseLogin } from '../../src/cli/explain/choose.ts'
import { readRecord } from '../../src/explain/readings/index.ts'
import { loginsIn } from '../../src/explain/story/logins.ts'
import { tellLogin } from '../../src/explain/story/tell.ts'
import { asked, brought, page, provider, readingsOf, recordOf, redeemed, tokens, type Entry } from './recording.ts'

const { id_token: _idToken, ...withoutIdToken } = tokens
const login = [asked(), brought(), redeemed()]

test('a login in which nothing is wrong is told nothing', async () => {
  expect(await readingsOf(login)).toEqual([])
})

describe('a request of a script to which the browser shows no answer', () => {
  const hidden = (failure: string, own: Partial<Entry> = {}) =>
    readingsOf([asked(), brought(), { ...redeemed({ failure }), headers: { referer: `${page}/` }, ...own }])
  test('is hidden by CORS where Chromium says nothing else', async () =>
    expect(await hidden('net::ERR_FAILED')).toEqual(['broken:answer-hidden']))
  test('is blocked by an extension', async () =>
    expect(await hidden('net::ERR_BLOCKED_BY_CLIENT')).toEqual(['broken:answer-blocked']))
  test('has no trust in a certificate', async () =>
    expect(await hidden('net::ERR_CERT_AUTHORITY_INVALID')).toEqual(['broken:answer-untrusted']))
  test('finds no server', async () =>
    expect(await hidden('net::ERR_CONNECTION_REFUSED')).toEqual(['broken:answer-none']))
  test('is no fault where the page was left', async () => expect(await hidden('net::ERR_ABORTED')).toEqual([]))
  test('is not hidden from a page of the same origin', async () => {
    expect(await hidden('net::ERR_FAILED', { headers: { referer: `${provider}/app` } })).toEqual([])
  })
})

describe('a request for a code without PKCE', () => {
  const without = { code_challenge: undefined, code_challenge_method: undefined }
  const read = (form: Readonly<Record<string, string | undefined>>, own: Partial<Entry> = {}) =>
    readingsOf([asked(without), brought(), redeemed(own, { code_verifier: undefined, ...form })])
  test('is open to anybody where the code alone brought tokens', async () =>
    expect((await read({}))[0]).toBe('weak:no-pkce-public'))
  test('is a note where the client proves itself', async () => {
    const headers = {
      authorization: 'Basic YXBwOmZha2Utc2VjcmV0LW9mLWFwcA==', 'content-type': 'application/x-www-form-urlencoded',
    }
    expect(await read({ client_id: undefined }, { headers })).toEqual(['note:no-pkce'])
  })
  test('is a note where the client is not named: an export may lack its Authorization', async () => {
    expect(await read({ client_id: undefined })).toEqual(['note:no-pkce'])
  })
  test('is a note where the exchange is not in the recording', async () =>
    expect(await readingsOf([asked(without), brought()])).toEqual(['note:no-pkce']))
  test('is heard before the nonce', async () => {
    expect(await readingsOf([asked({ ...without, nonce: undefined }), brought()])).toEqual([
      'weak:no-pkce', 'note:nonce-absent',
    ])
  })
  test('is weak where no nonce stands in for it and the code was taken, and a note of the request alone', async () => {
    const plain = { ...without, nonce: undefined, scope: 'orders' }
    expect(await readingsOf([asked(plain), brought()])).toEqual(['weak:no-pkce'])
    expect(await readingsOf([asked({ ...plain, nonce: 'n-0S6_WzA2Mj8xKq' }), brought()])).toContain('weak:no-pkce')
    expect(await readingsOf([asked(plain)])).toEqual(['note:no-pkce'])
    expect(await readingsOf([asked(plain), brought({ error: 'access_denied' })])).toContain('note:no-pkce')
  })
})

describe('a request without state', () => {
  const without = { state: undefined }
  const back: Entry = {
    url: `${page}/callback?code=Sk1kYpZ0a7Q2tU8v`, answer: { 'content-type': 'text/html' },
    body: '<!doctype html><p>App</p>',
  }
  const metadata = (own: object): Entry => ({
    url: `${provider}/.well-known/openid-configuration`, body: {
      issuer: provider, authorization_endpoint: `${provider}/auth`, token_endpoint: `${provider}/token`,
      jwks_uri: `${provider}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'], ...own,
    },
  })
  test('is weak where its answer was taken, and nothing shows that PKCE is verified', async () => {
    expect(await readingsOf([asked(without), back, redeemed()])).toContain('weak:no-state-bound')
    expect(
      await readingsOf([metadata({ code_challenge_methods_supported: ['S256'] }), asked(without), back, redeemed()]),
    ).toContain('note:no-state-bound')
  })
  test('is a note by itself with PKCE, and weak without', async () => {
    expect(await readingsOf([asked(without)])).toEqual(['note:no-state-bound'])
    expect(
      (await readingsOf([
        asked({ ...without, code_challenge: undefined, code_challenge_method: undefined, nonce: undefined }),
      ]))[0],
    ).toBe('weak:no-state')
  })
})

describe('a scope without openid', () => {
  test('is the fault where the provider refuses a nonce for it', async () => {
    const refusal = {
      error: 'invalid_request', error_description: 'openid scope must be requested when using the nonce parameter',
    }
    expect((await readingsOf([asked({ scope: 'profile' }), brought(refusal)]))[0]).toBe('broken:openid-absent')
  })
  test('is weak with a nonce that is ignored', async () => {
    expect(await readingsOf([
      asked({ scope: 'profile' }), brought(), redeemed({ body: { ...withoutIdToken, scope: 'profile' } }),
    ])).toEqual(['weak:openid-absent'])
  })
  test('is weak where a scope of OpenID Connect brings no ID token to a page, and nothing is done with what came', async () => {
    const profile = [
      asked({ scope: 'profile', nonce: undefined }), brought(),
      redeemed({ body: { ...withoutIdToken, scope: 'profile' } }),
    ]
    expect(await readingsOf(profile)).toEqual(['weak:openid-absent-profile'])
    const orders = {
      url: `${page}/orders`, headers: { authorization: `Bearer ${tokens.access_token}` }, body: { orders: [] },
    }
    expect(await readingsOf([...profile, orders])).toEqual(['note:openid-absent-profile'])
  })
  test('is a note where there may be one by default, and nothing where Apple gives an ID token anyway', async () => {
    expect(await readingsOf([asked({ scope: undefined })])).toEqual(['note:openid-absent'])
    expect(await readingsOf([
      {
        url: asked({ scope: 'name email', response_mode: 'form_post' }).url.replace(
          `${provider}/auth`, 'https://appleid.apple.com/auth/authorize',
        ),
      },
    ])).toEqual([])
  })
  test('is nothing with a scope of another kind', async () => {
    expect(await readingsOf([
      asked({ scope: 'orders', nonce: undefined }), brought(),
      redeemed({ body: { ...withoutIdToken, scope: 'orders' } }),
    ])).toEqual([])
  })
})

describe('a logout that the provider refuses', () => {
  const refused = (parameters: Readonly<Record<string, string>>, said: string) => readingsOf([
    ...login,
    {
      url: `${provider}/session/end?${new URLSearchParams(parameters).toString()}`, status: 400,
      answer: { 'content-type': 'text/html' }, body: `<!doctype html><h1>${said}</h1>`,
    },
  ])
  test('names the address that it does not take', async () => {
    expect(
      (await refused(
        { client_id: 'app', post_logout_redirect_uri: `${page}/goodbye` }, 'post_logout_redirect_uri not registered',
      ))[0],
    ).toBe('broken:logout-address-refused')
  })
  test('is told in its words otherwise', async () => {
    expect(
      (await refused({ client_id: 'app', post_logout_redirect_uri: `${page}/` }, 'unrecognized id_token_hint'))[0],
    ).toBe(
      'broken:logout-refused',
    )
  })
})

test('what shows in several messages is told once, with all of them', async () => {
  const twice = [
    asked({ nonce: undefined }), brought(), redeemed(), asked({ nonce: undefined, state: 'Zq8Lw3Vn5Rt7Yu9p' }),
  ]
  const readings = (await readRecord(recordOf(twice))).filter(({ name }) => name === 'nonce-absent')
  expect(readings.map(reading => reading.in.map(({ place }) => place))).toEqual([['entry 1', 'entry 4']])
})

describe('an address that the metadata in the same recording name', () => {
  const metadata = {
    url: `${provider}/.well-known/openid-configuration`,
    body: { issuer: provider, token_endpoint: `${provider}/token`, userinfo_endpoint: `${provider}/me` },
  }
  const me = { url: `${provider}/me`, headers: { authorization: 'Bearer mF_9.B5f-4.1JqM0' }, body: { sub: 'alice' } }
  const kindsOf = (entries: Entry[]) => recordOf(entries).seen.map(({ kind }) => kind)
  test('is what they call it', () => expect(kindsOf([metadata, me])).toEqual(['metadata-request', 'userinfo-request']))
  test('is what they call it with parameters too', () => {
    expect(kindsOf([metadata, { ...me, url: `${provider}/me?schema=openid` }])).toEqual([
      'metadata-request', 'userinfo-request',
    ])
  })
  test('is some resource without them', () => expect(kindsOf([me])).toEqual(['resource-request']))
  test('is some resource at another address', () => {
    expect(kindsOf([metadata, { ...me, url: `${page}/api/me` }])).toEqual(['metadata-request', 'resource-request'])
  })
})

describe('a sign-in that is begun while another is under way', () => {
  const second = asked({
    state: 'Zq8Lw3Vn5Rt7Yu9p', nonce: 'n-8Gd3Kf5Hs7Lp', code_challenge: 'dmVyaWZpZXItb2YtdGhlLW90aGVyLXRhYi1vbmUtMTI',
  })
  test('is a note where a page shows itself at the callback and redeems nothing', async () => {
    expect(await readingsOf([asked(), second, brought()])).toContain('note:two-sign-ins-open')
  })
  test('is weak where that page is the one that the app shows elsewhere: it decides in the browser', async () => {
    const home = { ...brought(), url: `${page}/` }
    expect(await readingsOf([home, asked(), second, brought()])).toContain('weak:two-sign-ins-open')
    expect(await readingsOf([home, asked(), second, brought(), redeemed()])).not.toContain('weak:two-sign-ins-open')
  })
  test('is nothing where the code is redeemed', async () =>
    expect(await readingsOf([asked(), second, brought(), redeemed()])).not.toContain('note:two-sign-ins-open'))
  test('is nothing where a server goes on', async () => {
    expect(
      await readingsOf([asked(), second, { ...brought(), status: 302, answer: { location: `${page}/` } }]),
    ).not.toContain(
      'note:two-sign-ins-open',
    )
  })
})

test('a state that the client has encrypted is no token', async () => {
  const state = `${Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256CBC-HS512' }))
    .toString('base64url')}..aXYtb2YtaXQ.Y2lwaGVydGV4dA.dGFn`
  expect(await readingsOf([
    asked({ state }), { ...brought(), url: `${page}/callback?code=Sk1kYpZ0a7Q2tU8v&state=${state}` },
  ])).toEqual([])
})

describe('a login that asks for no code', () => {
  const request = asked({
    response_type: 'id_token', response_mode: 'form_post', code_challenge: undefined, code_challenge_method: undefined,
  })
  const answer = {
    method: 'POST', url: `${page}/callback`, form: { id_token: tokens.id_token, state: 'y1a8GX2mN0qT6r5w' },
    status: 302, answer: { location: `${page}/` },
  }
  const story = async () => {
    const record = recordOf([request, answer])
    const [login] = loginsIn(record)
    return tellLogin(login ?? expect.fail('there is no login'), record)
  }
  test('is not held to bring one', async () => {
    const { checks, end } = await story()
    expect(checks.filter(({ check }) => !check.ok)).toEqual([])
    expect(end.failure).toBeUndefined()
  })
  test('has no step 5, and that is said', async () => {
    const { events } = await story()
    expect(events).toContainEqual(expect.objectContaining({
      step: 'token', body: { type: 'finding', code: 'not-recorded', details: { what: 'token-request-unasked' } },
    }))
  })
})

describe('a recording with several logins', () => {
  const first = asked({
    state: 'Zq8Lw3Vn5Rt7Yu9p', nonce: 'n-8Gd3Kf5Hs7Lp', code_challenge: 'dmVyaWZpZXItb2YtdGhlLW90aGVyLXRhYi1vbmUtMTI',
  })
  test('is told by the one that went on, where the first was given up', () => {
    expect(chooseLogin(recordOf([first, asked(), brought(), redeemed()]), undefined).place).toBe(1)
  })
  test('keeps with one what belongs to none', () => {
    const home = { url: `${page}/`, answer: { 'set-cookie': 'oauth_state=1; SameSite=Strict' } }
    const { record } = chooseLogin(recordOf([home, first, asked(), brought(), redeemed()]), '2')
    expect(record.seen.map(({ place }) => place)).toEqual(['entry 1', 'entry 3', 'entry 4', 'entry 5'])
  })
})
