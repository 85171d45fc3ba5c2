import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'okta',
  name: 'Okta',
  region: 'west',
  checked: '2026-07-22',
  sources: [
    'developer.okta.com/docs/api/openapi/okta-oauth/oauth',
    'nextauthjs/next-auth packages/core/src/providers/okta.ts',
    'pilcrowonpaper/arctic v3 src/providers/okta.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['endpoints.device', 'redirect'],
  variables: {
    domain: { example: 'dev-123456.okta.com' },
    'auth-server-id': { example: 'default', default: 'default' },
  },
  issuer: 'https://{domain}/oauth2/{auth-server-id}',
  endpoints: {
    authorization: 'https://{domain}/oauth2/{auth-server-id}/v1/authorize',
    token: 'https://{domain}/oauth2/{auth-server-id}/v1/token',
    userinfo: 'https://{domain}/oauth2/{auth-server-id}/v1/userinfo',
    revocation: 'https://{domain}/oauth2/{auth-server-id}/v1/revoke',
    device: 'https://{domain}/oauth2/{auth-server-id}/v1/device/authorize',
  },
  authentication: 'client_secret_basic',
  locks: [{ lock: 'private_key_jwt', flags: '--client-key FILE' }],
  publicClients: true,
  scopes: ['openid', 'profile', 'email'],
  offline: { scopes: ['offline_access'] },
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    register: {
      en: 'In the Admin Console > Applications > Create App Integration > OIDC, choose "Web Application" (with a secret) or "Native Application" (without), tick "Refresh Token" and enter {redirect_uri} under "Sign-in redirect URIs", port included.',
      zh: '在 Admin Console 的 Applications > Create App Integration > OIDC 中，有密钥选“Web Application”，没有选“Native Application”，勾选“Refresh Token”，并在“Sign-in redirect URIs”中填入 {redirect_uri}（含端口）。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'device' }],
  },
  notes: [{
    en:
      'The org authorization server has no server id: use oauth-walk login https://YOUR_DOMAIN instead of this preset.',
    zh: '组织级授权服务器没有 server id：请不用本预设，直接运行 oauth-walk login https://YOUR_DOMAIN。',
  }],
}
