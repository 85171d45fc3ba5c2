import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'baidu',
  name: 'Baidu',
  localName: '百度',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'xnip.cn/shouce/628/47113.html (copy of developer.baidu.com: 授权回调地址, OAuth2.0 错误码)',
    'developer.baidu.com/wiki/index.php?title=docs/oauth/tokeninfo',
    'blog.csdn.net/qq_28844767/article/details/136658690 (copy of pan.baidu.com/union/doc: 授权码模式, 设备码模式)',
    'github.com/justauth/JustAuth AuthBaiduRequest',
  ],
  confidence: 'medium',
  unconfirmed: ['endpoints.device', 'dialect.errors[1].meanings'],
  endpoints: {
    authorization: 'https://openapi.baidu.com/oauth/2.0/authorize',
    token: 'https://openapi.baidu.com/oauth/2.0/token',
    userinfo: 'https://openapi.baidu.com/rest/2.0/passport/users/getInfo',
    device: 'https://openapi.baidu.com/oauth/2.0/device/code',
  },
  authentication: 'client_secret_post',
  scopes: ['basic'],
  redirect: {
    loopback: 'partial',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://developer.baidu.com',
    register: {
      en: 'On developer.baidu.com > 应用管理 > your project > 安全设置, enter {redirect_uri} as 授权回调地址; its root domain must be the registered one. If it is refused, use oob.',
      zh: '在百度开发者中心“应用管理 > 工程 > 安全设置”里，把“授权回调地址”填为 {redirect_uri}；回调地址的根域须与注册的一致。不被接受时改用 oob。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'code-page', uri: 'oob' }, { way: 'device' }],
  },
  dialect: {
    pkce: 'off',
    errors: [
      {
        in: ['token', 'refresh'], at: 'error', message: 'error_description',
        meanings: { expired_token: 'invalid_grant', redirect_uri_mismatch: 'invalid_request' },
      },
      {
        in: ['userinfo'], at: 'error_code', message: 'error_msg',
        meanings: {
          2: 'temporarily_unavailable', 4: 'temporarily_unavailable', 6: 'insufficient_scope', 100: 'invalid_request',
          101: 'invalid_client', 110: 'invalid_token', 111: 'invalid_token',
        },
      },
    ],
    userinfo: [{ token: { query: 'access_token' } }],
    claims: {
      sub: 'openid | userid | uid', name: 'username | uname',
      picture: 'https://himg.bdimg.com/sys/portrait/item/{portrait}',
    },
  },
  notes: [
    {
      en: 'The client id is the API Key, the client secret the Secret Key. A refresh token works once, also when the refresh failed: then sign in again.',
      zh: 'client id 填 API Key，client secret 填 Secret Key。refresh_token 只能用一次，刷新失败也会作废，届时要重新登录。',
    },
  ],
}
