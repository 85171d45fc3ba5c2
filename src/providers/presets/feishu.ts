import type { Preset } from '../preset.ts'
import { dialect } from './feishu-dialect.ts'

export const preset: Preset = {
  id: 'feishu',
  name: 'Feishu',
  localName: '飞书',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'open.larkoffice.com/document/authentication-management/access-token/get-user-access-token.md',
    'open.larkoffice.com/document/authentication-management/access-token/refresh-user-access-token.md',
    'open.feishu.cn/document/common-capabilities/sso/api/obtain-oauth-code',
    'docs.allauth.org feishu (127.0.0.1 as redirect URL)',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.errors[1].meanings'],
  endpoints: {
    authorization: 'https://accounts.feishu.cn/open-apis/authen/v1/authorize',
    token: 'https://accounts.feishu.cn/oauth/v3/token',
    userinfo: 'https://open.feishu.cn/open-apis/authen/v1/user_info',
    device: 'https://accounts.feishu.cn/oauth/v1/device_authorization',
  },
  authentication: 'client_secret_post',
  scopes: [],
  offline: { scopes: ['offline_access'] },
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://open.feishu.cn/app',
    register: {
      en: 'On open.feishu.cn/app > your application > 安全设置 > 重定向 URL, add {redirect_uri} (each port is an entry of its own).',
      zh: '在飞书开放平台开发者后台“应用 > 安全设置 > 重定向 URL”里添加 {redirect_uri}（端口不同就要另加一条）。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'device' }],
  },
  dialect,
  notes: [
    {
      en: 'A refresh token needs the permission offline_access under 权限管理; without it the page refuses the request: add it, publish a version, or pass --no-offline. Each refresh token works once.',
      zh: '要拿 refresh_token，须在“权限管理”里开通 offline_access 并发布版本，否则授权页会报错；不需要时用 --no-offline。每个 refresh_token 只能用一次。',
    },
    {
      en: 'Error 20029 means that the redirect URI is not among 重定向 URL; 20010 that the user is outside the application’s availability (可用范围).',
      zh: '20029 表示回调地址不在“重定向 URL”里；20010 表示用户不在应用的可用范围内。',
    },
  ],
}
