import type { Preset } from '../preset.ts'
import { dialect } from './wechat-dialect.ts'

export const preset: Preset = {
  id: 'wechat-mp',
  name: 'WeChat (official account web page)',
  localName: '微信公众号（网页授权）',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html',
    'developers.weixin.qq.com/doc/service/api/webdev/access/api_snsrefreshtoken',
    'github.com/justauth/JustAuth AuthWeChatMpRequest',
  ],
  confidence: 'high',
  unconfirmed: ['redirect.register', 'dialect.errors'],
  endpoints: {
    authorization: 'https://open.weixin.qq.com/connect/oauth2/authorize',
    token: 'https://api.weixin.qq.com/sns/oauth2/access_token',
    userinfo: 'https://api.weixin.qq.com/sns/userinfo',
  },
  authentication: 'client_secret_post',
  scopes: ['snsapi_userinfo'],
  redirect: {
    loopback: 'partial',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://mp.weixin.qq.com',
    register: {
      en: 'With a test account (mp.weixin.qq.com/debug/cgi-bin/sandbox > 网页帐号), enter {host} as callback domain, without scheme. With a real account, enter a verified domain under 设置与开发 > 功能设置 > 网页授权域名.',
      zh: '测试号：在 mp.weixin.qq.com/debug/cgi-bin/sandbox 的“网页帐号”里把授权回调页面域名填为 {host}（不带 http://）。正式号：在“设置与开发 > 功能设置 > 网页授权域名”里填写已校验的域名。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect,
  notes: [
    {
      en: 'The authorization page opens only inside WeChat: open the printed URL with WeChat DevTools (公众号网页项目), or send it to yourself in WeChat and paste back the address that could not load.',
      zh: '授权页只能在微信内打开：用微信开发者工具（公众号网页项目）打开打印出来的地址，或发到微信里点开，再把打不开的回调地址粘贴回来。',
    },
    {
      en: 'snsapi_base gives the openid without a consent page, but then there is no name or picture: /sns/userinfo answers 48001.',
      zh: 'snsapi_base 静默授权只能拿到 openid，没有昵称和头像：/sns/userinfo 会返回 48001。',
    },
  ],
}
