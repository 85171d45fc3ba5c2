import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'bitbucket',
  name: 'Bitbucket Cloud',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developer.atlassian.com/cloud/bitbucket/oauth-2',
    'support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud',
    'nextauthjs/next-auth packages/core/src/providers/bitbucket.ts',
    'pennersr/django-allauth allauth/socialaccount/providers/bitbucket_oauth2',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.loopback', 'dialect.reply'],
  endpoints: {
    authorization: 'https://bitbucket.org/site/oauth2/authorize',
    token: 'https://bitbucket.org/site/oauth2/access_token',
    userinfo: 'https://api.bitbucket.org/2.0/user',
  },
  authentication: 'client_secret_basic',
  scopes: ['account', 'email'],
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    register: {
      en: 'In your workspace > Settings > OAuth consumers > Add consumer, enter {redirect_uri} as callback URL (there is one, and what is sent must begin with it) and tick Account: Email and Read.',
      zh: '在工作区的 Settings > OAuth consumers > Add consumer 中，把 Callback URL 填为 {redirect_uri}（只能填一个，发送的地址须以它开头），并勾选 Account 下的 Email 和 Read。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    pkce: 'off',
    reply: { names: { scope: 'scopes' } },
    userinfo: [
      { url: 'https://api.bitbucket.org/2.0/user/emails', save: { email: 'values[is_primary=true].email' } },
      {},
    ],
    claims: { sub: 'account_id | uuid', name: 'display_name', email: 'saved.email', picture: 'links.avatar.href' },
  },
  notes: [{
    en: 'What the token may do is set at the consumer; the token response calls it scopes. A refresh gives no new refresh token: the old one stays good.',
    zh: '令牌的权限在 consumer 中设置，令牌响应里写作 scopes。刷新不会给出新的刷新令牌，旧的继续有效。',
  }],
}
