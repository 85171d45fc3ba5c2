import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'line',
  name: 'LINE Login v2.1',
  region: 'asia',
  checked: '2026-11-22',
  sources: [
    'developers.line.biz/en/docs/line-login/integrate-line-login',
    'developers.line.biz/en/docs/line-login/integrate-pkce',
    'nextauthjs/next-auth packages/core/src/providers/line.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.loopback'],
  endpoints: {
    authorization: 'https://access.line.me/oauth2/v2.1/authorize',
    token: 'https://api.line.me/oauth2/v2.1/token',
    userinfo: 'https://api.line.me/oauth2/v2.1/userinfo',
  },
  authentication: 'client_secret_post',
  scopes: ['openid', 'profile'],
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://developers.line.biz/console',
    register: {
      en: 'In LINE Developers Console > your channel > LINE Login tab, enter {redirect_uri} under "Callback URL", one on each line. The app type must include "Web app". Until the channel is published, only its admins and testers can sign in.',
      zh: '在 LINE Developers Console > 你的 channel > LINE Login 页签中，把 {redirect_uri} 填入“Callback URL”，每行一个。App types 须包含“Web app”。channel 发布之前，只有管理员和测试者能登录。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  notes: [
    {
      en: 'The ID token is signed with HS256 and the channel secret, so that it is not used: identity comes from userinfo, which has no e-mail address.',
      zh: 'ID 令牌用 channel secret 以 HS256 签名，因此不采用，身份以 userinfo 为准；其中没有邮箱。',
    },
    {
      en: 'Revocation takes the token under another name than RFC 7009, so that logout cannot revoke.',
      zh: '撤销接口的参数名与 RFC 7009 不同，因此 logout 无法撤销。',
    },
  ],
}
