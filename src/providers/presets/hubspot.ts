import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'hubspot',
  name: 'HubSpot',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developers.hubspot.com/docs/api-reference/legacy/authentication/oauth-tokens/v1/guide',
    'developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide',
    'nextauthjs/next-auth packages/core/src/providers/hubspot.ts',
    'pennersr/django-allauth allauth/socialaccount/providers/hubspot',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect', 'dialect.errors[0].meanings'],
  endpoints: {
    authorization: 'https://app.hubspot.com/oauth/authorize',
    token: 'https://api.hubapi.com/oauth/v1/token',
    userinfo: 'https://api.hubapi.com/oauth/v1/access-tokens',
  },
  authentication: 'client_secret_post',
  scopes: ['oauth'],
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    register: {
      en: 'In your developer account > Apps > your app > Auth, enter {redirect_uri} under "Redirect URLs" and add the scope oauth. http is taken for localhost only. Whoever signs in must be a super admin of a HubSpot account.',
      zh: '在开发者帐号的 Apps > 你的应用 > Auth 中，把 {redirect_uri} 填入“Redirect URLs”，并添加 scope oauth。只有 localhost 可以用 http。登录者须是某个 HubSpot 帐号的超级管理员。',
    },
    workarounds: [{ way: 'paste' }],
  },
  dialect: {
    pkce: 'off',
    errors: [{
      at: 'status', message: 'message',
      meanings: {
        BAD_AUTH_CODE: 'invalid_grant', BAD_REFRESH_TOKEN: 'invalid_grant',
        MISMATCH_REDIRECT_URI_AUTH_CODE: 'invalid_grant',
        BAD_CLIENT_ID: 'invalid_client', BAD_CLIENT_SECRET: 'invalid_client',
      },
    }],
    userinfo: [{ url: 'https://api.hubapi.com/oauth/v1/access-tokens/{access_token}', token: 'none' }],
    claims: { sub: 'user_id', name: 'user', email: 'user' },
  },
  notes: [
    {
      en: 'There is no userinfo endpoint: the token’s own page tells the user, with the access token in the path of the address, where logs can see it.',
      zh: '没有 userinfo 端点：用户信息来自令牌自己的查询地址，访问令牌写在 URL 路径里，日志会记下它。',
    },
    {
      en: 'HubSpot has newer versions of these endpoints (v3, 2026-03) and calls v1 legacy; it still documents it. A refresh gives no new refresh token.',
      zh: 'HubSpot 已有更新的版本（v3、2026-03），把 v1 归为旧版，但仍保留其文档。刷新不会给出新的刷新令牌。',
    },
  ],
}
