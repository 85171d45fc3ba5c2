import { createHash } from 'node:crypto'
import { accepted, refusedAt, stopsBeforeUserinfo } from './expectations.ts'
import type { IdToken, Json } from './hooks.ts'
import { deeply, sign } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const now = () => Math.floor(Date.now() / 1000)
const year = 365 * 24 * 3600

const claim = (
  name: string, en: string, zh: string, expected: Expectation, change: (claims: Json) => void,
  settings?: Record<string, string>,
) =>
  fault(name, en, zh, expected, { idToken: ({ claims }) => change(claims), ...settings ? { settings } : {} })
const payload = (
  name: string, en: string, zh: string, expected: Expectation, make: (json: string, token: IdToken) => string,
) =>
  fault(name, en, zh, expected, { idToken: async token => sign(token, make(JSON.stringify(token.claims), token)) })

/** The hash of an access token beside a signature with SHA-256 (OpenID Connect Core 1.0, section 3.1.3.6). */
const hashOf = (accessToken: string) =>
  createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')

const parties = [
  claim(
    'h75-iss-trailing-slash', 'iss ends in a slash', 'iss 末尾多一个斜杠', stopsBeforeUserinfo('id-token-issuer'),
    (claims) => { claims['iss'] = `${String(claims['iss'])}/` },
  ),
  claim('h75-iss-missing', 'iss is missing', '没有 iss', stopsBeforeUserinfo('id-token-issuer'), (claims) => {
    delete claims['iss']
  }),
  claim('h75-iss-list', 'iss is a list', 'iss 是列表', stopsBeforeUserinfo('id-token-issuer'), (claims) => {
    claims['iss'] = [claims['iss']]
  }),
  claim('h76-aud-object', 'aud is an object', 'aud 是对象', stopsBeforeUserinfo('id-token-audience'), (claims) => {
    claims['aud'] = { 0: claims['aud'] }
  }),
  claim('h76-aud-empty-list', 'aud is an empty list', 'aud 是空列表', stopsBeforeUserinfo('id-token-audience'), (claims) => {
    claims['aud'] = []
  }),
  claim('h76-second-audience-with-azp', 'aud names a second client, and azp this one', 'aud 有第二个客户端，azp 是本客户端', accepted, (claims) => {
    claims['azp'] = claims['aud']
    claims['aud'] = [claims['aud'], 'another-client']
  }),
  claim(
    'h77-azp-other', 'azp is another client, although aud is this one alone', 'aud 只有本客户端，azp 却是别的',
    stopsBeforeUserinfo('id-token-authorized-party'), (claims) => { claims['azp'] = 'another-client' },
  ),
]

const times = [
  claim('h78-expired-15-seconds-ago', 'it expired 15 seconds ago: clocks differ', '15 秒前过期：时钟有误差', accepted, (claims) => {
    claims['exp'] = now() - 15
  }),
  claim(
    'h78-expired-40-seconds-ago', 'it expired 40 seconds ago', '40 秒前过期', stopsBeforeUserinfo('id-token-expiry'),
    (claims) => { claims['exp'] = now() - 40 },
  ),
  claim('h78-exp-string', 'exp is a string', 'exp 是字符串', stopsBeforeUserinfo('id-token-expiry'), (claims) => {
    claims['exp'] = String(claims['exp'])
  }),
  claim('h78-exp-huge', 'exp is beyond every calendar', 'exp 超出日历范围', accepted, (claims) => { claims['exp'] = 1e300 }),
  claim('h78-exp-in-100-years', 'it expires in 100 years', '一百年后才过期', accepted, (claims) => {
    claims['exp'] = now() + 100 * year
  }),
  claim(
    'h79-iat-in-an-hour', 'it will be issued in an hour', '签发时间在一小时之后', stopsBeforeUserinfo('id-token-issued-at'),
    (claims) => { claims['iat'] = now() + 3600 },
  ),
  claim(
    'h79-iat-ten-years-ago', 'it was issued ten years ago', '签发于十年前', stopsBeforeUserinfo('id-token-issued-at'),
    (claims) => { claims['iat'] = now() - 10 * year },
  ),
  claim('h79-iat-string', 'iat is a string', 'iat 是字符串', stopsBeforeUserinfo('id-token-issued-at'), (claims) => {
    claims['iat'] = String(claims['iat'])
  }),
  claim(
    'h79-nbf-in-an-hour', 'it will be valid in an hour', '一小时后才生效', stopsBeforeUserinfo('id-token-not-before'),
    (claims) => { claims['nbf'] = now() + 3600 },
  ),
  claim(
    'h83-auth-time-too-old', 'the user signed in an hour ago, though at most a minute was asked for', '要求一分钟内登录，实际一小时前',
    stopsBeforeUserinfo('id-token-auth-time'), (claims) => { claims['auth_time'] = now() - 3600 }, { 'max-age': '60' },
  ),
  claim(
    'h83-auth-time-tomorrow', 'the user signs in tomorrow, though at most a minute was asked for', '要求一分钟内登录，登录时间却在明天',
    stopsBeforeUserinfo('id-token-auth-time'), (claims) => { claims['auth_time'] = now() + 24 * 3600 },
    { 'max-age': '60' },
  ),
  claim(
    'h83-auth-time-missing', 'auth_time is missing, though max_age was asked for', '要求了 max_age 却没有 auth_time',
    stopsBeforeUserinfo('id-token-auth-time'), (claims) => { delete claims['auth_time'] }, { 'max-age': '60' },
  ),
]

