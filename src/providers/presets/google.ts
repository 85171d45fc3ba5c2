import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'google',
  name: 'Google',
  region: 'west',
  checked: '2026-07-22',
  sources: [
    'developers.google.com/identity/protocols/oauth2/native-app',
    'developers.google.com/identity/protocols/oauth2/limited-input-device',
    'nextauthjs/next-auth packages/core/src/providers/google.ts',
  ],
  confidence: 'high',
  unconfirmed: ['authentication', 'dialect.device.pkce'],
  issuer: 'https://accounts.google.com',
  endpoints: {
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    userinfo: 'https://openidconnect.googleapis.com/v1/userinfo',
    revocation: 'https://oauth2.googleapis.com/revoke',
    device: 'https://oauth2.googleapis.com/device/code',
  },
  authentication: 'client_secret_post',
  scopes: ['openid', 'email', 'profile'],
  offline: { parameters: { access_type: 'offline', prompt: 'consent' } },
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'any',
    anyPortFor: { en: '"Desktop app"', zh: '“桌面应用”' },
    console: 'https://console.cloud.google.com/apis/credentials',
    register: {
      en: 'In Google Cloud console > APIs & Services > Credentials > Create credentials > OAuth client ID, choose the type "Desktop app": it needs no redirect URI. For the type "Web application", enter {redirect_uri} exactly under "Authorized redirect URIs".',
      zh: '在 Google Cloud 控制台的“API 和服务 > 凭据 > 创建凭据 > OAuth 客户端 ID”中选择“桌面应用”，无需填写重定向 URI。如果选择“Web 应用”，则在“已获授权的重定向 URI”中原样填入 {redirect_uri}。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'device' }],
  },
  // Its endpoints answer a parameter that they don't know with invalid_request ("Parameter not allowed for this message
  // type").
  dialect: { device: { pkce: 'off' } },
  notes: [
    {
      en: 'A client of the type "Desktop app" has a secret too, and the token endpoint wants it, although Google does not treat it as confidential.',
      zh: '“桌面应用”类型的客户端同样有 client_secret，令牌端点也要求提供，只是 Google 不把它当作机密。',
    },
    {
      en: 'Google gives a refresh token with the first consent only, unless prompt=consent asks for the consent again.',
      zh: 'Google 只在首次授权时给出刷新令牌；之后要再拿到，须用 prompt=consent 重新授权。',
    },
    {
      en: 'While the consent screen is in the status "Testing", only listed test users can sign in, and refresh tokens last seven days.',
      zh: '在 OAuth 权限请求页面处于“测试”状态时，只有列入名单的测试用户能登录，刷新令牌七天后失效。',
    },
  ],
}
