import type { Preset } from '../preset.ts'
import { dialect } from './feishu-dialect.ts'

export const preset: Preset = {
  id: 'lark',
  name: 'Lark',
  localName: 'Lark（飞书国际版）',
  region: 'asia',
  checked: '2026-11-22',
  sources: [
    'open.larkoffice.com/document/authentication-management/access-token/get-user-access-token.md (the same interface on the other host)',
    'open.larkoffice.com/document/authentication-management/access-token/refresh-user-access-token.md',
    'github.com/casdoor/casdoor idp/lark.go',
  ],
  confidence: 'medium',
  unconfirmed: ['endpoints.authorization', 'redirect.loopback', 'dialect.errors[1].meanings', 'redirect.register'],
  endpoints: {
    authorization: 'https://accounts.larksuite.com/open-apis/authen/v1/authorize',
    token: 'https://open.larksuite.com/open-apis/authen/v2/oauth/token',
    userinfo: 'https://open.larksuite.com/open-apis/authen/v1/user_info',
  },
  authentication: 'client_secret_post',
  scopes: [],
  offline: { scopes: ['offline_access'] },
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://open.larksuite.com/app',
    register: {
      en: 'On open.larksuite.com/app > your app > Security Settings > Redirect URLs, add {redirect_uri} (each port is an entry of its own).',
      zh: '在 open.larksuite.com/app 的应用里，Security Settings > Redirect URLs 添加 {redirect_uri}（端口不同就要另加一条）。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect,
  notes: [
    {
      en: 'Lark and Feishu accounts are apart: an application of one is unknown to the other (error 20046). A refresh token needs the permission offline_access under Permissions & Scopes; otherwise pass --no-offline.',
      zh:
        'Lark 与飞书是两套账号，应用不通用（否则返回 20046）。要拿 refresh_token，须在 Permissions & Scopes 里开通 offline_access；不需要时用 --no-offline。',
    },
  ],
}
