import type { ErrorRule, Preset } from '../preset.ts'

const common = {
  96001: 'invalid_client', 96002: 'invalid_request', 96003: 'invalid_client', 96005: 'unauthorized_client',
  96006: 'unsupported_grant_type', 96007: 'invalid_scope', 96010: 'invalid_request', 96011: 'unsupported_response_type',
  96012: 'access_denied', 96013: 'invalid_grant',
}

const errors: ErrorRule[] = [
  {
    in: ['token', 'refresh'], at: 'error', message: 'error_description',
    meanings: { ...common, 96004: 'unsupported_grant_type', 96008: 'invalid_grant', 96009: 'invalid_grant' },
  },
  {
    in: ['userinfo'], at: 'code', fine: [0, '0'], message: 'description',
    meanings: { ...common, 96008: 'invalid_token' },
  },
  { in: ['userinfo'], at: 'result', fine: ['ok'], message: 'description' },
]

export const preset: Preset = {
  id: 'xiaomi',
  name: 'Xiaomi Account',
  localName: '小米账号',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'dev.mi.com/xiaomihyperos/documentation/detail?pId=1708',
    'dev.mi.com/xiaomihyperos/documentation/detail?pId=1519',
    'dev.mi.com/docs/passport/authorization-code',
    'github.com/justauth/JustAuth AuthMiRequest',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.loopback', 'dialect.errors[1].at', 'dialect.claims.sub', 'redirect.register'],
  endpoints: {
    authorization: 'https://account.xiaomi.com/oauth2/authorize',
    token: 'https://account.xiaomi.com/oauth2/token',
    userinfo: 'https://open.account.xiaomi.com/user/profile',
  },
  authentication: 'client_secret_post',
  scopes: ['1'],
  redirect: {
    loopback: 'unknown',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://dev.mi.com',
    register: {
      en: 'On dev.mi.com > 管理控制台 > your application > 帐号服务, enter {redirect_uri} as 授权回调地址; only its query may differ later.',
      zh: '在小米开放平台“管理控制台 > 应用 > 帐号服务”里，把“授权回调地址”填为 {redirect_uri}；登录时除查询参数外必须一致。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: { parameters: { skip_confirm: 'false' } },
    pkce: 'off',
    refresh: { method: 'GET', encoding: 'query', parameters: { redirect_uri: '{redirect_uri}' } },
    reply: { tokenTypes: ['mac'] },
    errors,
    userinfo: [{ token: { query: 'token' }, query: { clientId: '{client_id}' } }],
    claims: { sub: 'data.unionId | token.openId', name: 'data.miliaoNick', picture: 'data.miliaoIcon' },
  },
  notes: [
    {
      en: 'Scopes are numbers separated by spaces; 1 is the basic profile. The token is announced as a MAC token, but the profile interface takes it as it is, beside the client id.',
      zh: 'scope 是以空格分隔的数字，1 为基本资料。令牌声明为 MAC 类型，但用户资料接口直接接受令牌本身加 clientId。',
    },
  ],
}
