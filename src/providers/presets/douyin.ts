import type { Preset } from '../preset.ts'

const meanings = {
  10002: 'invalid_request', 10003: 'invalid_client', 10004: 'insufficient_scope', 10005: 'invalid_request',
  10007: 'invalid_grant', 10008: 'invalid_token', 10010: 'invalid_grant', 10013: 'invalid_client',
  10014: 'invalid_client', 10020: 'invalid_grant', 2100004: 'temporarily_unavailable', 2100005: 'invalid_request',
  2100009: 'access_denied', 2190002: 'invalid_token', 2190003: 'insufficient_scope', 2190008: 'invalid_token',
  28001003: 'invalid_token', 28001005: 'temporarily_unavailable', 28001006: 'temporarily_unavailable',
  28001007: 'invalid_request', 28001008: 'invalid_token', 28001012: 'insufficient_scope',
  28001014: 'unauthorized_client', 28001015: 'invalid_request', 28001016: 'unauthorized_client',
  28001018: 'unauthorized_client', 28001019: 'unauthorized_client', 28001020: 'access_denied',
  28001045: 'access_denied', 28001046: 'access_denied', 28003018: 'temporarily_unavailable',
}

export const preset: Preset = {
  id: 'douyin',
  name: 'Douyin',
  localName: '抖音',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/account-permission/get-access-token',
    'developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/account-permission/refresh-access-token',
    'developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/account-permission/get-account-open-info',
    'developer.open-douyin.com/docs/resource/zh-cn/dop/develop/openapi/status-code',
  ],
  confidence: 'high',
  unconfirmed: [
    'dialect.errors[0].meanings.10003', 'dialect.errors[0].meanings.10007', 'dialect.errors[0].meanings.10013',
    'redirect.register',
  ],
  endpoints: {
    authorization: 'https://open.douyin.com/platform/oauth/connect/',
    token: 'https://open.douyin.com/oauth/access_token/',
    userinfo: 'https://open.douyin.com/oauth/userinfo/',
  },
  authentication: 'client_secret_post',
  scopes: ['user_info'],
  redirect: {
    loopback: 'no',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://developer.open-douyin.com',
    register: {
      en: 'On developer.open-douyin.com > 控制台 > your website application > 应用信息, enter your https redirect URI as 授权回调域 (a public domain, no query parameters) and wait for the review.',
      zh: '在抖音开放平台“控制台 > 网站应用 > 应用信息”里填写 https 的授权回调地址（公网域名，不带查询参数），等待审核通过。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: { names: { client_id: 'client_key' }, scopeSeparator: ',' },
    pkce: 'off',
    token: { names: { client_id: 'client_key' }, omit: ['redirect_uri'] },
    refresh: { url: 'https://open.douyin.com/oauth/refresh_token/', omit: ['client_secret'] },
    reply: { envelope: 'data' },
    errors: [
      { at: 'data.error_code', fine: [0, '0'], message: 'data.description', meanings },
      { at: 'err_no', fine: [0, '0'], message: 'err_msg', meanings },
    ],
    userinfo: [{ method: 'POST', token: { form: 'access_token' }, form: { open_id: '{token.open_id}' } }],
    claims: { sub: 'data.union_id | data.open_id', name: 'data.nickname', picture: 'data.avatar' },
  },
  notes: [
    {
      en: 'The client id is the client key (tt… or aw…). The refresh token lasts 30 days; refreshing prolongs the access token only.',
      zh: 'client id 填 Client Key（tt… 或 aw…）。refresh_token 有效期 30 天，刷新只延长 access_token。',
    },
  ],
}
