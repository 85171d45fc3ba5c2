import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  buildAuthorizationUrl, computeCodeChallenge, listParameters, type AuthorizationRequest,
} from '../../src/protocol/authorization-request.ts'

const request: AuthorizationRequest = {
  clientId: 'the client', redirectUri: 'http://127.0.0.1:8765/callback', scope: ['openid', 'profile'],
  state: 'the-state', nonce: 'the-nonce',
  codeChallenge: 'the-challenge', responseMode: 'query', extra: [],
}

test('the challenge is that of RFC 7636, appendix B', async () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  expect(await computeCodeChallenge(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  expect(await computeCodeChallenge('x')).toBe(createHash('sha256').update('x').digest('base64url'))
})

describe('the list of parameters', () => {
  test('is in the order in which they are sent', () => {
    expect(listParameters({ ...request, extra: [['prompt', 'login']] })).toEqual([
      ['response_type', 'code'], ['client_id', 'the client'], ['redirect_uri', 'http://127.0.0.1:8765/callback'],
      ['scope', 'openid profile'],
      ['state', 'the-state'], ['nonce', 'the-nonce'], ['code_challenge', 'the-challenge'],
      ['code_challenge_method', 'S256'], ['prompt', 'login'],
    ])
  })

  test('leaves out what is not asked for', () => {
    const names = listParameters({ ...request, scope: [], nonce: undefined, codeChallenge: undefined }).map(([name]) =>
      name)
    expect(names).toEqual(['response_type', 'client_id', 'redirect_uri', 'state'])
  })

  test('names the response mode only where it is not the usual one', () => {
    expect(listParameters({ ...request, responseMode: 'form_post' })).toContainEqual(['response_mode', 'form_post'])
  })

  test.each([
    'response_type', 'client_id', 'redirect_uri', 'state', 'nonce', 'code_challenge', 'code_challenge_method',
    'response_mode',
    // A request object would replace them all (RFC 9101, section 6.3).
    'request', 'request_uri',
    // Secrets are no part of an address.
    'client_secret', 'code_verifier', 'CLIENT_SECRET', 'client_assertion', 'access_token', 'password',
  ])('does not let %s be set by hand', (name) => {
    expect(() => listParameters({ ...request, extra: [['prompt', 'login'], [name, 'x']] }))
      .toThrow(expect.objectContaining({ code: 'parameter-protected', details: { parameter: name } }))
  })
})

describe('the address', () => {
  const query = (endpoint: string, parameters: [string, string][]) => buildAuthorizationUrl(endpoint, parameters)

  test.each([
    {
      name: 'plain', endpoint: 'https://op.example/authorize', parameters: [['a', 'b']],
      url: 'https://op.example/authorize?a=b',
    },
    {
      name: 'its own query is kept', endpoint: 'https://op.example/a?p=B2C_1', parameters: [['a', 'b']],
      url: 'https://op.example/a?p=B2C_1&a=b',
    },
    {
      name: 'http on loopback', endpoint: 'http://127.0.0.1:8080/a', parameters: [['a', 'b']],
      url: 'http://127.0.0.1:8080/a?a=b',
    },
    { name: 'no path', endpoint: 'https://op.example', parameters: [['a', 'b']], url: 'https://op.example/?a=b' },
    {
      name: 'spaces and plus', endpoint: 'https://op.example/a', parameters: [['s', 'a b+c']],
      url: 'https://op.example/a?s=a%20b%2Bc',
    },
    {
      name: 'a name in another script', endpoint: 'https://例え.example/a', parameters: [['a', 'b']],
      url: 'https://xn--r8jz45g.example/a?a=b',
    },
    {
      name: 'what a shell could read', endpoint: 'https://op.example/$(calc)/`id`/a;b',
      parameters: [['s', '$(x)`y`\'z\'!*;&|<>"\\\n']],
      url: 'https://op.example/%24%28calc%29/%60id%60/a%3Bb?s=%24%28x%29%60y%60%27z%27%21%2A%3B%26%7C%3C%3E%22%5C%0A',
    },
  ] as { name: string, endpoint: string, parameters: [string, string][], url: string }[])('$name', (
    { endpoint, parameters, url },
  ) => {
    const built = query(endpoint, parameters)
    expect(built).toBe(url)
    expect(built.split('?')[1]).toMatch(/^[A-Za-z0-9\-._~%&=]*$/)
    const seen = new URL(built).searchParams
    for (const [name, value] of parameters) expect(seen.getAll(name)).toEqual([value])
  })

  test.each([
    'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', 'ms-msdt:/id', 'search-ms:query=x',
    'smb://host/share',
    '\\\\host\\share', '--flag', '/authorize', '', 'http://op.example/a', 'https://user@op.example/a',
    'https://user:pass@op.example/a',
    'https://op.example/a#fragment', 'https://op.example/a?state=mine', 'https://op.example/a?client_id=x',
  ])('refuses %s', (endpoint) => {
    expect(() => query(endpoint, [['client_id', 'c'], ['state', 's']]))
      .toThrow(expect.objectContaining({ code: 'endpoints-safe' }))
  })

  test('may be 8000 characters long, and not one more', () => {
    const long = (length: number) =>
      query('https://op.example/a', [['x', 'x'.repeat(length - 'https://op.example/a?x='.length)]])
    expect(long(8000)).toHaveLength(8000)
    expect(() => long(8001)).toThrow(expect.objectContaining({
      code: 'request-too-long', details: { length: 8001, most: 8000, parameter: 'x', characters: 7978 },
    }))
    expect(() => query(`https://op.example/${'x'.repeat(8000)}`, []))
      .toThrow(expect.objectContaining({ code: 'endpoints-safe' }))
  })
})
