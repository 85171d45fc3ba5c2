import { hangUp, json, page, redirect } from './answers.ts'
import { accepted, cutAt, refusedAt, stopsBeforeUserinfo } from './expectations.ts'
import type { Answer, Json } from './hooks.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const refused = refusedAt('token', 'token-refused')
const says = (name: string, en: string, zh: string, expected: Expectation, token: Answer) =>
  fault(name, en, zh, expected, { answer: { token } })
const member = (name: string, en: string, zh: string, expected: Expectation, change: (body: Json) => void) =>
  fault(name, en, zh, expected, { tokenResponse: change })

const errors = [
  says(
    'h55-error-with-200', 'an error comes with status 200', '错误却带状态 200', refused,
    json(200, { error: 'invalid_grant' }),
  ),
  says('h56-400-html', 'status 400 with a web page', '状态 400 的网页', refused, page(400)),
  says('h56-200-html', 'status 200 with a web page', '状态 200 的网页', refusedAt('token', 'unreadable-answer'), page(200)),
  says(
    'h57-401-basic-challenge', 'status 401 with a challenge and invalid_client', '状态 401，带质询与 invalid_client', refused,
    json(401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="sandbox"' }),
  ),
  ...[302, 307, 308].map(status => says(
    `h58-token-redirect-${status}`, `it is redirected elsewhere (${status})`, `被重定向到别处（${status}）`,
    { ...stopsBeforeUserinfo('redirect-refused') }, redirect(status),
  )),
  says('h59-500-json', 'status 500 with JSON', '状态 500 的 JSON', refused, json(500, { error: 'server_error' })),
  says(
    'h59-503-retry-after', 'status 503 with Retry-After', '状态 503，带 Retry-After', refused,
    json(503, {}, { 'retry-after': '1' }),
  ),
  says('h59-429', 'status 429', '状态 429', refused, json(429, { error: 'slow_down' }, { 'retry-after': '1' })),
  says('h59-error-object', 'error is an object', 'error 是对象', refused, json(400, { error: { code: 'invalid_grant' } })),
  says('h59-status-999', 'status 999', '状态 999', refused, json(999, { error: 'invalid_grant' })),
  says(
    'h60-token-connection-drop', 'the connection ends after the code was used', '使用 code 后连接中断',
    cutAt('token', 'network-failed'), hangUp,
  ),
  fault('h61-form-encoded', 'it is form-encoded', '是表单编码', accepted, {
    text: { token: text => new URLSearchParams(JSON.parse(text) as Record<string, string>).toString() },
    headers: { token: { 'content-type': 'application/x-www-form-urlencoded' } },
  }),
  fault('d43-json-called-html', 'its JSON is called text/html', 'JSON 被标为 text/html', accepted, {
    headers: { token: { 'content-type': 'text/html' } },
  }),
  says('d43-list', 'it is a list', '是列表', refusedAt('token', 'unreadable-answer'), json(200, [])),
  says('d43-empty', 'it is empty', '为空', refusedAt('token', 'unreadable-answer'), json(200, '')),
]

const badToken = stopsBeforeUserinfo('access-token-characters')
const accessTokens = Object.entries({
  missing: undefined, empty: '', array: ['x'], object: {}, number: 42, null: null, 'line-break': 'a\r\nb',
  escape: 'a\u001b[2Jb', 'not-ascii': '令牌', '100-kb': 'x'.repeat(100_000),
  'lone-surrogate': 'token\ud800',
}).map(([name, value]) => member(
  `h62-access-token-${name}`, `access_token is none (${name})`, `access_token 不合规（${name}）`,
  badToken, (body) => { body['access_token'] = value },
))

const badType = stopsBeforeUserinfo('token-type')
const types = [
  ...Object.entries({ dpop: 'DPoP', mac: 'mac', empty: '', null: null, array: ['Bearer'], number: 42 }).map((
    [name, value],
  ) =>
    member(
      `h64-token-type-${name}`, `token_type is not Bearer (${name})`, `token_type 不是 Bearer（${name}）`,
      value === null ? accepted : badType, (body) => { body['token_type'] = value },
    )),
  member('h64-token-type-missing', 'token_type is missing', '没有 token_type', accepted, (body) => {
    delete body['token_type']
  }),
]

const lifetimes = Object.entries({
  string: '3600', garbage: '3600abc', negative: -1, zero: 0, huge: 1e308, null: null, array: [60],
  'not-a-number': 'NaN', hexadecimal: '0x10', fraction: 1.5, object: {},
}).map(([name, value]) => member(
  `h65-expires-in-${name}`, `expires_in is ${JSON.stringify(value)}`, `expires_in 是 ${JSON.stringify(value)}`, accepted,
  (body) => { body['expires_in'] = value },
))

const refreshTokens = Object.entries({
  null: null, empty: '', number: 42, 'line-break': 'a\r\nb',
}).map(([name, value]) =>
  member(`h67-refresh-token-${name}`, `refresh_token is none (${name})`, `refresh_token 不合规（${name}）`,
    value ? badToken : accepted, (body) => { body['refresh_token'] = value }))

const scopes = [
  ...Object.entries({ list: ['openid', 'profile'], commas: 'openid,profile', number: 42, null: null, empty: '' }).map((
    [name, value],
  ) =>
    member(`d47-scope-${name}`, `scope is no list of words (${name})`, `scope 不是以空格分隔的词（${name}）`, accepted, (body) => {
      body['scope'] = value
    })),
  member('d47-scope-narrower', 'less is granted than was asked for', '授予的范围变窄', accepted, (body) => {
    body['scope'] = 'openid'
  }),
  member('d47-scope-wider', 'more is granted than was asked for', '授予的范围变宽', accepted, (body) => {
    body['scope'] = `${String(body['scope'])} admin`
  }),
]

/** Of the token endpoint, as answers to a code. */
export const tokenResponse: Variant[] = [
  ...errors, ...accessTokens, ...types, ...lifetimes, ...refreshTokens, ...scopes,
]
  .map(variant => ({
    ...variant, fault: { en: `the token response: ${variant.fault.en}`, zh: `令牌响应：${variant.fault.zh}` },
  }))
