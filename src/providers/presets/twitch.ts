import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'twitch',
  name: 'Twitch',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'dev.twitch.tv/docs/authentication/getting-tokens-oidc',
    'dev.twitch.tv/docs/authentication/getting-tokens-oauth',
    'nextauthjs/next-auth packages/core/src/providers/twitch.ts',
    'pilcrowonpaper/arctic v3 src/providers/twitch.ts',
  ],
  confidence: 'high',
  unconfirmed: ['endpoints.device', 'redirect', 'dialect.errors'],
  issuer: 'https://id.twitch.tv/oauth2',
  endpoints: {
    authorization: 'https://id.twitch.tv/oauth2/authorize',
    token: 'https://id.twitch.tv/oauth2/token',
    userinfo: 'https://id.twitch.tv/oauth2/userinfo',
    revocation: 'https://id.twitch.tv/oauth2/revoke',
    device: 'https://id.twitch.tv/oauth2/device',
  },
  authentication: 'client_secret_post',
  scopes: ['openid', 'user:read:email'],
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://dev.twitch.tv/console/apps',
    register: {
      en: 'In dev.twitch.tv/console/apps > Register Your Application, enter {redirect_uri} under "OAuth Redirect URLs" and choose the client type "Confidential". http is taken for localhost only. The account needs two-factor authentication.',
      zh: '在 dev.twitch.tv/console/apps > Register Your Application 中，把 {redirect_uri} 填入“OAuth Redirect URLs”，客户端类型选“Confidential”。只有 localhost 可以用 http。帐号须启用两步验证。',
    },
    workarounds: [{ way: 'paste' }, { way: 'device' }],
  },
  dialect: {
    authorization: { parameters: { claims: '{"userinfo":{"email":null,"picture":null,"preferred_username":null}}' } },
    pkce: 'off',
    errors: [
      { in: ['poll'], at: 'message', meanings: { 'invalid device code': 'expired_token' } },
      { in: ['token'], at: 'status', message: 'message', meanings: { 400: 'invalid_grant', 403: 'invalid_client' } },
      {
        in: ['refresh'], at: 'status', message: 'message',
        meanings: { 400: 'invalid_grant', 401: 'invalid_grant', 403: 'invalid_client' },
      },
      { in: ['userinfo'], at: 'status', message: 'message', meanings: { 401: 'invalid_token' } },
    ],
    claims: { sub: 'sub', name: 'preferred_username', email: 'email', picture: 'picture' },
  },
  notes: [
    {
      en: 'Userinfo tells more than sub only for what the claims parameter asks for. Errors are {status, message}, and scope is a list.',
      zh: '除 sub 外，userinfo 只返回 claims 参数要求的内容。错误的格式是 {status, message}，scope 是数组。',
    },
    {
      en: 'A client without a secret has the device flow only. PKCE is not known.',
      zh: '没有密钥的客户端只能用设备授权流程。不支持 PKCE。',
    },
  ],
}
