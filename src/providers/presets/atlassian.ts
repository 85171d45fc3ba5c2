import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'atlassian',
  name: 'Atlassian Cloud (3LO)',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developer.atlassian.com/cloud/oauth/getting-started/enabling-oauth-3lo',
    'developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps',
    'mrrefactoring.github.io/confluence.js/guide/oauth2',
    'nextauthjs/next-auth packages/core/src/providers/atlassian.ts',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.token'],
  endpoints: {
    authorization: 'https://auth.atlassian.com/authorize',
    token: 'https://auth.atlassian.com/oauth/token',
    userinfo: 'https://api.atlassian.com/me',
  },
  authentication: 'client_secret_post',
  scopes: ['read:me'],
  offline: { scopes: ['offline_access'] },
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://developer.atlassian.com/console/myapps',
    register: {
      en: 'In developer.atlassian.com/console/myapps > your app > Authorization > OAuth 2.0 (3LO) > Configure, enter {redirect_uri} as callback URL; in Permissions, add the User identity API with read:me.',
      zh: '在 developer.atlassian.com/console/myapps > 你的应用 > Authorization > OAuth 2.0 (3LO) > Configure 中，把 Callback URL 填为 {redirect_uri}；在 Permissions 中添加 User identity API 的 read:me。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    authorization: { parameters: { audience: 'api.atlassian.com', prompt: 'consent' } },
    token: { encoding: 'json' },
    claims: { sub: 'account_id', name: 'name', email: 'email', picture: 'picture' },
  },
  notes: [
    {
      en: 'The documentation writes the token request as JSON; form encoding is taken as well. A refresh token is good for one use.',
      zh: '文档中的令牌请求是 JSON，表单编码也能用。刷新令牌只能用一次。',
    },
    {
      en: 'For Jira and Confluence, ask https://api.atlassian.com/oauth/token/accessible-resources which sites the token opens.',
      zh: '访问 Jira 或 Confluence 前，先向 https://api.atlassian.com/oauth/token/accessible-resources 查询令牌可用于哪些站点。',
    },
  ],
}