const kinds = [
  fault(
    'h74-typ-logout-jwt', 'its header calls it a logout token', '头部自称是登出令牌', accepted,
    { idToken: ({ header }) => { header['typ'] = 'logout+jwt' } },
  ),
  claim('h74-events', 'it holds the events of a logout token', '带有登出令牌的 events', accepted, (claims) => {
    claims['events'] = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  }),
]

const nonces = [
  claim('h80-nonce-missing', 'nonce is missing', '没有 nonce', stopsBeforeUserinfo('id-token-nonce'), (claims) => {
    delete claims['nonce']
  }),
  claim('h80-nonce-list', 'nonce is a list', 'nonce 是列表', stopsBeforeUserinfo('id-token-nonce'), (claims) => {
    claims['nonce'] = [claims['nonce']]
  }),
  payload(
    'h80-nonce-twice-wrong-last', 'nonce stands twice, the wrong one last', 'nonce 出现两次，后者错误',
    stopsBeforeUserinfo('id-token-nonce'), json => `${json.slice(0, -1)},"nonce":"a-nonce-of-another-login"}`,
  ),
]

const badSubject = stopsBeforeUserinfo('id-token-subject')
const badHash = stopsBeforeUserinfo('id-token-access-token-hash')
const subjects = [
  ...Object.entries({
    empty: '', '256-characters': 'x'.repeat(256), number: 123456, escape: '1\u001b[2J', 'not-ascii': '张三',
    list: ['123456'], null: null,
  }).map(([name, sub]) =>
    claim(`h81-sub-${name}`, `sub is no subject (${name})`, `sub 不合规（${name}）`, badSubject, (claims) => {
      claims['sub'] = sub
    })),
  claim('h82-at-hash-wrong', 'at_hash belongs to another access token', 'at_hash 属于另一个访问令牌', badHash, (claims) => {
    claims['at_hash'] = 'AAAAAAAAAAAAAAAAAAAAAA'
  }),
  fault('h82-at-hash-short', 'at_hash is cut short', 'at_hash 被截短', badHash, {
    idToken: ({ claims, accessToken = '' }) => { claims['at_hash'] = hashOf(accessToken).slice(0, 8) },
  }),
  claim('h82-at-hash-number', 'at_hash is a number', 'at_hash 是数字', badHash, (claims) => { claims['at_hash'] = 42 }),
]

const unreadable = stopsBeforeUserinfo('id-token-readable')
const replaced = (name: string, en: string, zh: string, expected: Expectation, make: (jwt: string) => unknown) =>
  fault(name, en, zh, expected, { tokenResponse: (body) => { body['id_token'] = make(String(body['id_token'])) } })
const forms = [
  replaced('h70-id-token-two-parts', 'it has two parts', '只有两段', unreadable, jwt =>
    jwt.split('.').slice(0, 2).join('.')),
  replaced('h70-id-token-five-parts', 'it is encrypted (five parts)', '是加密的（五段）', unreadable, jwt => `${jwt}.a.b`),
  replaced('h70-id-token-bad-base64', 'it is not base64url', '不是 base64url', unreadable, jwt =>
    jwt.replaceAll('.', '.*')),
  replaced('h70-id-token-header-null', 'its header is null', '头部是 null', unreadable, jwt =>
    jwt.replace(/^[^.]*/, Buffer.from('null').toString('base64url'))),
  replaced('h70-id-token-header-list', 'its header is a list', '头部是列表', unreadable, jwt =>
    jwt.replace(/^[^.]*/, Buffer.from('[]').toString('base64url'))),
  replaced('h70-id-token-100-kb', 'it is 100 KB of the letter A', '是 100 KB 的字母 A', unreadable, () =>
    'A'.repeat(100_000)),
  replaced('h70-id-token-number', 'it is a number', '是数字', stopsBeforeUserinfo('access-token-characters'), () => 42),
  replaced(
    'h68-id-token-missing', 'it is missing although openid was asked for', '请求了 openid 却没有 ID 令牌',
    stopsBeforeUserinfo('id-token-present'), () => undefined,
  ),
  replaced('h68-id-token-empty', 'it is empty', '为空', stopsBeforeUserinfo('id-token-present'), () => ''),
  payload('h70-id-token-claims-list', 'its claims are a list', '声明是列表', unreadable, () => '[]'),
  payload('h70-id-token-claims-not-json', 'its claims are no JSON', '声明不是 JSON', unreadable, () => 'claims'),
  payload('h18-id-token-json-depth', 'its claims are nested 100 000 deep', '声明嵌套十万层', unreadable, deeply),
  fault(
    'h69-id-token-unasked', 'one comes although openid was not asked for', '没请求 openid 却返回 ID 令牌',
    refusedAt('userinfo', 'userinfo-refused'), {
      settings: { scope: 'profile' },
      tokenResponse: async (body, { keys, issuer }) => {
        body['id_token'] = await sign({ header: {}, claims: { iss: issuer, sub: '654321' }, key: keys.own })
      },
    },
  ),
]

/** In the order of their cases; what each says is about the ID token. */
export const idToken: Variant[] = [...parties, ...kinds, ...times, ...nonces, ...subjects, ...forms]
  .map(variant => ({ ...variant, fault: { en: `the ID token: ${variant.fault.en}`, zh: `ID 令牌：${variant.fault.zh}` } }))
