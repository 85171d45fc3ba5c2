import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'x',
  name: 'X (Twitter)',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'docs.x.com/fundamentals/developer-apps',
    'nextauthjs/next-auth packages/core/src/providers/twitter.ts',
    'better-auth/better-auth packages/core/src/social-providers/twitter.ts',
    'logto-io/logto packages/connectors/connector-x',
  ],
  confidence: 'high',
  unconfirmed: [],
  endpoints: {
    authorization: 'https://x.com/i/oauth2/authorize',
    token: 'https://api.x.com/2/oauth2/token',
    userinfo: 'https://api.x.com/2/users/me',
    revocation: 'https://api.x.com/2/oauth2/revoke',
  },
  authentication: 'client_secret_basic',
  publicClients: true,
  scopes: ['users.read', 'tweet.read'],
  offline: { scopes: ['offline.access'] },
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://console.x.com',
    register: {
      en: 'In console.x.com > your app > User authentication settings, enter {redirect_uri} as callback URI, character by character; localhost is not to be used. "Web App" has a secret, "Native App" has none.',
      zh: '在 console.x.com > 你的应用 > User authentication settings 中，把回调地址填为 {redirect_uri}，须逐字一致；不要用 localhost。“Web App”有密钥，“Native App”没有。',
    },
    workarounds: [{ way: 'paste' }],
  },
  dialect: {
    userinfo: [{ query: { 'user.fields': 'profile_image_url' } }],
    claims: { sub: 'data.id', name: 'data.name', email: 'data.confirmed_email', picture: 'data.profile_image_url' },
  },
  notes: [
    {
      en: 'PKCE is required, also with a secret. A secret goes by HTTP Basic only.',
      zh: '必须使用 PKCE，有密钥也一样。密钥只能用 HTTP Basic 发送。',
    },
    {
      en: 'The e-mail address wants the scope users.email and confirmed_email among the user.fields, and an app that was granted both.',
      zh: '要取得邮箱，须请求 scope users.email，并在 user.fields 中加上 confirmed_email，且应用已获准。',
    },
  ],
}
