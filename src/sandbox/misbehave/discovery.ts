import { json, page, redirect } from './answers.ts'
import { accepted, refusedAt, stopsAtPush, stopsBeforeBrowser, stopsBeforeUserinfo, unusable } from './expectations.ts'
import type { Hooks, Json } from './hooks.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const withMember = (name: string, value: unknown): Hooks => ({ metadata: (document) => { document[name] = value } })
const without = (name: string): Hooks => ({ metadata: (document) => { Reflect.deleteProperty(document, name) } })
const changed = (change: (document: Json, issuer: string) => void): Hooks => ({
  metadata: (document, { issuer }) => change(document, issuer),
})
const unreadable = refusedAt('discovery', 'unreadable-answer')

const issuers = ([
  'other-host', 'trailing-slash', 'upper-case', 'missing', 'number', 'not-a-url',
] as const).map((name): Variant => {
  const make = (issuer: string) => ({
    'other-host': 'https://other.example', 'trailing-slash': `${issuer}/`, 'upper-case': issuer.replace('http', 'HTTP'),
    missing: undefined, number: 42, 'not-a-url': 'not a url',
  })[name]
  const number = {
    'other-host': 'h01', 'trailing-slash': 'h02', 'upper-case': 'h02', missing: 'h03', number: 'h03',
    'not-a-url': 'h03',
  }[name]
  return fault(
    `${number}-discovery-issuer-${name}`, `issuer in the metadata: ${name}`, `元数据中的 issuer：${name}`,
    stopsBeforeBrowser('issuer-identical'), changed((document, issuer) => { document['issuer'] = make(issuer) }),
  )
})

const plainHttp = [
  'token_endpoint', 'jwks_uri', 'userinfo_endpoint', 'authorization_endpoint', 'pushed_authorization_request_endpoint',
  'revocation_endpoint',
]
  .map(member => fault(
    `h04-http-${member.replaceAll('_', '-')}`, `${member} is http on another host`, `${member} 是别的主机上的 http 地址`,
    stopsBeforeBrowser('endpoints-safe'), withMember(member, 'http://provider.example/endpoint'),
  ))

const browserTraps = Object.entries({
  javascript: 'javascript:alert(1)', data: 'data:text/html,<script>alert(1)</script>', file: 'file:///etc/passwd',
  vbscript: 'vbscript:msgbox(1)',
  'ms-msdt': 'ms-msdt:/id PCWDiagnostic', 'search-ms': 'search-ms:query=x&crumb=location:\\\\evil.example',
  smb: 'smb://evil.example/share',
  unc: '\\\\evil.example\\share', flag: '--utility-and-browser', 'user-name': 'http://user@127.0.0.1/authorize',
  fragment: 'http://127.0.0.1/authorize#x',
}).map(([name, address]) => fault(
  `h05-${name}-authorization-endpoint`, `authorization_endpoint is ${address}`, `authorization_endpoint 是 ${address}`,
  stopsBeforeBrowser('endpoints-safe'), withMember('authorization_endpoint', address),
))

const endpointValues = [
  ...Object.entries({
    array: ['http://127.0.0.1/token'], number: 42, object: {}, null: null, boolean: true, empty: '',
  }).map(([name, value]) =>
    fault(`h20-token-endpoint-${name}`, `token_endpoint is no address (${name})`, `token_endpoint 不是地址（${name}）`,
      stopsBeforeBrowser('endpoints-safe'), withMember('token_endpoint', value))),
  fault(
    'h20-token-endpoint-missing', 'the metadata has no token_endpoint', '元数据没有 token_endpoint',
    unusable('endpoints-missing'), without('token_endpoint'),
  ),
  fault(
    'h20-jwks-uri-missing', 'the metadata has no jwks_uri', '元数据没有 jwks_uri', unusable('jwks-missing'),
    without('jwks_uri'),
  ),
  fault(
    'h06-authorization-endpoint-shell-characters', 'authorization_endpoint holds what a shell would run',
    'authorization_endpoint 含 shell 会执行的字符', accepted, changed((document) => {
      document['authorization_endpoint'] = `${String(document['authorization_endpoint'])}?a=$(calc)&b=\`id\``
    }),
  ),
  fault(
    'h09-authorization-endpoint-too-long', 'authorization_endpoint has 9000 characters',
    'authorization_endpoint 有 9000 个字符', stopsBeforeBrowser('endpoints-safe'), changed((document) => {
      document['authorization_endpoint'] = `${String(document['authorization_endpoint'])}?padding=${'x'.repeat(9000)}`
    }),
  ),
  fault(
    'd22-authorization-endpoint-with-state', 'authorization_endpoint holds a state already',
    'authorization_endpoint 已带 state', stopsBeforeBrowser('endpoints-safe'), changed((document) => {
      document['authorization_endpoint'] = `${String(document['authorization_endpoint'])}?state=theirs`
    }),
  ),
]

