import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'salesforce',
  name: 'Salesforce',
  region: 'west',
  checked: '2026-08-23',
  sources: [
    'help.salesforce.com remoteaccess_terminology',
    'better-auth/better-auth packages/core/src/social-providers/salesforce.ts',
    'nextauthjs/next-auth packages/core/src/providers/salesforce.ts',
    'pilcrowonpaper/arctic v3 src/providers/salesforce.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.port', 'redirect.workarounds'],
  variables: { domain: { example: 'example.my.salesforce.com', default: 'login.salesforce.com' } },
  issuer: 'https://{domain}',
  endpoints: {
    authorization: 'https://{domain}/services/oauth2/authorize',
    token: 'https://{domain}/services/oauth2/token',
    userinfo: 'https://{domain}/services/oauth2/userinfo',
    revocation: 'https://{domain}/services/oauth2/revoke',
  },
  authentication: 'client_secret_post',
  locks: [{ lock: 'private_key_jwt', flags: '--client-key FILE' }],
  publicClients: true,
  scopes: ['openid', 'profile', 'email'],
  offline: { scopes: ['refresh_token'] },
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    register: {
      en: 'In Setup > External Client App Manager > New External Client App > OAuth Settings, enter {redirect_uri} as callback URL and select the scopes openid, profile, email and refresh_token. http is taken for localhost only. It takes up to ten minutes to be in force.',
      zh: '在 Setup > External Client App Manager > New External Client App > OAuth Settings 中，把 Callback URL 填为 {redirect_uri}，并选择 openid、profile、email 和 refresh_token。只有 localhost 可以用 http。最多十分钟后生效。',
    },
    workarounds: [{ way: 'paste' }, { way: 'code-page', uri: 'https://login.salesforce.com/services/oauth2/success' }],
  },
  notes: [
    {
      en: 'A sandbox signs in at --domain test.salesforce.com, an organization with its own name at --domain NAME.my.salesforce.com.',
      zh: '沙盒环境用 --domain test.salesforce.com，有“我的域”的组织用 --domain NAME.my.salesforce.com。',
    },
    {
      en: 'The token response has no expires_in; instance_url tells where the API is. Since spring 2026 new connected apps cannot be made: use an external client app.',
      zh: '令牌响应没有 expires_in；API 的地址在 instance_url 中。2026 年春季起不能再新建 Connected App，请用 External Client App。',
    },
  ],
}
