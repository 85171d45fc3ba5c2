import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'yahoo',
  name: 'Yahoo',
  localName: '雅虎',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developer.yahoo.com/oauth2/guide/flows_authcode',
    'developer.yahoo.com/oauth2/guide/openid_connect/getting_started.html',
    'docs.allauth.org/en/latest/socialaccount/providers/yahoo.html',
    'pilcrowonpaper/arctic v3 src/providers/yahoo.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['issuer', 'endpoints.revocation', 'redirect.loopback'],
  issuer: 'https://api.login.yahoo.com',
  endpoints: {
    authorization: 'https://api.login.yahoo.com/oauth2/request_auth',
    token: 'https://api.login.yahoo.com/oauth2/get_token',
    userinfo: 'https://api.login.yahoo.com/openid/v1/userinfo',
    revocation: 'https://api.login.yahoo.com/oauth2/revoke',
  },
  authentication: 'client_secret_basic',
  scopes: ['openid', 'profile', 'email'],
  redirect: {
    loopback: 'partial',
    uri: 'https://localhost:8765/callback',
    port: 'exact',
    console: 'https://developer.yahoo.com/apps/create',
    register: {
      en: 'In developer.yahoo.com/apps/create, enter {redirect_uri} under "Redirect URI(s)" and tick OpenID Connect Permissions: Email and Profile. Only https is taken; localhost is reported to work. Then paste, or give the listener a certificate.',
      zh: '在 developer.yahoo.com/apps/create 的“Redirect URI(s)”中填写 {redirect_uri}，并在 OpenID Connect Permissions 中勾选 Email 和 Profile。只接受 https；有人反馈 localhost 可用。之后用粘贴方式，或给监听器配上证书。',
    },
    workarounds: [{ way: 'paste' }, { way: 'code-page', uri: 'oob' }, { way: 'own-domain' }],
  },
  notes: [{
    en:
      'Copy client id and secret without the spaces in front of them. A refresh gives the refresh token that was sent.',
    zh: '复制 client_id 和密钥时，去掉前面的空格。刷新返回的仍是原来的刷新令牌。',
  }],
}
