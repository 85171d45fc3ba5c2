import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'slack',
  name: 'Slack (Sign in with Slack)',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'docs.slack.dev/authentication/using-pkce',
    'docs.slack.dev/changelog/2026/03/30/pkce',
    'authjs.dev/getting-started/providers/slack',
    'logto-io/logto packages/connectors/connector-slack',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.errors[0].meanings'],
  issuer: 'https://slack.com',
  endpoints: {
    authorization: 'https://slack.com/openid/connect/authorize',
    token: 'https://slack.com/api/openid.connect.token',
    userinfo: 'https://slack.com/api/openid.connect.userInfo',
  },
  authentication: 'client_secret_post',
  publicClients: true,
  scopes: ['openid', 'profile', 'email'],
  redirect: {
    loopback: 'partial',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://api.slack.com/apps',
    register: {
      en: 'In api.slack.com/apps > your app > OAuth & Permissions, turn PKCE on (this makes the app a public client and cannot be undone), then add {redirect_uri} under "Redirect URLs". Without PKCE only https is taken: add an https URL and paste.',
      zh: '在 api.slack.com/apps > 你的应用 > OAuth & Permissions 中打开 PKCE（应用随即成为公开客户端，且不能撤回），再在“Redirect URLs”中加入 {redirect_uri}。不开 PKCE 时只接受 https：请注册一个 https 地址并用粘贴方式。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    errors: [{
      at: 'error',
      meanings: {
        invalid_code: 'invalid_grant', code_already_used: 'invalid_grant', bad_redirect_uri: 'invalid_grant',
        invalid_refresh_token: 'invalid_grant',
        bad_client_secret: 'invalid_client', invalid_client_id: 'invalid_client',
        invalid_auth: 'invalid_token', not_authed: 'invalid_token', token_revoked: 'invalid_token',
        token_expired: 'invalid_token',
        missing_scope: 'insufficient_scope',
      },
    }],
  },
  notes: [
    {
      en: 'Slack refuses with status 200, "ok": false and an error code of its own.',
      zh: 'Slack 拒绝时状态码仍是 200，返回 "ok": false 和它自己的错误码。',
    },
    {
      en: 'This is Sign in with Slack. Bot and user scopes live at another address (oauth/v2/authorize), with another answer. An app without the PKCE setting is walked with --no-pkce.',
      zh: '本预设是 Sign in with Slack。bot 和 user scope 走另一个地址（oauth/v2/authorize），响应也不同。应用未打开 PKCE 时请加 --no-pkce。',
    },
    {
      en: 'auth.revoke does not follow RFC 7009, so that logout cannot revoke.',
      zh: 'auth.revoke 不符合 RFC 7009，因此 logout 无法撤销。',
    },
  ],
}
