import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'auth0',
  name: 'Auth0',
  region: 'west',
  checked: '2026-08-23',
  sources: [
    'auth0.com/docs/api/authentication',
    'community.auth0.com/t/stop-prompting-for-consent-to-first-party-application/103222',
    'better-auth/better-auth packages/better-auth/src/plugins/generic-oauth/providers/auth0.ts',
    'pilcrowonpaper/arctic v3 src/providers/auth0.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.port'],
  variables: { domain: { example: 'example.eu.auth0.com' } },
  issuer: 'https://{domain}/',
  endpoints: {
    authorization: 'https://{domain}/authorize',
    token: 'https://{domain}/oauth/token',
    userinfo: 'https://{domain}/userinfo',
    revocation: 'https://{domain}/oauth/revoke',
    device: 'https://{domain}/oauth/device/code',
  },
  authentication: 'client_secret_post',
  locks: [{ lock: 'private_key_jwt', flags: '--client-key FILE' }],
  publicClients: true,
  scopes: ['openid', 'profile', 'email'],
  offline: { scopes: ['offline_access'] },
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://manage.auth0.com',
    register: {
      en: 'In Auth0 Dashboard > Applications > your application > Settings, add {redirect_uri} to "Allowed Callback URLs" (separated by commas) and save. Type "Regular Web Application" with a secret, "Native" without.',
      zh: '在 Auth0 Dashboard 的 Applications > 你的应用 > Settings 中，把 {redirect_uri} 加入“Allowed Callback URLs”（以逗号分隔）并保存。有密钥时应用类型选“Regular Web Application”，没有时选“Native”。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'device' }],
  },
  notes: [
    {
      en: 'The access token is opaque and good for userinfo only, unless --audience names an API. A refresh token also wants "Allow Offline Access" in that API.',
      zh: '不用 --audience 指定 API 时，访问令牌是不透明的，只能用于 userinfo。要刷新令牌，还须在该 API 中打开“Allow Offline Access”。',
    },
    {
      en: 'Auth0 always asks for consent when the redirect URI is on localhost. Set "JsonWebToken Signature Algorithm" to RS256: an HS256 ID token is refused.',
      zh: '重定向 URI 在 localhost 上时，Auth0 总会要求确认授权。“JsonWebToken Signature Algorithm”须设为 RS256：HS256 签名的 ID 令牌会被拒绝。',
    },
  ],
}
