import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'tiktok',
  name: 'TikTok (Login Kit for desktop)',
  region: 'asia',
  checked: '2026-11-22',
  sources: [
    'developers.tiktok.com/doc/login-kit-desktop',
    'developers.tiktok.com/doc/oauth-get-a-user-access-token',
    'developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token',
    'developers.tiktok.com/doc/oauth-error-handling',
    'developers.tiktok.com/doc/tiktok-api-v2-error-handling',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.errors[0].fine'],
  endpoints: {
    authorization: 'https://www.tiktok.com/v2/auth/authorize/',
    token: 'https://open.tiktokapis.com/v2/oauth/token/',
    userinfo: 'https://open.tiktokapis.com/v2/user/info/',
  },
  authentication: 'client_secret_post',
  scopes: ['user.info.basic'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback/',
    port: 'any',
    console: 'https://developers.tiktok.com',
    register: {
      en: 'On developers.tiktok.com > Manage apps > your app > Login Kit > Desktop, enter {any_port:*} as redirect URI: with the slash at the end, * stands for any port. The Web platform takes https only.',
      zh: '在 developers.tiktok.com 的 Manage apps > 应用 > Login Kit > Desktop 里，把 Redirect URI 填为 {any_port:*}（末尾有斜杠，* 匹配任意端口）。Web 平台只接受 https。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    authorization: { names: { client_id: 'client_key' }, scopeSeparator: ',' },
    pkce: 'hex',
    token: { names: { client_id: 'client_key' } },
    errors: [{
      in: ['userinfo'], at: 'error.code', fine: ['ok'], message: 'error.message',
      meanings: {
        access_token_invalid: 'invalid_token', scope_not_authorized: 'insufficient_scope',
        scope_permission_missed: 'insufficient_scope', invalid_params: 'invalid_request',
        rate_limit_exceeded: 'temporarily_unavailable', internal_error: 'temporarily_unavailable',
      },
    }],
    userinfo: [{ query: { fields: 'open_id,union_id,avatar_url,display_name' } }],
    claims: {
      sub: 'data.user.union_id | data.user.open_id', name: 'data.user.display_name', picture: 'data.user.avatar_url',
    },
  },
  notes: [
    {
      en: 'The client id is the client key. The PKCE challenge is hexadecimal here, although it is announced as S256: a base64url challenge ends with “Code verifier or code challenge is invalid” at the token endpoint.',
      zh: 'client id 填 client key。这里的 PKCE code_challenge 是十六进制，虽然声明为 S256：用 base64url 会在换令牌时报 “Code verifier or code challenge is invalid”。',
    },
    {
      en: 'Each refresh gives a new refresh token and ends the old one.',
      zh: '每次刷新都会返回新的 refresh_token，旧的随即失效。',
    },
  ],
}
