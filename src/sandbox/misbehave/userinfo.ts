import { hangUp, json, page, raw, redirect } from './answers.ts'
import { signedBy } from './basic-modules.ts'
import { accepted, cutAt, refusedAt, stopsAfterUserinfo } from './expectations.ts'
import type { Answer, Hooks, Json, World } from './hooks.ts'
import { deeply, forge, hmac, sign, tamper } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const otherUser = stopsAfterUserinfo('userinfo-subject')
const says = (name: string, en: string, zh: string, expected: Expectation, userinfo: Answer) =>
  fault(name, en, zh, expected, { answer: { userinfo } })
const claims = (
  name: string, en: string, zh: string, expected: Expectation, change: (claims: Json, world: World) => void,
) =>
  fault(name, en, zh, expected, { userinfo: (body, world) => { change(body, world) } })

const subjects = [
  claims('h90-userinfo-other-sub', 'it is about another user', '说的是另一个用户', otherUser, (body) => {
    body['sub'] = '654321'
  }),
  claims('h90-userinfo-sub-missing', 'sub is missing', '没有 sub', otherUser, (body) => { delete body['sub'] }),
  claims('h90-userinfo-sub-list', 'sub is a list', 'sub 是列表', otherUser, (body) => { body['sub'] = [body['sub']] }),
  claims('h90-userinfo-sub-number', 'sub is a number', 'sub 是数字', otherUser, (body) => { body['sub'] = 123456 }),
  fault('h96-userinfo-sub-twice', 'sub stands twice, the right one last', 'sub 出现两次，后者正确', accepted, {
    text: { userinfo: text => `{"sub":"654321",${text.slice(1)}` },
  }),
  fault(
    'h96-userinfo-sub-twice-wrong-last', 'sub stands twice, the wrong one last', 'sub 出现两次，后者错误', otherUser,
    { text: { userinfo: text => `${text.slice(0, -1)},"sub":"654321"}` } },
  ),
]

/** A userinfo response as a JWT by the sandbox's own key. */
const signed = (
  name: string, en: string, zh: string, expected: Expectation, change: (claims: Json) => void,
  finish: (jwt: string) => string = jwt => jwt,
): Variant => fault(name, en, zh, expected, {
  userinfo: async (body, { issuer, keys }) => {
    const all: Json = { ...body, iss: issuer, aud: 'oauth-walk' }
    change(all)
    return finish(await sign({ header: { kid: keys.own.kid }, claims: all, key: keys.own }))
  },
})
const unchanged = () => undefined
const jwts = [
  signed('h91-userinfo-jwt', 'it is a signed JWT', '是签名的 JWT', accepted, unchanged),
  signed(
    'h91-userinfo-jwt-wrong-signature', 'the signature of its JWT is wrong', 'JWT 签名错误',
    stopsAfterUserinfo('userinfo-signature'), unchanged, tamper,
  ),
  signed(
    'h91-userinfo-jwt-wrong-audience', 'its JWT is for another client', 'JWT 属于别的客户端',
    stopsAfterUserinfo('userinfo-audience'), (body) => { body['aud'] = 'another-client' },
  ),
  signed(
    'h91-userinfo-jwt-wrong-issuer', 'its JWT is another provider’s', 'JWT 属于别的授权服务器',
    stopsAfterUserinfo('userinfo-issuer'), (body) => { body['iss'] = 'https://other.example' },
  ),
  signed('h91-userinfo-jwt-expired', 'its JWT has expired', 'JWT 已过期', stopsAfterUserinfo('userinfo-expiry'), (body) => {
    body['exp'] = Math.floor(Date.now() / 1000) - 300
  }),
  signed('h91-userinfo-jwt-other-sub', 'its JWT is about another user', 'JWT 说的是另一个用户', otherUser, (body) => {
    body['sub'] = '654321'
  }),
  fault('h91-userinfo-jwt-alg-none', 'its JWT is not signed', 'JWT 没有签名', stopsAfterUserinfo('userinfo-algorithm'), {
    userinfo: (body, { keys }) => forge({ header: {}, claims: body, key: keys.own }, 'none', () => ''),
  }),
  fault(
    'h91-userinfo-jwt-hs256', 'its JWT is signed with the client’s secret', 'JWT 用客户端密钥签名',
    stopsAfterUserinfo('userinfo-algorithm'), {
      userinfo: (body, { keys, secretOf }) =>
        forge({ header: {}, claims: body, key: keys.own }, 'HS256', hmac(secretOf('oauth-walk'))),
    },
  ),
  fault(
    'h91-userinfo-jwt-rs256-not-advertised', 'its JWT uses an algorithm that is not advertised', 'JWT 用了未公布的算法',
    stopsAfterUserinfo('userinfo-algorithm'), {
      keys: signedBy('RS256').keys as NonNullable<Hooks['keys']>,
      userinfo: async (body, { keys }) =>
        sign({ header: { kid: keys.get('RS256').kid }, claims: body, key: keys.get('RS256') }),
    },
  ),
]

