import type { KoaContextWithOIDC } from 'oidc-provider'
import { json, page } from './answers.ts'
import { accepted, refusedAt } from './expectations.ts'
import { heard, refuse } from './heard.ts'
import type { Hooks, Json } from './hooks.ts'
import { fault, module, type Expectation, type Variant } from './variant.ts'

const row = (
  name: string, en: string, zh: string, expected: Expectation, hooks: Hooks, settings: Record<string, string> = {},
) =>
  fault(`h24-registration-${name}`, en, zh, expected, {
    settings: { register: 'true', ...settings }, registers: true, ...hooks,
  })

/** Lets the provider answer, and changes what it said where it registered a client. */
const said = (change: (body: Json, context: KoaContextWithOIDC) => void): Hooks => ({
  answer: {
    registration: async (context, _world, next) => {
      await next()
      if (context.status !== 201) return
      const body = structuredClone(context.body) as Json
      context.body = body
      change(body, context)
    },
  },
})

/** No browser is opened: a client that can't come through is no use. */
const unusable = (code: string): Expectation => ({
  exit_code: 3, code, furthest: 'registration', session: 'none', requests: { registration: 1 },
  reaction: { en: 'opens no browser', zh: '不打开浏览器' },
})
const twice: Expectation = { ...accepted, requests: { registration: 2, token: 1 } }

/** What servers get wrong where a client registers itself (RFC 7591). */
export const registration: Variant[] = [
  module(
    'oidcc-client-test-plan', 'oidcc-client-test-dynamic-registration', 'the client registers itself', '客户端自行注册',
    { ...accepted, requests: { registration: 1, token: 1 } }, {
      settings: { register: 'true' }, registers: true,
    },
  ),
  row(
    'redirect-refused', 'the redirect URI that it just registered is refused in the browser', '刚注册的重定向 URI 在浏览器中被拒绝',
    refusedAt('authorization', 'error-page'), {
      answer: { authorization: page(400) },
    },
  ),
  row('other-method', 'the client is registered with another authentication method', '注册了另一种客户端认证方式', accepted, {
    answer: {
      registration: heard((body) => { body['token_endpoint_auth_method'] = 'client_secret_post'; return undefined }),
    },
  }),
  row(
    'method-unusable', 'the client is registered with a method that it has no key for', '注册的认证方式需要客户端没有的私钥',
    unusable('registration-unusable'), said((body) => { body['token_endpoint_auth_method'] = 'private_key_jwt' }),
  ),
  row(
    'forgets', 'the token endpoint does not know the client that was just registered', '令牌端点不认识刚注册的客户端',
    refusedAt('token', 'token-refused'), {
      answer: { token: json(401, { error: 'invalid_client' }) },
    },
  ),
  row(
    'status-200', 'the answer has status 200, not 201', '响应状态为 200 而不是 201', accepted,
    said((_body, context) => { context.status = 200 }),
  ),
  row('scope-refused', 'a client that names a scope is refused', '拒绝带有 scope 的注册', twice, {
    answer: {
      registration: heard((body, context) =>
        body['scope'] === undefined ? undefined : refuse(context, 'scope is not allowed here')),
    },
  }),
  row('expiry-missing', 'a secret comes without client_secret_expires_at', '返回密钥却没有 client_secret_expires_at', accepted,
    said((body) => { delete body['client_secret_expires_at'] }), { 'auth-method': 'client_secret_basic' }),
  row('redirect-changed', 'another redirect URI is registered', '注册了另一个重定向 URI', unusable('registration-unusable'),
    said((body) => { body['redirect_uris'] = ['https://other.example/callback'] })),
  row(
    'code-missing', 'the client is not registered for the authorization code', '注册的授权类型不含授权码',
    unusable('registration-unusable'), said((body) => { body['grant_types'] = ['client_credentials'] }),
  ),
  row(
    'id-missing', 'the answer has no client_id', '响应没有 client_id', unusable('unreadable-answer'),
    said((body) => { delete body['client_id'] }),
  ),
  row('redirect-uri-invalid', 'every redirect URI is invalid', '任何重定向 URI 都被认为无效', unusable('registration-refused'), {
    answer: { registration: json(400, { error: 'invalid_redirect_uri', error_description: 'http is not allowed' }) },
  }),
  row('closed', 'an initial access token is wanted', '需要初始访问令牌', unusable('registration-refused'), {
    answer: {
      registration: json(401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' }),
    },
  }),
]
