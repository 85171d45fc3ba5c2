import { hangUp, json, page, redirect } from './answers.ts'
import { keptAfter, renewed } from './expectations.ts'
import type { Answer, Hooks, Json } from './hooks.ts'
import { sign, tamper } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const row = (name: string, en: string, zh: string, expected: Expectation, hooks: Hooks): Variant =>
  fault(name, `the refresh: ${en}`, `刷新：${zh}`, expected, { run: 'refresh', only: 'refresh_token', ...hooks })
const says = (name: string, en: string, zh: string, expected: Expectation, token: Answer) =>
  row(name, en, zh, expected, { answer: { token } })
const claim = (name: string, en: string, zh: string, code: string, change: (claims: Json) => void) =>
  row(name, en, zh, keptAfter(4, code), { idToken: ({ claims }) => change(claims) })

const tokens = [
  row('h100-no-refresh-token', 'no new refresh token comes', '没有新的刷新令牌', renewed, {
    tokenResponse: (body) => { delete body['refresh_token'] },
  }),
  row('h108-same-refresh-token', 'the same refresh token comes again', '返回同一个刷新令牌', renewed, {
    tokenResponse: (body, _world, { oidc }) => { body['refresh_token'] = oidc.params?.['refresh_token'] },
  }),
  row('h107-scope-wider', 'more is granted than before', '授予的范围变宽', renewed, {
    tokenResponse: (body) => { body['scope'] = `${String(body['scope'])} admin` },
  }),
  row('h107-scope-narrower', 'less is granted than before', '授予的范围变窄', renewed, {
    tokenResponse: (body) => { body['scope'] = 'openid' },
  }),
  row('h102-no-id-token', 'no ID token comes', '没有 ID 令牌', renewed, {
    tokenResponse: (body) => { delete body['id_token'] },
  }),
  row('h102-access-token-missing', 'no access token comes', '没有访问令牌', keptAfter(4, 'access-token-characters'), {
    tokenResponse: (body) => { delete body['access_token'] },
  }),
]

const now = () => Math.floor(Date.now() / 1000)
const idTokens = [
  claim(
    'h82-refresh-at-hash-wrong', 'at_hash of the ID token belongs to another access token', 'ID 令牌的 at_hash 属于另一个访问令牌',
    'id-token-access-token-hash', (claims) => { claims['at_hash'] = 'AAAAAAAAAAAAAAAAAAAAAA' },
  ),
  claim('h78-refresh-expired', 'the ID token has expired', 'ID 令牌已过期', 'id-token-expiry', (claims) => {
    claims['exp'] = now() - 300
  }),
  claim(
    'h79-refresh-iat-in-an-hour', 'the ID token will be issued in an hour', 'ID 令牌的签发时间在一小时之后', 'id-token-issued-at',
    (claims) => { claims['iat'] = now() + 3600 },
  ),
  row('h79-refresh-iat-yesterday', 'the ID token was issued yesterday', 'ID 令牌签发于昨天', renewed, {
    idToken: ({ claims }) => { claims['iat'] = now() - 24 * 3600 },
  }),
  claim('h102-id-token-other-sub', 'the ID token is about another user', 'ID 令牌属于另一个用户', 'refreshed-subject', (claims) => {
    claims['sub'] = '654321'
  }),
  claim('h102-id-token-other-iss', 'the ID token is another provider’s', 'ID 令牌属于别的授权服务器', 'id-token-issuer', (claims) => {
    claims['iss'] = 'https://other.example'
  }),
  claim('h102-id-token-other-aud', 'the ID token is for another client', 'ID 令牌属于别的客户端', 'refreshed-audience', (claims) => {
    claims['aud'] = 'another-client'
  }),
  {
    ...claim(
      'h102-id-token-other-auth-time', 'the ID token speaks of another sign-in', 'ID 令牌说的是另一次登录', 'refreshed-auth-time',
      (claims) => { claims['auth_time'] = 1 },
    ),
    settings: { 'max-age': '3600' },
  },
  row(
    'h102-id-token-wrong-signature', 'the signature of the ID token is wrong', 'ID 令牌签名错误',
    keptAfter(4, 'id-token-signature'), { idToken: async token => tamper(await sign(token)) },
  ),
]

const errors = [
  says(
    'h103-invalid-grant', 'the refresh token is refused', '刷新令牌被拒绝',
    { ...keptAfter(7, 'session-ended'), session: 'ended', reaction: { en: 'asks for a new login', zh: '要求重新登录' } },
    json(400, { error: 'invalid_grant' }),
  ),
  says(
    'd76-invalid-client', 'the client is refused', '客户端被拒绝', keptAfter(3, 'refresh-refused'),
    json(401, { error: 'invalid_client' }),
  ),
  says('h59-refresh-503', 'status 503', '状态 503', keptAfter(3, 'refresh-refused'), json(503, {})),
  says('h56-refresh-html', 'a web page comes', '返回网页', keptAfter(3, 'unreadable-answer'), page(200)),
  says(
    'h58-refresh-redirect', 'it is redirected elsewhere', '被重定向到别处', keptAfter(4, 'redirect-refused'), redirect(307),
  ),
  says(
    'h60-refresh-connection-drop', 'the connection ends after the refresh token was used', '使用刷新令牌后连接中断',
    keptAfter(5, 'network-failed'), hangUp,
  ),
  fault('d75-revocation-503', 'the revocation: status 503', '撤销：状态 503',
    {
      exit_code: 0, furthest: 'discovery', session: 'ended', requests: { revocation: 2 },
      reaction: { en: 'deletes locally and says what was not confirmed', zh: '本地删除并说明未确认之处' },
    },
    { run: 'logout', answer: { revocation: json(503, {}) } }),
]

export const refresh: Variant[] = [...tokens, ...idTokens, ...errors]
