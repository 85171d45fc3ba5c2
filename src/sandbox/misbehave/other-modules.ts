import { basicModules, signedBy } from './basic-modules.ts'
import { accepted, keptAfter, keepsWaiting, refusedAt, renewed, stopsBeforeBrowser, stopsBeforeToken, stopsBeforeUserinfo } from './expectations.ts'
import type { Hooks } from './hooks.ts'
import { forge, hmac, sign, signWith, tamper } from './signing.ts'
import { module, type Expectation, type Plan, type Variant } from './variant.ts'

type Row = [name: string, en: string, zh: string, expected: Expectation, hooks?: Partial<Variant>]
const inPlan = (plan: Plan, prefix: string, rows: Row[]): Variant[] =>
  rows.map(([name, en, zh, expected, hooks]) => module(plan, prefix + name, en, zh, expected, hooks))

/** Signs with the newest of a row of keys, and publishes only that. */
const rotating: Hooks = {
  keys: (set, { keys, asked }) => { set.keys = [asked.token === 0 ? keys.own.publicJwk : keys.get('ES256', `rotation-${asked.token}`).publicJwk] },
  idToken: async (token, { keys, asked }) => signWith(token, keys.get('ES256', `rotation-${asked.token}`)),
}

const config = inPlan('oidcc-client-config-certification-test-plan', 'oidcc-client-test-', [
  ['discovery-openid-config', 'nothing is wrong, and the endpoints must be discovered', '一切正常，端点须经发现得到', accepted],
  ['discovery-jwks-uri-keys', 'nothing is wrong, and the keys must be fetched', '一切正常，密钥须从 jwks_uri 取得', { ...accepted, requests: { token: 1, jwks: 1 } }],
  ['discovery-issuer-mismatch', 'the metadata is about another issuer', '元数据属于另一个 issuer', stopsBeforeBrowser('issuer-identical'), {
    metadata: (document) => { document['issuer'] = 'https://other.example' },
  }],
  ['signing-key-rotation-just-before-signing', 'the key is exchanged just before the ID token is signed', '签发 ID 令牌前刚换了密钥', accepted, rotating],
  ['signing-key-rotation', 'the key is exchanged between two logins', '两次登录之间换了密钥', { ...accepted, requests: { token: 2 } }, { ...rotating, run: 'two-logins' }],
])

/** The plan "Form Post RP": the modules of "Basic RP", answered by a form that posts itself. */
const formPost = basicModules.map((variant): Variant => ({
  ...variant, name: `formpost:${variant.name}`, plan: 'oidcc-client-formpost-basic-certification-test-plan',
  fault: { en: `${variant.fault.en} (form_post)`, zh: `${variant.fault.zh}（form_post）` },
  settings: { ...variant.settings, 'response-mode': 'form_post' },
}))

const refresh = inPlan('oidcc-client-refreshtoken-test-plan', 'oidcc-client-test-', [
  ['refresh-token', 'nothing is wrong with the refresh', '刷新一切正常', renewed, { run: 'refresh' }],
  ['refresh-token-invalid-issuer', 'the refreshed ID token has another iss', '刷新得到的 ID 令牌 iss 不同', keptAfter(4, 'id-token-issuer'), {
    run: 'refresh', only: 'refresh_token', idToken: ({ claims }) => { claims['iss'] = 'https://other.example' },
  }],
  ['refresh-token-invalid-sub', 'the refreshed ID token is about another user', '刷新得到的 ID 令牌属于另一个用户', keptAfter(4, 'refreshed-subject'), {
    run: 'refresh', only: 'refresh_token', idToken: ({ claims }) => { claims['sub'] = '654321' },
  }],
])

const comprehensive = inPlan('oidcc-client-test-plan', 'oidcc-client-test-', [
  ['missing-aud', 'the ID token has no aud', 'ID 令牌没有 aud', stopsBeforeUserinfo('id-token-audience'), {
    idToken: ({ claims }) => { delete claims['aud'] },
  }],
  ['invalid-sig-es256', 'the ES256 signature of the ID token is wrong', 'ID 令牌的 ES256 签名错误', stopsBeforeUserinfo('id-token-signature'), {
    idToken: async token => tamper(await sign(token)),
  }],
  ['invalid-sig-hs256', 'the ID token is signed with HS256 and a wrong secret', 'ID 令牌用 HS256 和错误密钥签名', stopsBeforeUserinfo('id-token-algorithm'), {
    metadata: (document) => { document['id_token_signing_alg_values_supported'] = ['ES256', 'HS256'] },
    idToken: token => forge(token, 'HS256', hmac('not the secret')),
  }],
  ['userinfo-bearer-header', 'the access token is taken from the header only', '只接受请求头里的访问令牌', accepted, {
    answer: {
      userinfo: async (context, _world, next) => {
        if (/^Bearer /i.test(context.get('authorization')) && context.search === '') await next()
        else context.throw(401)
      },
    },
  }],
  ['form-post-error', 'the answer is an error, and comes by form_post', '以 form_post 返回错误', refusedAt('authorization', 'access-denied'), {
    settings: { 'response-mode': 'form_post' },
    authorizationResponse: (parameters) => {
      parameters.delete('code')
      parameters.set('error', 'access_denied')
    },
  }],
  ['userinfo-signed', 'the userinfo is a signed JWT', 'userinfo 是签名的 JWT', accepted, {
    ...signedBy('RS256'),
    userinfo: async (claims, { issuer, keys }) => signWith({ header: {}, claims: { ...claims, iss: issuer, aud: 'oauth-walk' }, key: keys.own }, keys.get('RS256')),
  }],
])

