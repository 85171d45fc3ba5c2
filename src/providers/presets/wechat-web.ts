import type { Preset } from '../preset.ts'
import { dialect } from './wechat-dialect.ts'

export const preset: Preset = {
  id: 'wechat-web',
  name: 'WeChat (website login)',
  localName: '微信（网站应用）',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'developers.weixin.qq.com/doc/oplatform/developers/dev/auth/web.md',
    'developers.weixin.qq.com/doc/service/api/webdev/access/api_snsrefreshtoken',
    'github.com/justauth/JustAuth AuthWeChatOpenRequest',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.errors'],
  endpoints: {
    authorization: 'https://open.weixin.qq.com/connect/qrconnect',
    token: 'https://api.weixin.qq.com/sns/oauth2/access_token',
    userinfo: 'https://api.weixin.qq.com/sns/userinfo',
  },
  authentication: 'client_secret_post',
  scopes: ['snsapi_login'],
  redirect: {
    loopback: 'no',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://open.weixin.qq.com',
    register: {
      en: 'On open.weixin.qq.com, in the approved website application > Development information, enter the bare domain of your redirect URI as 授权回调域 (example.com, without scheme, port or path), and pass --redirect-uri http://example.com/callback.',
      zh: '在微信开放平台（open.weixin.qq.com）“管理中心 > 网站应用 > 开发信息”里，把回调地址的域名填为“授权回调域”（如 example.com，不带协议、端口和路径），登录时加上 --redirect-uri http://example.com/callback。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect,
  notes: [
    {
      en: 'Only an application that was reviewed, of a verified company account, can use WeChat login. The refresh token lasts 30 days and refreshing does not extend it.',
      zh: '微信登录只对已认证的企业开发者、审核通过的网站应用开放。refresh_token 有效期 30 天，刷新不会延长它。',
    },
    {
      en:
        'The page shows “redirect_uri 参数错误” (error 10003) when the redirect URI’s domain is not the registered 授权回调域.',
      zh: '页面提示“redirect_uri 参数错误”（10003）时，说明回调地址的域名与“授权回调域”不一致。',
    },
  ],
}
