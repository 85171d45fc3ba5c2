import { basicModules, signedBy } from './basic-modules.ts'
import { accepted, keptAfter, refusedAt, renewed, stopsBeforeBrowser, stopsBeforeUserinfo } from './expectations.ts'
import type { Hooks } from './hooks.ts'
import { forge, hmac, sign, signWith, tamper } from './signing.ts'
import { module, type Expectation, type Plan, type Variant } from './variant.ts'

type Row = [name: string, en: string, zh: string, expected: Expectation, hooks?: Partial<Variant>]
const inPlan = (plan: Plan, prefix: string, rows: Row[]): Variant[] =>
  rows.map(([name, en, zh, expected, hooks]) => module(plan, prefix + name, en, zh, expected, hooks))

/** Signs with the newest of a row of keys, and publishes only that. */
const rotating: Hooks = {
  keys: (set, { keys, asked }) => {
    set.keys = [asked.token === 0 ? keys.own.publicJwk : keys.get('ES256', `rotation-${asked.token}`).publicJwk]
  },
  idToken: async (token, { keys, asked }) => signWith(token, keys.get('ES256', `rotation-${asked.token}`)),
}

const config = inPlan('oidcc-client-config-certification-test-plan', 'oidcc-client-test-', [
  ['discovery-openid-config', 'nothing is wrong, and the endpoints must be discovered', '一切正常，端点须经发现得到', accepted],
  [
    'discovery-jwks-uri-keys', 'nothing is wrong, and the keys must be fetched', '一切正常，密钥须从 jwks_uri 取得',
    { ...accepted, requests: { token: 1, jwks: 1 } },
  ],
  [
    'discovery-issuer-mismatch', 'the metadata is about another issuer', '元数据属于另一个 issuer',
    stopsBeforeBrowser('issuer-identical'), {
      metadata: (document) => { document['issuer'] = 'https://other.example' },
    },
  ],
  [
    'signing-key-rotation-just-before-signing', 'the key is exchanged just before the ID token is signed',
    '签发 ID 令牌前刚换了密钥', accepted, rotating,
  ],
  [
    'signing-key-rotation', 'the key is exchanged between two logins', '两次登录之间换了密钥',
    { ...accepted, requests: { token: 2 } }, { ...rotating, run: 'two-logins' },
  ],
])

/** The plan "Form Post RP": the modules of "Basic RP", answered by a form that posts itself. */
const formPost = basicModules.map((variant): Variant => ({
  ...variant, name: `formpost:${variant.name}`, plan: 'oidcc-client-formpost-basic-certification-test-plan',
  fault: { en: `${variant.fault.en} (form_post)`, zh: `${variant.fault.zh}（form_post）` },
  settings: { ...variant.settings, 'response-mode': 'form_post' },
}))

const refresh = inPlan('oidcc-client-refreshtoken-test-plan', 'oidcc-client-test-', [
  ['refresh-token', 'nothing is wrong with the refresh', '刷新一切正常', renewed, { run: 'refresh' }],
  [
    'refresh-token-invalid-issuer', 'the refreshed ID token has another iss', '刷新得到的 ID 令牌 iss 不同',
    keptAfter(4, 'id-token-issuer'), {
      run: 'refresh', only: 'refresh_token', idToken: ({ claims }) => { claims['iss'] = 'https://other.example' },
    },
  ],
  [
    'refresh-token-invalid-sub', 'the refreshed ID token is about another user', '刷新得到的 ID 令牌属于另一个用户',
    keptAfter(4, 'refreshed-subject'), {
      run: 'refresh', only: 'refresh_token', idToken: ({ claims }) => { claims['sub'] = '654321' },
    },
  ],
])

const comprehensive = inPlan('oidcc-client-test-plan', 'oidcc-client-test-', [
  ['missing-aud', 'the ID token has no aud', 'ID 令牌没有 aud', stopsBeforeUserinfo('id-token-audience'), {
    idToken: ({ claims }) => { delete claims['aud'] },
  }],
  [
    'invalid-sig-es256', 'the ES256 signature of the ID token is wrong', 'ID 令牌的 ES256 签名错误',
    stopsBeforeUserinfo('id-token-signature'), {
      idToken: async token => tamper(await sign(token)),
    },
  ],
  [
    'invalid-sig-hs256', 'the ID token is signed with HS256 and a wrong secret', 'ID 令牌用 HS256 和错误密钥签名',
    stopsBeforeUserinfo('id-token-algorithm'), {
      metadata: (document) => { document['id_token_signing_alg_values_supported'] = ['ES256', 'HS256'] },
      idToken: token => forge(token, 'HS256', hmac('not the secret')),
    },
  ],
  ['userinfo-bearer-header', 'the access token is taken from the header only', '只接受请求头里的访问令牌', accepted, {
    answer: {
      userinfo: async (context, _world, next) => {
        if (/^Bearer /i.test(context.get('authorization')) && context.search === '') await next()
        else context.throw(401)
      },
    },
  }],
  [
    'form-post-error', 'the answer is an error, and comes by form_post', '以 form_post 返回错误',
    refusedAt('authorization', 'access-denied'), {
      settings: { 'response-mode': 'form_post' },
      authorizationResponse: (parameters) => {
        parameters.delete('code')
        parameters.set('error', 'access_denied')
      },
    },
  ],
  ['userinfo-signed', 'the userinfo is a signed JWT', 'userinfo 是签名的 JWT', accepted, {
    ...signedBy('RS256'),
    userinfo: async (claims, { issuer, keys }) =>
      signWith({ header: {}, claims: { ...claims, iss: issuer, aud: 'oauth-walk' }, key: keys.own }, keys.get('RS256')),
  }],
])

/** The modules of the other plans that a command line without its own server can pass. */
export const otherModules: Variant[] = [...config, ...formPost, ...refresh, ...comprehensive]
