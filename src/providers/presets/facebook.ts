import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'facebook',
  name: 'Facebook Login',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
    'developers.facebook.com/documentation/facebook-login/guides/advanced/oidc-token',
    'better-auth/better-auth packages/core/src/social-providers/facebook.ts',
    'nextauthjs/next-auth packages/core/src/providers/facebook.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['endpoints.device', 'redirect.port', 'dialect.errors[0].meanings'],
  variables: { version: { example: 'v24.0', default: 'v24.0' } },
  endpoints: {
    authorization: 'https://www.facebook.com/{version}/dialog/oauth',
    token: 'https://graph.facebook.com/{version}/oauth/access_token',
    userinfo: 'https://graph.facebook.com/{version}/me',
    device: 'https://graph.facebook.com/{version}/device/login',
  },
  authentication: 'client_secret_post',
  scopes: ['public_profile', 'email'],
  redirect: {
    loopback: 'partial',
    uri: 'http://localhost:8765/callback',
    port: 'any',
    console: 'https://developers.facebook.com/apps',
    register: {
      en: 'While the app is in development mode, {redirect_uri} works without being entered. In live mode only https is taken: enter the URL in App Dashboard > Use cases > Facebook Login > Settings > "Valid OAuth Redirect URIs".',
      zh: '应用处于开发模式时，{redirect_uri} 不必注册即可使用。上线后只接受 https：在应用面板的“用例 > Facebook 登录 > 设置 > 有效 OAuth 跳转 URI”中注册。',
    },
    workarounds: [
      { way: 'paste' }, { way: 'code-page', uri: 'https://www.facebook.com/connect/login_success.html' },
      { way: 'device' },
    ],
  },
  dialect: {
    authorization: { scopeSeparator: ',' },
    refresh: false,
    errors: [{
      at: 'error.code', message: 'error.message',
      meanings: { 102: 'invalid_token', 190: 'invalid_token', 10: 'insufficient_scope', 200: 'insufficient_scope' },
    }],
    userinfo: [{ query: { fields: 'id,name,email,picture' } }],
    claims: { sub: 'id', name: 'name', email: 'email', picture: 'picture.data.url' },
  },
  notes: [
    {
      en: 'An error is an object, not the standard’s string. There is no refresh token; an access token lasts about two hours.',
      zh: '错误是一个对象，而不是标准的字符串。没有刷新令牌，访问令牌有效期约两小时。',
    },
    {
      en: 'Without fields the answer has id and name only. PKCE is documented for the OpenID variant; elsewhere it is ignored.',
      zh: '不带 fields 时只返回 id 和 name。文档只为 OpenID 变体提到 PKCE，其他情况下会被忽略。',
    },
    {
      en:
        'Where the app requires proof of its secret (appsecret_proof), userinfo is refused: turn that off for this walk.',
      zh: '如果应用要求 appsecret_proof，userinfo 请求会被拒绝：请为此关闭该设置。',
    },
  ],
}
