import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'weibo',
  name: 'Sina Weibo',
  localName: '新浪微博',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'open.weibo.com/wiki/授权机制说明 (mirrored in blog.csdn.net/weixin_33965305/article/details/85904123)',
    'open.weibo.com/wiki/Oauth2/authorize (mirrored in blog.csdn.net/Rodulf/article/details/50683655)',
    'github.com/justauth/JustAuth AuthWeiboRequest',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.loopback', 'dialect.errors[1].meanings'],
  endpoints: {
    authorization: 'https://api.weibo.com/oauth2/authorize',
    token: 'https://api.weibo.com/oauth2/access_token',
    userinfo: 'https://api.weibo.com/2/users/show.json',
  },
  authentication: 'client_secret_post',
  scopes: [],
  redirect: {
    loopback: 'partial',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://open.weibo.com',
    register: {
      en: 'On open.weibo.com > 我的应用 > 应用信息 > 高级信息 > OAuth2.0 授权设置, enter {redirect_uri} as 授权回调页, character by character the same.',
      zh: '在微博开放平台“我的应用 > 应用信息 > 高级信息 > OAuth2.0 授权设置”里，把“授权回调页”填为 {redirect_uri}，必须一字不差。',
    },
    workarounds: [
      { way: 'swap-host' }, { way: 'paste' }, { way: 'code-page', uri: 'https://api.weibo.com/oauth2/default.html' },
      { way: 'own-domain' },
    ],
  },
  dialect: {
    authorization: { scopeSeparator: ',' },
    pkce: 'off',
    refresh: false,
    errors: [
      {
        in: ['token'], at: 'error_code', message: 'error_description',
        meanings: {
          21322: 'invalid_request', 21323: 'invalid_request', 21324: 'invalid_client', 21325: 'invalid_grant',
          21326: 'unauthorized_client', 21327: 'invalid_grant', 21328: 'unsupported_grant_type',
          21329: 'unsupported_response_type', 21330: 'access_denied', 21331: 'temporarily_unavailable',
        },
      },
      {
        in: ['userinfo'], at: 'error_code', message: 'error',
        meanings: {
          10014: 'insufficient_scope', 21314: 'invalid_token', 21315: 'invalid_token', 21316: 'invalid_token',
          21317: 'invalid_token', 21319: 'invalid_token', 21321: 'access_denied', 21327: 'invalid_token',
          21332: 'invalid_token',
        },
      },
    ],
    userinfo: [{ token: { query: 'access_token' }, query: { uid: '{token.uid}' } }],
    claims: { sub: 'idstr | id', name: 'screen_name | name', picture: 'avatar_large | profile_image_url' },
  },
  notes: [
    {
      en: 'Web applications get no refresh token: when the access token has run out, sign in again. Before the review only the accounts under 应用信息 > 测试信息 can sign in (error 21321).',
      zh: '网页应用不发 refresh_token，access_token 过期后要重新登录。应用审核通过之前，只有“应用信息 > 测试信息”里的测试账号能登录（否则返回 21321）。',
    },
  ],
}
