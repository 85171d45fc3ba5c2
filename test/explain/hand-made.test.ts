import { describe, expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { jwt } from './samples.ts'

const now = 1_795_860_000
const json = JSON.stringify
const key = {
  kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
}
const idToken = (more: object = {}, header: object = {}) => jwt(
  {
    iss: 'https://id.example.com', sub: 'u1', aud: 'web', iat: now - 60, exp: now + 540, nonce: 'n-0S6_WzA2Mj8xKq',
    ...more,
  },
  header,
)
const logoutToken = jwt(
  {
    iss: 'https://id.example.com', sub: 'u1', aud: 'web', iat: now - 10, exp: now + 60, jti: '1',
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  },
  { typ: 'logout+jwt' },
)
/** The same with its issuer twice: `iss` stands before it, too. */
const twice = (token: string) => token.replace(/\.([\w-]+)\./, (_, claims: string) => {
  const text = Buffer.from(claims, 'base64url').toString().replace('{', '{"iss":"https://other.example",')
  return `.${Buffer.from(text).toString('base64url')}.`
})
const proof = (more: object = {}, header: object = {}) => jwt(
  { jti: '1', htm: 'GET', htu: 'https://api.example.com/x', iat: now - 1, ...more },
  { typ: 'dpop+jwt', alg: 'ES256', jwk: key, ...header },
)
const metadata = (more: object) => ({
  issuer: 'https://id.example.com', authorization_endpoint: 'https://id.example.com/a',
  token_endpoint: 'https://id.example.com/t', jwks_uri: 'https://id.example.com/jwks',
  response_types_supported: ['code'], subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'], ...more,
})
const answered = (address: string, body: string) =>
  `GET ${address} HTTP/1.1\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n${body}`

/** What comes first, and the input in which it is planted. */
const planted: readonly (readonly [first: string, input: string])[] = [
  [
    'hash-differs',
    `https://app.example.com/cb#code=SplxlOBeZQQYbYS6WxSbIA&state=kq8Jx0mW2pRz7Yt4&id_token=${idToken({
      c_hash: 'LDktKdoQak3Pk0cnXxCltA',
    })}`,
  ],
  [
    'access-token-as-id-token',
    json({
      access_token: 'abcdefghijklmnop', token_type: 'Bearer', expires_in: 300, id_token: idToken({}, { typ: 'at+jwt' }),
    }),
  ],
  ['time-not-number', idToken({ exp: '1795863600' })],
  ['claims-repeated', twice(idToken())],
  ['claims-repeated', twice(logoutToken)],
  [
    'claims-repeated',
    `https://app.example.com/cb?response=${twice(jwt({
      iss: 'https://id.example.com', aud: 'web', exp: now + 60, code: 'SplxlOBeZQQYbYS6WxSbIA', state: 'kq8Jx0mW2pRz7Yt4',
    }))}`,
  ],
  [
    'claims-repeated',
    `GET https://id.example.com/userinfo HTTP/1.1\nAuthorization: Bearer abcdefabcdef\n\nHTTP/1.1 200 OK\nContent-Type: application/jwt\n\n${twice(idToken())}`,
  ],
  [
    'members-repeated',
    '{"access_token":"abcdefghijklmnop","access_token":"qrstuvwxyzabcdef","token_type":"Bearer","expires_in":300}',
  ],
  ['members-repeated', json(metadata({})).replace('{', '{"issuer":"https://other.example",')],
  ['times-reversed', idToken({ exp: now - 120 })],
  ['key-in-header', idToken({}, { jku: 'https://evil.example/jwks' })],
  ['header-critical', idToken({}, { crit: ['x-must'] })],
  ['subject-missing', idToken({ sub: undefined })],
  ['subject-not-text', idToken({ sub: 12 })],
  [
    'key-encoding',
    json({ keys: [{ kty: 'RSA', kid: 'k1', use: 'sig', alg: 'RS256', n: 'ALxP+/base64/not+url==', e: 'AQAB' }] }),
  ],
  [
    'certificate-form',
    json({ keys: [{ ...key, kid: 'k1', x5c: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'] }] }),
  ],
  ['key-shared', json({ keys: [{ kty: 'oct', kid: 'h1', k: 'c2VjcmV0', alg: 'HS256' }] })],
  ['key-length', json({ keys: [{ ...key, kid: 'k1', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVA' }] })],
  [
    'keys-elsewhere',
    `${answered('https://id.example.com/.well-known/openid-configuration', json(metadata({})))}\n\n${answered(
      'https://id.example.com/other', json({ keys: [key] }),
    )}`,
  ],
  [
    'keys-not-there',
    'GET https://id.example.com/jwks HTTP/1.1\n\nHTTP/1.1 404 Not Found\nContent-Type: text/html\n\n<html><body>Not Found</body></html>',
  ],
  [
    'metadata-issuer-differs',
    answered(
      'https://id.example.com/realms/a/.well-known/openid-configuration',
      json(metadata({ issuer: 'https://id.example.com/realms/b' })),
    ),
  ],
  [
    'metadata-misplaced',
    'GET https://auth.example.com/tenant1/.well-known/oauth-authorization-server HTTP/1.1\n\nHTTP/1.1 404 Not Found\n\nNot Found',
  ],
  ['pkce-plain-only', json(metadata({ code_challenge_methods_supported: ['plain'] }))],
  [
    'authorization-server-form',
    json({
      resource: 'https://mcp.example.com/mcp',
      authorization_servers: ['https://auth.example.com/.well-known/openid-configuration'],
    }),
  ],
  [
    'challenge-metadata',
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer resource_metadata="http://mcp.example.com/.well-known/oauth-protected-resource"',
  ],
  [
    'proof-hash-missing',
    `GET /x HTTP/1.1\nHost: api.example.com\nAuthorization: DPoP abcdefghijk\nDPoP: ${proof()}\n\nHTTP/1.1 401 Unauthorized\n\n`,
  ],
  ['proof-type', proof({}, { typ: 'JWT' })],
  ['time-in-milliseconds', proof({ iat: now * 1000 })],
  [
    'refresh-token-as-access-token',
    `curl https://api.example.com/x -H 'Authorization: Bearer ${jwt(
      {
        iss: 'https://sso.example.org/realms/shop', typ: 'Refresh', azp: 'x', sub: 'u', iat: now - 60, exp: now + 1740,
      },
      { alg: 'HS512' },
    )}'`,
  ],
  [
    'audience-other-client',
    `id_token ${idToken({
      iss: 'https://accounts.google.com', aud: '1-web', azp: '1-android',
    })}\nError: Wrong recipient, payload audience != requiredAudience`,
  ],
  [
    'entra-application-token',
    `GET /x HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer ${jwt({
      aud: 'api://x', iss: 'https://login.microsoftonline.com/t/v2.0', iat: now - 60, exp: now + 900, oid: 'o',
      sub: 'o', roles: ['Orders.Read'], ver: '2.0',
    })}\n\nHTTP/1.1 403 Forbidden\n\n`,
  ],
  [
    'wechat-page',
    'https://open.weixin.qq.com/connect/qrconnect?appid=wx1&redirect_uri=https%3A%2F%2Fwww.example.cn%2Fcb&response_type=code&scope=snsapi_userinfo&state=kq8Jx0mW2pRz7Yt4#wechat_redirect',
  ],
  [
    'spotify-redirect-rule',
    'https://accounts.spotify.com/authorize?client_id=a1b2&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcb&state=kq8Jx0mW2pRz7Yt4&code_challenge=DQ9INEec-KnTaESG6frwNgnT4SZ5I4VMRY-3iMBuqGo&code_challenge_method=S256',
  ],
  ['lifetime-milliseconds', json({ access_token: 'abcdefghijklmnop', token_type: 'Bearer', expires_in: 3_600_000 })],
  [
    'sd-jwt-disclosure',
    `${jwt(
      { iss: 'https://issuer.example.com', _sd: ['xyz'], iat: now }, { typ: 'dc+sd-jwt' },
    )}~WyJzYWx0IiwibmFtZSIsIkpvaG4iXQ~`,
  ],
]

describe('a fault that is planted by hand', () => {
  test.each(planted)('%s comes first', async (first, input) => {
    const record = recognise([input], { issuer: undefined, clientId: undefined, now: now * 1000 })
    expect((await readRecord(record))[0]?.name).toBe(first)
  })

  test('is seen against what a person says the issuer and the client are', async () => {
    const record = recognise([idToken()], { issuer: 'https://id.example.com/', clientId: 'mobile', now: now * 1000 })
    expect((await readRecord(record)).map(({ name }) => name)).toEqual(['audience-not-client', 'issuer-differs'])
  })
})
