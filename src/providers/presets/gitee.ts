import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'gitee',
  name: 'Gitee',
  localName: '码云 Gitee',
  region: 'china',
  checked: '2026-08-22',
  sources: [
    'github.com/casdoor/casdoor idp/gitee.go',
    'github.com/justauth/JustAuth AuthGiteeRequest',
    'github.com/aspnet-contrib/AspNet.Security.OAuth.Providers Gitee',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.pkce', 'redirect.register'],
  variables: { 'base-url': { example: 'https://gitee.example.com', default: 'https://gitee.com' } },
  endpoints: {
    authorization: '{base-url}/oauth/authorize',
    token: '{base-url}/oauth/token',
    userinfo: '{base-url}/api/v5/user',
  },
  authentication: 'client_secret_post',
  scopes: ['user_info'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://gitee.com/oauth/applications',
    register: {
      en: 'On gitee.com > 设置 > 第三方应用 > 创建应用, enter {redirect_uri} as 应用回调地址 and tick user_info.',
      zh: '在 gitee.com“设置 > 第三方应用 > 创建应用”里，把“应用回调地址”填为 {redirect_uri}，权限勾选 user_info。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    pkce: 'off',
    claims: { sub: 'id', name: 'name | login', email: 'email', picture: 'avatar_url' },
  },
  notes: [
    {
      en: 'The e-mail is empty unless the user has made it public.',
      zh: '用户没有公开邮箱时，email 为空。',
    },
  ],
}
