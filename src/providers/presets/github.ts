import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'github',
  name: 'GitHub',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
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
    register: {
      en: 'In Settings > Developer settings > OAuth Apps, enter http://127.0.0.1/callback as authorization callback URL; the port need not match.',
      zh: '在 Settings > Developer settings > OAuth Apps 中，把 http://127.0.0.1/callback 填为 Authorization callback URL；端口不必一致。',
    },
    workarounds: [{ way: 'device' }],
  },
  dialect: {
    token: { headers: { accept: 'application/json' } },
    userinfo: [
      { url: '{api-url}/user/emails', save: { email: '[primary=true].email' }, optional: true },
      {},
    ],
    claims: { sub: 'id', name: 'name | login', email: 'saved.email | email', picture: 'avatar_url' },
  },
}
