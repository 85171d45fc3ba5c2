import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'dropbox',
  name: 'Dropbox',
  region: 'west',
  checked: '2026-07-22',
  sources: [
    'dropbox.github.io/dropbox-sdk-dotnet (DropboxOAuth2Helper)',
    'nextauthjs/next-auth packages/core/src/providers/dropbox.ts',
    'pilcrowonpaper/arctic v3 docs/pages/providers/dropbox.md',
    'pennersr/django-allauth allauth/socialaccount/providers/dropbox',
  ],
  confidence: 'high',
  unconfirmed: ['redirect.port'],
  endpoints: {
    authorization: 'https://www.dropbox.com/oauth2/authorize',
    token: 'https://api.dropboxapi.com/oauth2/token',
    userinfo: 'https://api.dropboxapi.com/2/users/get_current_account',
  },
  authentication: 'client_secret_post',
  publicClients: true,
  scopes: ['account_info.read'],
  offline: { parameters: { token_access_type: 'offline' } },
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://www.dropbox.com/developers/apps',
    register: {
      en: 'In dropbox.com/developers/apps > your app > Settings > OAuth 2, add {redirect_uri} under "Redirect URIs"; in Permissions, tick account_info.read and submit.',
      zh: '在 dropbox.com/developers/apps > 你的应用 > Settings > OAuth 2 中，把 {redirect_uri} 加入“Redirect URIs”；在 Permissions 页勾选 account_info.read 并提交。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    userinfo: [{ method: 'POST' }],
    claims: { sub: 'account_id', name: 'name.display_name', email: 'email', picture: 'profile_photo_url' },
  },
  notes: [
    {
      en: 'The account is asked for by POST with an empty body; a content type of a form is refused.',
      zh: '账户信息须用空正文的 POST 请求；带表单的 Content-Type 会被拒绝。',
    },
    {
      en:
        'A refresh gives no new refresh token: the old one stays good. Revocation is an API of its own, not RFC 7009.',
      zh: '刷新不会给出新的刷新令牌，旧的继续有效。撤销是它自己的接口，不符合 RFC 7009。',
    },
  ],
}
