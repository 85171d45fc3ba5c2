import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'reddit',
  name: 'Reddit',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'github.com/reddit-archive/reddit/wiki/oauth2',
    'better-auth/better-auth packages/core/src/social-providers/reddit.ts',
    'pennersr/django-allauth allauth/socialaccount/providers/reddit',
    'pilcrowonpaper/arctic v3 docs/pages/providers/reddit.md',
  ],
  confidence: 'high',
  unconfirmed: ['publicClients', 'redirect.port'],
  endpoints: {
    authorization: 'https://www.reddit.com/api/v1/authorize',
    token: 'https://www.reddit.com/api/v1/access_token',
    userinfo: 'https://oauth.reddit.com/api/v1/me',
    revocation: 'https://www.reddit.com/api/v1/revoke_token',
  },
  authentication: 'client_secret_basic',
  publicClients: 'empty-secret',
  scopes: ['identity'],
  offline: { parameters: { duration: 'permanent' } },
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://www.reddit.com/prefs/apps',
    register: {
      en: 'In reddit.com/prefs/apps > create another app, choose "web app" (with a secret) or "installed app" (without) and enter {redirect_uri} as redirect uri. The client id stands under the app’s name.',
      zh: '在 reddit.com/prefs/apps > create another app 中，有密钥选“web app”，没有选“installed app”，redirect uri 填 {redirect_uri}。client_id 在应用名称下方。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    pkce: 'off',
    claims: { sub: 'id', name: 'name', picture: 'icon_img' },
  },
  notes: [
    {
      en: 'The token endpoint refuses with status 200 and an error member. Requests with a common User-Agent get 429.',
      zh: '令牌端点拒绝时状态码仍是 200，错误写在 error 中。使用常见 User-Agent 的请求会收到 429。',
    },
    {
      en: 'A refresh gives no new refresh token: the old one stays good. There is no e-mail address, and & is written as &amp; in the picture’s address.',
      zh: '刷新不会给出新的刷新令牌，旧的继续有效。没有邮箱；头像地址里的 & 写作 &amp;。',
    },
  ],
}
