import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'github',
  name: 'GitHub',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    'github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication',
    'nextauthjs/next-auth packages/core/src/providers/github.ts',
  ],
  confidence: 'high',
  unconfirmed: [],
  variables: {
    'base-url': { example: 'https://github.example.com', default: 'https://github.com' },
    'api-url': { example: 'https://github.example.com/api/v3', default: 'https://api.github.com' },
  },
  endpoints: {
    authorization: '{base-url}/login/oauth/authorize',
    token: '{base-url}/login/oauth/access_token',
    userinfo: '{api-url}/user',
    device: '{base-url}/login/device/code',
  },
  authentication: 'client_secret_post',
  scopes: ['read:user', 'user:email'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'any',
    console: '{base-url}/settings/developers',
    register: {
      en: 'In Settings > Developer settings > OAuth Apps > New OAuth App, enter {any_port} as "Authorization callback URL" (any port will do).',
      zh: '在 Settings > Developer settings > OAuth Apps > New OAuth App 中，把“Authorization callback URL”填为 {any_port}（端口任意）。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'device' }],
  },
  dialect: {
    token: { headers: { accept: 'application/json' } },
    errors: [{ in: ['userinfo'], at: 'message', meanings: { 'Bad credentials': 'invalid_token' } }],
    userinfo: [
      { url: '{api-url}/user/emails', save: { email: '[primary=true].email' }, optional: true },
      {},
    ],
    claims: { sub: 'id', name: 'name | login', email: 'saved.email | email', picture: 'avatar_url' },
  },
  notes: [
    {
      en: 'The token endpoint answers in form encoding unless asked for JSON, and refuses with status 200 and an error member.',
      zh: '令牌端点默认返回表单编码，要求 JSON 时才返回 JSON；拒绝时状态码仍是 200，错误写在 error 中。',
    },
    {
      en: 'The access token of an OAuth App does not expire and has no refresh token. A GitHub App has both, and a refresh token is good for one use.',
      zh: 'OAuth App 的访问令牌不会过期，也没有刷新令牌。GitHub App 两者都有，且刷新令牌只能用一次。',
    },
    {
      en: 'Revocation is an API of its own (DELETE with a JSON body), not RFC 7009, so that logout cannot revoke.',
      zh: '撤销令牌是 GitHub 自己的接口（DELETE，JSON 正文），不符合 RFC 7009，因此 logout 无法撤销。',
    },
  ],
}