const fapi = inPlan('fapi2-security-profile-final-client-test-plan', 'fapi2-security-profile-final-client-test-', [
  ['invalid-secondary-aud', 'aud names a second client, and azp is missing', 'aud 含第二个客户端，而没有 azp', stopsBeforeUserinfo('id-token-audience'), {
    idToken: ({ claims }) => { claims['aud'] = [claims['aud'], 'another-client'] },
  }],
  ['invalid-null-alg', 'the ID token is not signed', 'ID 令牌没有签名', stopsBeforeUserinfo('id-token-algorithm'), { idToken: token => forge(token, 'none', () => '') }],
  ['invalid-alternate-alg', 'the ID token is signed with an algorithm that is not advertised', 'ID 令牌用了未公布的算法', stopsBeforeUserinfo('id-token-algorithm'), {
    ...signedBy('RS256'), metadata: () => undefined,
  }],
  ['invalid-expired-exp', 'the ID token expired five minutes ago', 'ID 令牌五分钟前已过期', stopsBeforeUserinfo('id-token-expiry'), {
    idToken: ({ claims }) => { claims['exp'] = Math.floor(Date.now() / 1000) - 300 },
  }],
  ['invalid-missing-exp', 'the ID token has no exp', 'ID 令牌没有 exp', stopsBeforeUserinfo('id-token-expiry'), { idToken: ({ claims }) => { delete claims['exp'] } }],
  ['invalid-missing-aud', 'the ID token has no aud', 'ID 令牌没有 aud', stopsBeforeUserinfo('id-token-audience'), { idToken: ({ claims }) => { delete claims['aud'] } }],
  ['invalid-missing-iss', 'the ID token has no iss', 'ID 令牌没有 iss', stopsBeforeUserinfo('id-token-issuer'), { idToken: ({ claims }) => { delete claims['iss'] } }],
  ['valid-aud-as-array', 'aud is a list with the client alone', 'aud 是只含本客户端的列表', accepted, { idToken: ({ claims }) => { claims['aud'] = [claims['aud']] } }],
  ['invalid-nonce', 'nonce in the ID token is another login’s', 'ID 令牌的 nonce 属于另一次登录', stopsBeforeUserinfo('id-token-nonce'), {
    idToken: ({ claims }) => { claims['nonce'] = 'of-another-login' },
  }],
  ['invalid-missing-nonce', 'the ID token has no nonce', 'ID 令牌没有 nonce', stopsBeforeUserinfo('id-token-nonce'), { idToken: ({ claims }) => { delete claims['nonce'] } }],
  ['invalid-authorization-response-iss', 'iss in the authorization response is another provider’s', '授权响应的 iss 属于别的授权服务器', stopsBeforeToken('response-issuer'), {
    authorizationResponse: parameters => parameters.set('iss', 'https://other.example'),
  }],
  ['remove-authorization-response-iss', 'the authorization response lacks the iss that was promised', '授权响应缺少承诺的 iss', stopsBeforeToken('response-issuer'), {
    authorizationResponse: parameters => parameters.delete('iss'),
  }],
  ['ensure-authorization-response-with-invalid-state-fails', 'state in the authorization response is another login’s', '授权响应的 state 属于另一次登录', keepsWaiting, {
    settings: { timeout: '2' }, authorizationResponse: parameters => parameters.set('state', 'of-another-login'),
  }],
  ['ensure-authorization-response-with-invalid-missing-state-fails', 'the authorization response has no state', '授权响应没有 state', keepsWaiting, {
    settings: { timeout: '2' }, authorizationResponse: parameters => parameters.delete('state'),
  }],
  ['token-endpoint-response-without-expires_in', 'the token response has no expires_in', '令牌响应没有 expires_in', accepted, {
    tokenResponse: (body) => { delete body['expires_in'] },
  }],
  ['token-type-case-insensitivity', 'token_type is written bEARER', 'token_type 写作 bEARER', accepted, { tokenResponse: (body) => { body['token_type'] = 'bEARER' } }],
])

/** The modules of the other plans that a command line without its own server can pass. */
export const otherModules: Variant[] = [...config, ...formPost, ...refresh, ...comprehensive, ...fapi]
