import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'spotify',
  name: 'Spotify',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developer.spotify.com/documentation/web-api/concepts/redirect_uri',
    'developer.spotify.com/documentation/web-api/tutorials/migration-insecure-redirect-uri',
    'pilcrowonpaper/arctic v3 src/providers/spotify.ts',
    'n8n-io/n8n issue 25805',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.errors'],
  endpoints: {
    authorization: 'https://accounts.spotify.com/authorize',
    token: 'https://accounts.spotify.com/api/token',
    userinfo: 'https://api.spotify.com/v1/me',
  },
  authentication: 'client_secret_basic',
  publicClients: true,
  scopes: ['user-read-email', 'user-read-private'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'any',
    console: 'https://developer.spotify.com/dashboard',
    register: {
      en: 'In developer.spotify.com/dashboard > your app > Settings > Redirect URIs, add {any_port}: without a port it takes every port, so also {redirect_uri}. The name localhost is refused.',
      zh: '在 developer.spotify.com/dashboard > 你的应用 > Settings > Redirect URIs 中添加 {any_port}：不写端口即接受任意端口，包括 {redirect_uri}。不接受 localhost。',
    },
    workarounds: [{ way: 'paste' }],
  },
  dialect: {
    errors: [
      {
        in: ['userinfo'], at: 'error.status', message: 'error.message',
        meanings: { 401: 'invalid_token', 403: 'insufficient_scope' },
      },
    ],
    claims: { sub: 'id', name: 'display_name', email: 'email', picture: 'images[0].url' },
  },
  notes: [
    {
      en: 'In development mode only users listed under "User Management" can sign in; others get 403 at userinfo.',
      zh: '应用处于开发模式时，只有“User Management”中列出的用户可用，其他人在 userinfo 处会收到 403。',
    },
    {
      en: 'A client with a secret usually gets no new refresh token when it refreshes: the old one stays good. There is no revocation endpoint. A path with a hyphen was reported as refused.',
      zh: '有密钥的客户端刷新时通常拿不到新的刷新令牌，旧的继续有效。没有撤销端点。有人反馈路径里带连字符会被拒绝。',
    },
  ],
}