const lists: [member: string, value: unknown, expected: Expectation][] = [
  ['scopes_supported', 'openid', accepted], ['scopes_supported', 42, accepted],
  ['response_types_supported', true, accepted],
  ['code_challenge_methods_supported', {}, accepted], ['code_challenge_methods_supported', 'plain', accepted],
  ['token_endpoint_auth_methods_supported', 42, accepted],
  ['id_token_signing_alg_values_supported', 42, stopsBeforeUserinfo('id-token-algorithm')],
  ['id_token_signing_alg_values_supported', [null, {}], stopsBeforeBrowser('id-token-algorithm')],
]
const listValues = lists.map(([member, value, expected]) => {
  const kind = Array.isArray(value) ? 'list-of-others' : typeof value
  return fault(
    `h20-${member.replaceAll('_', '-')}-${kind}`, `${member} is no list of strings (${kind})`,
    `${member} 不是字符串列表（${kind}）`, expected, withMember(member, value),
  )
})

const answers = [
  ...[301, 302, 307, 308].map(status => fault(
    `h10-discovery-redirect-${status}`, `the metadata is redirected (${status})`, `元数据被重定向（${status}）`,
    refusedAt('discovery', 'redirect-refused'), { answer: { discovery: redirect(status) } },
  )),
  fault('h11-discovery-404', 'there is no metadata', '没有元数据', refusedAt('discovery', 'discovery-refused'), {
    answer: { discovery: json(404, {}) },
  }),
  fault('h11-discovery-oauth-only', 'the metadata is at the place of RFC 8414 only', '元数据只在 RFC 8414 的位置', accepted, {
    answer: {
      discovery: async (context, _world, next) => {
        await (context.path.endsWith('openid-configuration') ? context.throw(404) : next())
      },
    },
  }),
  fault(
    'h11-discovery-500', 'the metadata answers 500', '元数据返回 500', refusedAt('discovery', 'discovery-refused'),
    { answer: { discovery: json(500, {}) } },
  ),
  fault('h12-discovery-html', 'the metadata is a sign-in page of the network', '元数据是网络登录页', unreadable, {
    answer: { discovery: page(200) },
  }),
  fault('h12-discovery-array', 'the metadata is a list', '元数据是列表', unreadable, {
    answer: { discovery: json(200, []) },
  }),
  fault('h12-discovery-null', 'the metadata is null', '元数据是 null', unreadable, {
    answer: { discovery: json(200, null) },
  }),
]

const texts = [
  fault('h19-byte-order-mark', 'the metadata begins with a byte order mark', '元数据以 BOM 开头', accepted, {
    text: { discovery: text => `\uFEFF${text}` },
  }),
  fault('h19-utf-16', 'the metadata is UTF-16', '元数据是 UTF-16', unreadable, {
    text: { discovery: text => Buffer.from(text, 'utf16le') },
  }),
  fault('h19-nul-bytes', 'the metadata ends in NUL bytes', '元数据以 NUL 结尾', unreadable, {
    text: { discovery: text => `${text}\0\0` },
  }),
  fault(
    'h20-prototype-members', 'the metadata has members __proto__ and constructor', '元数据含 __proto__ 和 constructor',
    accepted, {
      text: {
        discovery: text =>
          `{"__proto__":{"token_endpoint":"https://evil.example"},"constructor":{"prototype":{"polluted":true}},${text.slice(1)}`,
      },
    },
  ),
  fault('h21-issuer-twice', 'issuer stands twice, the right one last', 'issuer 出现两次，后者正确', accepted, {
    text: { discovery: text => `{"issuer":"https://other.example",${text.slice(1)}` },
  }),
  fault(
    'h21-issuer-twice-wrong-last', 'issuer stands twice, the wrong one last', 'issuer 出现两次，后者错误',
    stopsBeforeBrowser('issuer-identical'), {
      text: { discovery: text => `${text.slice(0, -1)},"issuer":"https://other.example"}` },
    },
  ),
]

const protection = [
  fault(
    'h23-pkce-plain-only', 'the metadata knows PKCE with plain only', '元数据只支持 plain 的 PKCE', accepted,
    withMember('code_challenge_methods_supported', ['plain']),
  ),
  fault(
    'h23-pkce-not-advertised', 'the metadata does not speak of PKCE', '元数据没有提到 PKCE', accepted,
    without('code_challenge_methods_supported'),
  ),
  fault(
    'd16-push-required', 'authorization requests must be pushed', '授权请求必须先推送',
    { ...accepted, requests: { push: 1, token: 1 } }, withMember('require_pushed_authorization_requests', true),
  ),
  fault('d16-push-refused', 'the pushed request is refused', '推送的请求被拒绝', stopsAtPush(3, 'push-refused'), {
    ...withMember('require_pushed_authorization_requests', true),
    answer: { push: json(400, { error: 'invalid_request' }) },
  }),
  fault(
    'd16-push-redirect', 'the pushed request is redirected elsewhere', '推送的请求被重定向', stopsAtPush(4, 'redirect-refused'),
    {
      ...withMember('require_pushed_authorization_requests', true), answer: { push: redirect(307) },
    },
  ),
]

export const discovery: Variant[] = [
  ...issuers, ...plainHttp, ...browserTraps, ...endpointValues, ...listValues, ...answers, ...texts, ...protection,
]
