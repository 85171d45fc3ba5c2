import { json } from './answers.ts'
import { signedBy } from './basic-modules.ts'
import {
  accepted, keepsWaiting, renewed, stopsBeforeBrowser, stopsBeforeToken, stopsBeforeUserinfo,
} from './expectations.ts'
import type { Answer, Hooks, Json } from './hooks.ts'
import { user } from '../user.ts'
import { forge, signWith } from './signing.ts'
import { fault, module, type Expectation, type Variant } from './variant.ts'

type Row = [name: string, en: string, zh: string, expected: Expectation, more?: Partial<Variant>]
const prefix = 'fapi2-security-profile-final-client-'
const underSecurity: Pick<Variant, 'settings' | 'require'> = { settings: { fapi2: 'security' }, require: ['fapi2'] }
export const underSigning: Pick<Variant, 'settings' | 'require'> = {
  settings: { fapi2: 'message-signing' }, require: ['fapi2', 'jar', 'jarm'],
}

const claims = (change: (all: Json) => void): Hooks => ({ idToken: ({ claims: all }) => change(all) })
const without = (claim: string): Hooks => claims((all) => { Reflect.deleteProperty(all, claim) })
const withClaim = (name: string, value: (was: unknown) => unknown): Hooks =>
  claims((all) => { all[name] = value(all[name]) })
const answered = (change: (parameters: URLSearchParams) => void): Hooks => ({ authorizationResponse: change })
const impatient = { fapi2: 'security', timeout: '2' }

const resourceNonce = 'a-nonce-of-the-resource-server'

/** Wants a nonce of its own, as a resource server that writes the scheme in its own way. */
const wantsNonce: Answer = async (context, world, next) => {
  const [, payload = ''] = context.get('dpop').split('.')
  const hasNonce = Buffer.from(payload, 'base64url').toString().includes(resourceNonce)
  const challenge = {
    'www-authenticate': 'dPoP error="use_dpop_nonce", error_description="A nonce is required"',
    'dpop-nonce': resourceNonce,
  }
  await (hasNonce ? json(200, { sub: user.sub }) : json(401, {}, challenge))(context, world, next)
}

const rows: Row[] = [
  [
    'test-happy-path', 'nothing is wrong, and a nonce is demanded', '一切正常，且要求 nonce',
    { ...accepted, requests: { push: 2, token: 1, userinfo: 1 } }, { require: ['fapi2', 'dpop-nonce'] },
  ],
  [
    'test-happy-path-no-dpop-nonce', 'nothing is wrong, and no nonce is demanded', '一切正常，不要求 nonce',
    { ...accepted, requests: { push: 1, token: 1, userinfo: 1 } },
  ],
  [
    'test-discovery-issuer-mismatch', 'the metadata is about another issuer', '元数据属于另一个 issuer',
    stopsBeforeBrowser('issuer-identical'), {
      metadata: (document) => { document['issuer'] = 'https://other.example' },
    },
  ],
  [
    'test-invalid-iss', 'the ID token has another iss', 'ID 令牌的 iss 不同', stopsBeforeUserinfo('id-token-issuer'),
    withClaim('iss', () => 'https://other.example'),
  ],
  [
    'test-invalid-aud', 'the ID token is for another client', 'ID 令牌属于另一个客户端', stopsBeforeUserinfo('id-token-audience'),
    withClaim('aud', () => 'another-client'),
  ],
  [
    'test-invalid-secondary-aud', 'aud names a second client, and azp is missing', 'aud 含第二个客户端，而没有 azp',
    stopsBeforeUserinfo('id-token-audience'), withClaim('aud', aud => [aud, 'another-client']),
  ],
  [
    'test-invalid-null-alg', 'the ID token is not signed', 'ID 令牌没有签名', stopsBeforeUserinfo('fapi2-algorithm'),
    { idToken: token => forge(token, 'none', () => '') },
  ],
  [
    'test-invalid-alternate-alg',
    'the ID token is signed with RS256, which is advertised and which FAPI 2.0 does not allow',
    'ID 令牌用 RS256 签名：已公布，但 FAPI 2.0 不允许', stopsBeforeUserinfo('fapi2-algorithm'), {
      ...signedBy('RS256'),
      metadata: (document) => { document['id_token_signing_alg_values_supported'] = ['ES256', 'RS256'] },
    },
  ],
  [
    'test-invalid-expired-exp', 'the ID token expired five minutes ago', 'ID 令牌五分钟前已过期',
    stopsBeforeUserinfo('id-token-expiry'), withClaim('exp', () => Math.floor(Date.now() / 1000) - 300),
  ],
  [
    'test-invalid-missing-exp', 'the ID token has no exp', 'ID 令牌没有 exp', stopsBeforeUserinfo('id-token-expiry'),
    without('exp'),
  ],
  [
    'test-invalid-missing-aud', 'the ID token has no aud', 'ID 令牌没有 aud', stopsBeforeUserinfo('id-token-audience'),
    without('aud'),
  ],
  [
    'test-invalid-missing-iss', 'the ID token has no iss', 'ID 令牌没有 iss', stopsBeforeUserinfo('id-token-issuer'),
    without('iss'),
  ],
  [
    'test-valid-aud-as-array', 'aud is a list with the client alone', 'aud 是只含本客户端的列表', accepted,
    withClaim('aud', aud => [aud]),
  ],
  [
    'test-invalid-nonce', 'nonce in the ID token is another login’s', 'ID 令牌的 nonce 属于另一次登录',
    stopsBeforeUserinfo('id-token-nonce'), withClaim('nonce', () => 'a-nonce-of-another-login'),
  ],
  [
    'test-invalid-missing-nonce', 'the ID token has no nonce', 'ID 令牌没有 nonce', stopsBeforeUserinfo('id-token-nonce'),
    without('nonce'),
  ],
  [
    'test-invalid-authorization-response-iss', 'iss in the authorization response is another provider’s',
    '授权响应的 iss 属于别的授权服务器', stopsBeforeToken('response-issuer'),
    answered(parameters => parameters.set('iss', 'https://other.example')),
  ],
  [
    'test-remove-authorization-response-iss', 'the authorization response lacks the iss that was promised',
    '授权响应缺少承诺的 iss', stopsBeforeToken('response-issuer'), answered(parameters => parameters.delete('iss')),
  ],
  [
    'test-ensure-authorization-response-with-invalid-state-fails',
    'state in the authorization response is another login’s', '授权响应的 state 属于另一次登录', keepsWaiting, {
      settings: impatient, ...answered(parameters => parameters.set('state', 'of-another-login')),
    },
  ],
  [
    'test-ensure-authorization-response-with-invalid-missing-state-fails', 'the authorization response has no state',
    '授权响应没有 state', keepsWaiting, {
      settings: impatient, ...answered(parameters => parameters.delete('state')),
    },
  ],
  [
    'test-token-endpoint-response-without-expires_in', 'the token response has no expires_in', '令牌响应没有 expires_in',
    accepted, { tokenResponse: (body) => { delete body['expires_in'] } },
  ],
  [
    'test-token-type-case-insensitivity', 'token_type is written dPoP', 'token_type 写作 dPoP', accepted,
    { tokenResponse: (body) => { body['token_type'] = 'dPoP' } },
  ],
  [
    'test-rs-dpop-auth-scheme-case-insensitivity', 'the resource server asks for a nonce, and writes the scheme dPoP',
    '资源服务器要求 nonce，方案写作 dPoP', { ...accepted, requests: { token: 1, userinfo: 2 } },
    { answer: { userinfo: wantsNonce } },
  ],
  ['refresh-token-test', 'nothing is wrong with the refresh', '刷新一切正常', renewed, { run: 'refresh' }],
]

