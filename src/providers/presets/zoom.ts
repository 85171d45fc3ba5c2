import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'zoom',
  name: 'Zoom',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developers.zoom.us/changelog/platform/pkce-loopback',
    'developers.zoom.us/docs/integrations/oauth',
    'developers.zoom.us/blog/device-authorization',
    'pilcrowonpaper/arctic v3 src/providers/zoom.ts',
  ],
  confidence: 'high',
  unconfirmed: ['endpoints.device', 'scopes'],
  endpoints: {
    authorization: 'https://zoom.us/oauth/authorize',
    token: 'https://zoom.us/oauth/token',
    userinfo: 'https://api.zoom.us/v2/users/me',
    revocation: 'https://zoom.us/oauth/revoke',
    device: 'https://zoom.us/oauth/devicecode',
  },
  authentication: 'client_secret_basic',
  publicClients: true,
  scopes: ['user:read:user'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'any',
    console: 'https://marketplace.zoom.us',
    register: {
      en: 'In marketplace.zoom.us > Develop > Build App > General App (user-managed), enter {any_port} as OAuth redirect URL and in the OAuth allow list: the port of {redirect_uri} is ignored. The app must be enabled for PKCE or be a native client; others need https. Add the scope user:read:user.',
      zh: '在 marketplace.zoom.us > Develop > Build App > General App（User-managed）中，把 OAuth Redirect URL 填为 {any_port}，并加入 OAuth Allow List：{redirect_uri} 的端口不参与比较。应用须启用 PKCE 或为原生客户端，否则只接受 https。还要添加 scope user:read:user。',
    },
    workarounds: [{ way: 'paste' }, { way: 'device' }],
  },
  dialect: {
    errors: [{ in: ['token', 'refresh'], at: 'error', message: 'reason' }],
    claims: { sub: 'id', name: 'display_name | first_name', email: 'email', picture: 'pic_url' },
  },
  notes: [{
    en: 'Scopes are fixed in the app. A refresh token is good for one use. Until the app is published, only users of its own account can sign in.',
    zh: 'scope 在应用里固定。刷新令牌只能用一次。应用发布之前，只有同一帐号下的用户能登录。',
  }],
}
