import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'linkedin',
  name: 'LinkedIn',
  localName: '领英',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow',
    'learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow-native',
    'better-auth.com/docs/authentication/linkedin',
    'pilcrowonpaper/arctic v3 src/providers/linkedin.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.uri'],
  endpoints: {
    authorization: 'https://www.linkedin.com/oauth/v2/authorization',
    token: 'https://www.linkedin.com/oauth/v2/accessToken',
    userinfo: 'https://api.linkedin.com/v2/userinfo',
  },
  authentication: 'client_secret_post',
  scopes: ['openid', 'profile', 'email'],
  redirect: {
    loopback: 'partial',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://www.linkedin.com/developers/apps',
    register: {
      en: 'In linkedin.com/developers/apps > your app > Products, add "Sign In with LinkedIn using OpenID Connect"; then in Auth, add {redirect_uri} to "Authorized redirect URLs for your app". The documentation asks for https, yet localhost is reported to work; if it is refused, add LinkedIn’s own page and paste the address that it ends on.',
      zh: '在 linkedin.com/developers/apps > 你的应用 > Products 中添加“Sign In with LinkedIn using OpenID Connect”，再到 Auth 页，把 {redirect_uri} 加入“Authorized redirect URLs for your app”。文档要求 https，但有人反馈 localhost 可用；如果被拒，就注册 LinkedIn 自己的页面，登录后粘贴其地址。',
    },
    workarounds: [
      { way: 'paste' }, { way: 'code-page', uri: 'https://www.linkedin.com/developers/tools/oauth/redirect' },
    ],
  },
  dialect: {
    authorization: { omit: ['nonce'] },
    pkce: 'off',
  },
  notes: [
    {
      en: 'LinkedIn knows no nonce, so that its ID token is not used: identity comes from userinfo.',
      zh: 'LinkedIn 不支持 nonce，因此不采用它的 ID 令牌，身份以 userinfo 为准。',
    },
    {
      en:
        'The web flow fails with a code_verifier. PKCE has an endpoint of its own, which LinkedIn turns on by request.',
      zh: '网页流程带上 code_verifier 会失败。PKCE 另有专用端点，须向 LinkedIn 申请开通。',
    },
    {
      en: 'Refresh tokens are for approved partners; an access token lasts 60 days.',
      zh: '只有获准的合作伙伴才有刷新令牌；访问令牌有效期 60 天。',
    },
  ],
}
