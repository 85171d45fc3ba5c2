import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { maskEvent, maskFailure, maskForKeeping } from '../../src/secrets/mask.ts'
import { secretsOfAnswer, secretsOfRequest } from '../../src/secrets/brought.ts'
import { maskClaims } from '../../src/secrets/message.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import type { WalkEvent, WalkEventBody } from '../../src/walk/events.ts'
import type { Purpose } from '../../src/wire.ts'

const at = '2026-01-01T00:00:00.000Z'
const long = 'AbC/dEf+Gh'.repeat(40)

function shown(body: WalkEventBody, secrets = new Secrets(), names: Record<string, string> = {}): WalkEvent {
  return maskEvent(secrets, { ...body, at, step: 'token', n: 5 }, names)
}

/** What is shown of an answer's body, and of one header field. */
function answered(
  purpose: Purpose, body: string, headers: Record<string, string> = {}, names: Record<string, string> = {},
): string {
  const request = { purpose, method: 'POST', url: 'https://as.example/', headers: {} }
  return JSON.stringify(
    shown({ type: 'http', purpose, request, response: { status: 200, headers, body }, ms: 1 }, new Secrets(), names),
  )
}

describe('secrets by position: whatever the body is', () => {
  test.each<[name: string, purpose: Purpose, body: string]>([
    [
      'JSON as PHP and .NET write it, long', 'token',
      JSON.stringify({ access_token: long }).replaceAll('/', '\\/').replaceAll('+', '\\u002B'),
    ],
    ['JSONP', 'token', `callback( {"access_token":"${long}"} );`],
    ['a form', 'token', `scope=a&access_token=${encodeURIComponent(long)}&expires_in=1`],
    ['XML', 'token', `<xml><access_token>${long}</access_token></xml>`],
    ['XML with CDATA', 'token', `<xml><access_token><![CDATA[${long}]]></access_token></xml>`],
    ['an envelope', 'token', JSON.stringify({ code: 0, data: { user: { accessToken: long } } })],
    ['an envelope of one more encoding', 'token', JSON.stringify({ data: JSON.stringify({ app_access_token: long }) })],
    ['a list', 'userinfo', JSON.stringify({ tokens: ['a', long] })],
    ['a list of objects', 'userinfo', JSON.stringify({ tokens: [{ type: 'bearer', value: long }] })],
    ['a map', 'userinfo', JSON.stringify({ tokens: { github: long } })],
    [
      'a distributed claim', 'userinfo',
      JSON.stringify({ _claim_sources: { one: { endpoint: 'https://c.example/', access_token: long } } }),
    ],
    ['JSON that was cut off', 'token', `{"a":1,"access_token":"${long.slice(0, 300)}`],
    ['an attribute', 'token', `<token access_token="${long}"/>`],
    [
      'a private key among public ones', 'jwks',
      JSON.stringify({ keys: [{ kty: 'RSA', n: 'public-modulus', d: long }] }),
    ],
  ])('%s', (_name, purpose, body) => {
    const text = answered(purpose, body)
    expect(text).not.toContain(long.slice(0, 20))
    expect(text).not.toContain('AbC\\\\/dEf')
    expect(text).not.toContain(encodeURIComponent(long.slice(0, 20)))
    expect(text).toMatch(/<[\w-]+#[0-9a-f]{4}>/)
  })

  test('what stands beside a token stays, and so do claims that are called as a parameter is', () => {
    const body = JSON.stringify({
      sub: '1', state: 'Bayern', code: '81667', tokens: [{ type: 'bearer', scope: 'read', value: 'v1' }],
    })
    expect(answered('userinfo', body)).toContain(
      '\\"state\\":\\"Bayern\\",\\"code\\":\\"81667\\",\\"tokens\\":[{\\"type\\":\\"bearer\\",\\"scope\\":\\"read\\"',
    )
    expect(answered('discovery', '{"token_endpoint":"https://as.example/token"}')).toContain('as.example/token')
    expect(answered('token', '{"code":40029,"errmsg":"invalid code"}')).toContain('\\"code\\":40029')
  })

  test('header fields: credentials, cookies, and the addresses in others', () => {
    const headers = {
      'set-cookie': 'sid=1234', location: 'https://rp.example/cb?code=abc&x=1', authorization: 'Bearer abc',
      'x-auth-token': 'abcd', server: 'nginx',
    }
    const text = answered('token', '', headers)
    expect(text).not.toMatch(/sid=1234|code=abc|Bearer abc|"abcd"/)
    expect(text).toMatch(/cb\?code=<code#[0-9a-f]{4}>&x=1.*Bearer <access_token#[0-9a-f]{4}>.*nginx/)
  })

  test('the preset’s own names', () => {
    expect(answered('token', '{"js_ticket_x":"the-token-1"}', {}, { js_ticket_x: 'access_token' }))
      .toMatch(/js_ticket_x\\":\\"<access_token#[0-9a-f]{4}>/)
  })

  test('a short client secret is masked where it stands, and nowhere else', () => {
    const secrets = new Secrets()
    secrets.remember('client_secret', 'alice')
    const request = {
      purpose: 'token' as const, method: 'POST', url: 'https://as.example/token', headers: {},
      body: 'client_secret=alice&username=alice',
    }
    const event = shown(
      {
        type: 'http', purpose: 'token', request, response: { status: 200, headers: {}, body: '{"sub":"alice"}' }, ms: 1,
      },
      secrets,
    )
    expect(JSON.stringify(event))
      .toMatch(/client_secret=<client_secret#[0-9a-f]{4}>&username=alice.*\\"sub\\":\\"alice\\"/)
  })
})

describe('secrets are never our own words', () => {
  const words = [
    'callback', 'authorization_code', 'access_token', 'invalid_grant', 'token-response', 'authorization_server',
    'client-secret-of-alice',
  ]
  const secrets = new Secrets()
  words.forEach(word => secrets.remember('client_secret', word))

  test('an event says its type, step, names and codes', () => {
    const message = shown({
      type:
        'message', name: 'token-response', from: 'authorization_server', to: 'client', channel: 'back', status: 200,
      parameters: { access_token: 'x', expires_in: 1 },
    }, secrets)
    expect(message).toMatchObject({
      type: 'message', name: 'token-response', from: 'authorization_server', step: 'token',
    })
    expect(Object.keys((message as { parameters?: object }).parameters ?? {})).toEqual(['access_token', 'expires_in'])
    expect(shown({ type: 'callback-ignored', reason: 'callback', way: 'listener' }, secrets)).toMatchObject({
      reason: 'callback',
    })
    expect(shown(
      { type: 'walk-started', profile: 'client-secret-of-alice', target: 'callback', client_id: 'callback' }, secrets,
    ))
      .toMatchObject({ profile: 'client-secret-of-alice', target: 'callback', client_id: 'callback' })
  })

  test('the result says claims, scope and profile as they are, but for a long secret in a claim', () => {
    const claims = {
      sub: 'invalid_grant', name: 'callback',
      _claim_sources: { one: { endpoint: 'https://c.example/', access_token: 'abc' } },
      'https://x.example/': ['invalid_grant'],
    }
    const said = maskClaims(secrets, claims)
    expect(said).toEqual({
      ...claims,
      _claim_sources: {
        one: {
          endpoint: 'https://c.example/', access_token: expect.stringMatching(/^<access_token#[0-9a-f]{4}>$/) as string,
        },
      },
    })
    const failure = maskFailure(
      secrets, new Failure('profile-unknown', { profile: 'client-secret-of-alice', scope: ['callback'] }),
    )
    expect(failure.details).toEqual({ profile: 'client-secret-of-alice', scope: ['callback'] })
    expect(maskClaims(secrets, { sub: 'client-secret-of-alice' })).toEqual({
      sub: expect.stringMatching(/^<client_secret#[0-9a-f]{4}>$/) as string,
    })
  })
})

describe('secrets in echoes', () => {
  const secrets = new Secrets()
  secrets.remember('code', 'SplxlOBeZQQYbYS6WxSbIA')
  const said = (details: Record<string, unknown>) =>
    JSON.stringify(maskFailure(secrets, new Failure('token-refused', details)).details)

  test.each([
    [
      'a description',
      { provider: { error: 'invalid_grant', error_description: 'code SplxlOBeZQQYbYS6WxSbIA is not valid' } },
    ],
    ['an error code', { provider: { error: 'SplxlOBeZQQYbYS6WxSbIA' } }],
    ['a title', { title: 'SplxlOBeZQQYbYS6WxSbIA expired' }],
    [
      'base64 of more',
      { provider: { error_description: Buffer.from('x:SplxlOBeZQQYbYS6WxSbIA:y').toString('base64') } },
    ],
    [
      'a description that was cut within it',
      { provider: { error_description: `${'x'.repeat(985)} SplxlOBeZQQYbY`, left_out: 8 } },
    ],
    [
      'one that was cut within its base64',
      {
        provider: {
          error_description:
            `${'x '.repeat(100)}${Buffer.from('id:SplxlOBeZQQYbYS6WxSbIA').toString('base64').slice(0, 20)}`,
        },
      },
    ],
    ['the name of a member', { provider: { 'SplxlOBeZQQYbYS6WxSbIA is': 'unknown' } }],
  ])('%s is told without', (_name, details) => {
    expect(said(details)).not.toMatch(/SplxlO|U3BseGxP|NwbHhsT/)
  })

  test('the address that the browser opens stays, and is not kept', () => {
    const known = new Secrets()
    const event = shown(
      { type: 'authorization-url', url: 'https://as.example/authorize?client_id=c&state=abcdefgh12' }, known,
    )
    expect(event).toMatchObject({ url: 'https://as.example/authorize?client_id=c&state=abcdefgh12' })
    expect(maskForKeeping(known, event as Parameters<typeof maskForKeeping>[1])).toMatchObject({
      url: expect.stringMatching(/client_id=c&state=<state#[0-9a-f]{4}>$/) as string,
    })
  })
})

describe('what is remembered', () => {
  const request = (purpose: Purpose) => ({
    purpose, method: 'POST', url: 'https://as.example/x', headers: {}, body: 'code=the-code-1&scope=a',
  })
  const answer = (members: object) => ({ status: 200, headers: {}, body: JSON.stringify(members) })

  test('is ours, and what the token endpoint brings under a secret’s name', () => {
    expect(secretsOfRequest(request('token'), {})).toEqual([['code', 'the-code-1']])
    expect(
      secretsOfAnswer(request('token'), answer({ access_token: 't-1', scope: 'read write', code: 40029 }), {}),
    ).toEqual(
      [['access_token', 't-1']],
    )
  })

  test.each<Purpose>([
    'discovery', 'jwks', 'userinfo', 'resource', 'revocation',
  ])('is nothing that an answer of %s brings', (purpose) => {
    expect(
      secretsOfAnswer(request(purpose), answer({ access_token: 'administrator', tokens: ['Signed in as'] }), {}),
    ).toEqual(
      [],
    )
  })

  test('is bounded: neither many values of one answer nor a huge one make the search slow', () => {
    const secrets = new Secrets()
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, place) => [`a${place}_token`, `value-number-${place}.`]),
    )
    secrets.rememberAll(secretsOfAnswer(request('token'), answer(many), {}))
    expect(secrets.hide('value-number-10. value-number-4000.')).toMatch(/^<a10_token#[0-9a-f]{4}> value-number-4000\.$/)
  })
})

test.each([
  ['a password', 'https://user:canary-1@host.example/x', /^https:\/\/user:<password#[0-9a-f]{4}>@host\.example\/x$/],
  [
    'a long one', `https://user:${'canary-1'.repeat(100)}@host.example/x`,
    /^https:\/\/user:<password#[0-9a-f]{4}>@host\.example\/x$/,
  ],
  [
    'one with an @ and a colon in it', 'https://user:canary-1:canary-2@canary-3@host.example/x',
    /^https:\/\/user:<password#[0-9a-f]{4}>@host\.example\/x$/,
  ],
  [
    'a token in place of a user', 'https://canary-1@host.example/x',
    /^https:\/\/<userinfo#[0-9a-f]{4}>@host\.example\/x$/,
  ],
  ['nothing of the kind', 'https://host.example/x@y?a=b@c', /^https:\/\/host\.example\/x@y\?a=b@c$/],
])('before the host of an address stands %s', (_, location, expected) => {
  const { response } = shown({
    type: 'http', purpose: 'discovery',
    request: { purpose: 'discovery', method: 'GET', url: 'https://as.example/', headers: {} },
    response: { status: 302, headers: { location }, body: '' }, ms: 1,
  }) as Extract<WalkEvent, { type: 'http' }>
  expect(response.headers['location']).toMatch(expected)
})

test('a name that holds a secret has no part in the placeholder of its value', () => {
  for (const secret of [
    '5fa0c3d2e1b4a5968778695a4b3c2d1e', 'mcp-ACCESS-7f3kz9Qw2LxVb5Tq', 'AbCdEfGhIjKlMnOpQrStUvWxYz',
  ]) {
    const secrets = new Secrets()
    secrets.remember('access_token', secret)
    const claims = { [`${secret}_token`]: 'one', within: { [`of ${secret} password`]: 2 } }
    const event = shown({ type: 'resource-opened', shown: claims }, secrets)
    const said = `${JSON.stringify(maskClaims(secrets, claims))}${JSON.stringify(event)}${answered(
      'userinfo', JSON.stringify(claims),
    )}`.toLowerCase()
    const parts = said.match(/<[^>]+>/g) ?? []
    expect(parts.filter(part => !/^<(?:access_token|token|password|secret)#[0-9a-f]{4}>$/.test(part))).toEqual([])
    expect(parts.length).toBeGreaterThan(5)
  }
})