const refused = refusedAt('userinfo', 'userinfo-refused')
const unreadable = refusedAt('userinfo', 'unreadable-answer')
const answers = [
  says('h92-userinfo-html', 'it is a web page', '是网页', unreadable, page(200)),
  says('h92-userinfo-list', 'it is a list', '是列表', unreadable, json(200, [])),
  says('h92-userinfo-204', 'status 204 without a body', '状态 204，没有内容', unreadable, raw('')),
  says(
    'h92-userinfo-redirect', 'it is redirected elsewhere', '被重定向到别处', stopsAfterUserinfo('redirect-refused'),
    redirect(307),
  ),
  says(
    'h92-userinfo-not-a-jwt', 'it is called a JWT and is none', '声称是 JWT 却不是', unreadable,
    raw('not.a.jwt', 'application/jwt'),
  ),
  says('h93-userinfo-401', 'the token is refused right after it was issued', '令牌刚签发就被拒绝', refused,
    json(401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' })),
  says(
    'h93-userinfo-403', 'the scope does not suffice', 'scope 不够', refused, json(403, { error: 'insufficient_scope' }),
  ),
  says('h60-userinfo-connection-drop', 'the connection ends', '连接中断', cutAt('userinfo', 'network-failed'), hangUp),
  fault('h95-userinfo-www-authenticate', 'status 200 with a challenge', '状态 200 却带质询', accepted, {
    headers: { userinfo: { 'www-authenticate': 'Bearer realm="sandbox"' } },
  }),
  { ...says('h93-userinfo-command-401', 'the stored token is refused, also after a refresh', '已存令牌被拒绝，刷新后仍然', refused,
    json(401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' })),
  run:
    'userinfo' as const, expected: { ...refused, session: 'renewed' as const, requests: { userinfo: 2, token: 1 } } },
]

const contents = [
  claims('h97-userinfo-distributed-claims', 'claims are said to be elsewhere', '声称声明在别处', accepted, (
    body, { elsewhere },
  ) => {
    body['_claim_names'] = { salary: 'source' }
    body['_claim_sources'] = { source: { endpoint: `${elsewhere}/claims`, access_token: 'x' } }
  }),
  claims('d65-userinfo-escape-sequences', 'a name holds escape sequences of terminals', '姓名含终端转义序列', accepted, (body) => {
    body['name'] = '\u001b[2J\u001b]52;c;ZXZpbA==\u0007张三\u009b2J\u202e'
  }),
  fault('h18-userinfo-jwt-depth', 'its JWT is nested 100 000 deep', 'JWT 嵌套十万层', unreadable, {
    userinfo: async (body, { keys }) =>
      sign({ header: { kid: keys.own.kid }, claims: body, key: keys.own }, deeply(JSON.stringify(body))),
  }),
  fault('h18-userinfo-json-depth', 'it is nested 100 000 deep', '嵌套十万层', unreadable, {
    text: { userinfo: deeply },
  }),
]

export const userinfo: Variant[] = [...subjects, ...jwts, ...answers, ...contents]
  .map(variant => ({
    ...variant, fault: { en: `the userinfo: ${variant.fault.en}`, zh: `userinfo：${variant.fault.zh}` },
  }))
