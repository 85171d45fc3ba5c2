import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'dingtalk',
  name: 'DingTalk',
  localName: '钉钉',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'open.dingtalk.com/document/isvapp/tutorial-enabling-login-to-third-party-websites (as told in cloud.tencent.com/developer/article/2220581)',
    'developer.aliyun.com/ask/657105 (error codes)',
    'github.com/justauth/JustAuth AuthDingTalkV2Request',
    'github.com/logto-io/logto connector-dingtalk-web',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.errors[0].meanings', 'redirect.register'],
  endpoints: {
    authorization: 'https://login.dingtalk.com/oauth2/auth',
    token: 'https://api.dingtalk.com/v1.0/oauth2/userAccessToken',
    userinfo: 'https://api.dingtalk.com/v1.0/contact/users/me',
  },
  authentication: 'client_secret_post',
  scopes: ['openid'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://open-dev.dingtalk.com',
    register: {
      en: 'On open-dev.dingtalk.com > 应用开发 > your application > 安全设置, enter {redirect_uri} as 重定向 URL (older consoles: 分享设置 > 接入登录 > 回调域名).',
      zh: '在钉钉开发者后台“应用开发 > 应用 > 安全设置”里，把“重定向 URL（回调域名）”填为 {redirect_uri}（旧版后台在“分享设置 > 接入登录”）。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    authorization: { parameters: { prompt: 'consent' } },
    idToken: 'none',
    pkce: 'off',
    callback: { code: 'authCode' },
    token: {
      encoding: 'json', omit: ['redirect_uri'],
      names: {
        client_id: 'clientId', client_secret: 'clientSecret', grant_type: 'grantType', refresh_token: 'refreshToken',
      },
    },
    reply: { names: { access_token: 'accessToken', refresh_token: 'refreshToken', expires_in: 'expireIn' } },
    errors: [
      {
        in: ['token', 'refresh'], at: 'code', message: 'message',
        meanings: {
          invalidClientIdOrSecret: 'invalid_client', 'invalidParameter.clientId.notFound': 'invalid_client',
          'invalidParameter.authCode.notFound': 'invalid_grant',
          'invalidParameter.refreshToken.notFound': 'invalid_grant',
          invalidRefreshToken: 'invalid_grant',
        },
      },
      {
        in: ['userinfo'], at: 'code', message: 'message',
        meanings: {
          InvalidAuthentication: 'invalid_token',
          'Forbidden.AccessDenied.AccessTokenPermissionDenied': 'insufficient_scope',
        },
      },
    ],
    userinfo: [{ token: { header: 'x-acs-dingtalk-access-token' } }],
    claims: { sub: 'unionId | openId', name: 'nick', email: 'email', picture: 'avatarUrl' },
  },
  notes: [
    {
      en: 'The client id and secret stand under 凭证与基础信息. Step 6 needs the permission 通讯录个人信息读权限 (Contact.User.Read) under 权限管理. The scope openid brings no ID token here.',
      zh: 'client id 和 client secret 在“凭证与基础信息”里。第 6 步需要在“权限管理”里开通“通讯录个人信息读权限”（Contact.User.Read）。这里的 openid 并不会返回 ID Token。',
    },
  ],
}