const modules = rows.map(([name, en, zh, expected, more]) =>
  module('fapi2-security-profile-final-client-test-plan', prefix
  + name, en, zh, expected, { ...underSecurity, ...more }))

const metadata = (change: (document: Json) => void): Hooks => ({ metadata: change })
const own: Row[] = [
  [
    'fapi2-no-push', 'the metadata names no endpoint for pushed requests', '元数据没有推送授权请求的端点',
    stopsBeforeBrowser('fapi2-pushed-requests'),
    metadata((document) => { delete document['pushed_authorization_request_endpoint'] }),
  ],
  [
    'fapi2-no-s256', 'the metadata knows PKCE by plain alone', '元数据只声明了 plain 的 PKCE', stopsBeforeBrowser('fapi2-pkce'),
    metadata((document) => { document['code_challenge_methods_supported'] = ['plain'] }),
  ],
  [
    'fapi2-no-iss', 'the metadata does not promise iss in the answer', '元数据没有承诺在响应中返回 iss',
    stopsBeforeBrowser('fapi2-response-issuer'),
    metadata((document) => { delete document['authorization_response_iss_parameter_supported'] }),
  ],
  [
    'fapi2-secrets-alone', 'clients can prove themselves by secrets alone', '客户端只能以密钥（secret）认证',
    stopsBeforeBrowser('fapi2-client-authentication'),
    metadata((document) => { document['token_endpoint_auth_methods_supported'] = ['client_secret_basic'] }),
  ],
  [
    'fapi2-no-dpop', 'the metadata does not know DPoP', '元数据没有声明 DPoP', stopsBeforeBrowser('fapi2-sender-constraint'),
    metadata((document) => { delete document['dpop_signing_alg_values_supported'] }),
  ],
  [
    'fapi2-rs256-alone', 'ID tokens are signed with RS256 alone', 'ID 令牌只用 RS256 签名',
    stopsBeforeBrowser('fapi2-algorithm'),
    metadata((document) => { document['id_token_signing_alg_values_supported'] = ['RS256'] }),
  ],
  [
    'fapi2-answered-bearer', 'the token is of type Bearer although a proof was sent', '发送了证明，令牌类型却是 Bearer',
    stopsBeforeUserinfo('fapi2-sender-constraint'), { tokenResponse: (body) => { body['token_type'] = 'Bearer' } },
  ],
  [
    'fapi2-bound-to-another-key', 'the access token is bound to another key', '访问令牌绑定的是另一个密钥',
    stopsBeforeUserinfo('token-confirmation'), {
      tokenResponse: async (body, { keys }) => {
        body['access_token'] = await signWith(
          { header: {}, claims: { cnf: { jkt: 'of-another-key' } }, key: keys.own }, keys.own,
        )
      },
    },
  ],
  ['fapi2-request-uri-lives-long', 'the pushed request is good for an hour', '推送的授权请求有效一小时', accepted, {
    answer: {
      push: async (context, _world, next) => {
        await next()
        if (context.status === 201) context.body = { ...context.body as Json, expires_in: 3600 }
      },
    },
  }],
  [
    'fapi2-no-signed-answers', 'the metadata names no response mode that is signed', '元数据没有签名的响应模式',
    stopsBeforeBrowser('fapi2-signed-response'), {
      ...underSigning, ...metadata((document) => { document['response_modes_supported'] = ['query'] }),
    },
  ],
]

/**
 * Of FAPI 2.0: the modules of the suite's plan for clients, and what a client sees of a provider that doesn't keep to
 * the profile.
 */
export const fapi: Variant[] = [
  ...modules,
  ...own.map(([name, en, zh, expected, more]) => fault(name, en, zh, expected, { ...underSecurity, ...more })),
]
