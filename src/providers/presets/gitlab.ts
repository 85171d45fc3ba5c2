import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'gitlab',
  name: 'GitLab',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'docs.gitlab.com/api/oauth2',
    'logto-io/logto packages/connectors/connector-gitlab',
    'better-auth/better-auth packages/core/src/social-providers/gitlab.ts',
    'doorkeeper-gem/doorkeeper lib/doorkeeper/oauth/helpers/uri_checker.rb',
  ],
  confidence: 'high',
  unconfirmed: ['issuer', 'endpoints.device', 'redirect.port'],
  variables: { 'base-url': { example: 'https://gitlab.example.com', default: 'https://gitlab.com' } },
  issuer: '{base-url}',
  endpoints: {
    authorization: '{base-url}/oauth/authorize',
    token: '{base-url}/oauth/token',
    userinfo: '{base-url}/oauth/userinfo',
    revocation: '{base-url}/oauth/revoke',
    device: '{base-url}/oauth/authorize_device',
  },
  authentication: 'client_secret_basic',
  publicClients: true,
  scopes: ['openid', 'profile', 'email'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: '{base-url}/-/user_settings/applications',
    register: {
      en: 'In Preferences > Applications > Add new application, enter {redirect_uri} under "Redirect URI" and tick the scopes openid, profile and email. Untick "Confidential" for a client without a secret.',
      zh: '在“偏好设置 > 应用程序 > 添加新应用程序”中，把“重定向 URI”填为 {redirect_uri}，并勾选 openid、profile 和 email。客户端没有密钥时，取消勾选“机密（Confidential）”。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'device' }],
  },
  notes: [{
    en:
      'Builds with a newer Doorkeeper take any port for 127.0.0.1 and [::1]; for the name localhost the port must match.',
    zh: '使用较新 Doorkeeper 的版本对 127.0.0.1 和 [::1] 不校验端口；用 localhost 时端口必须一致。',
  }],
}
