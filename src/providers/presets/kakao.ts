import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'kakao',
  name: 'Kakao Login',
  localName: '카카오 로그인',
  region: 'asia',
  checked: '2026-11-22',
  sources: [
    'developers.kakao.com/docs/en/kakaologin/rest-api',
    'developers.kakao.com/docs/en/kakaologin/trouble-shooting',
    'developers.kakao.com/docs/latest/en/getting-started/app-key-migration',
    'kauth.kakao.com/.well-known/openid-configuration (as quoted by two public projects, 2026-08-14 and 2026-10-08)',
  ],
  confidence: 'high',
  unconfirmed: ['endpoints.userinfo'],
  issuer: 'https://kauth.kakao.com',
  endpoints: {
    authorization: 'https://kauth.kakao.com/oauth/authorize',
    token: 'https://kauth.kakao.com/oauth/token',
    userinfo: 'https://kapi.kakao.com/v1/oidc/userinfo',
  },
  authentication: 'client_secret_post',
  publicClients: true,
  scopes: ['openid', 'profile_nickname', 'profile_image'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://developers.kakao.com',
    register: {
      en: 'On developers.kakao.com, switch on Kakao Login and OpenID Connect, then enter {redirect_uri} under App > Platform key > REST API key > Redirect URI.',
      zh: '在 developers.kakao.com 打开 Kakao Login 和 OpenID Connect 开关，再在 App > Platform key > REST API key > Redirect URI 里填 {redirect_uri}。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    authorization: { scopeSeparator: ',' },
    errors: [
      {
        in: ['userinfo'], at: 'code', message: 'msg',
        meanings: {
          '-1': 'temporarily_unavailable', '-2': 'invalid_request', '-101': 'invalid_token', '-103': 'access_denied',
          '-401': 'invalid_token', '-402': 'insufficient_scope', '-406': 'access_denied',
        },
      },
    ],
    claims: { sub: 'sub', name: 'nickname', email: 'email', picture: 'picture' },
  },
  notes: [
    {
      en: 'The client id is the REST API key. The client secret is sent only where it is switched on for that key. Every scope must be switched on under Kakao Login > Consent items, otherwise the page answers KOE205; the e-mail (account_email) needs a business app.',
      zh: 'client id 填 REST API key；client secret 只有在该 key 上启用后才需要。每个 scope 都要先在 Kakao Login > Consent items 里开通，否则页面返回 KOE205；邮箱（account_email）要求业务应用（biz app）。',
    },
    {
      en: 'KOE006 means that the redirect URI is not registered, KOE101 that the key is not the REST API key. A new refresh token comes only in the last month of the old one.',
      zh: 'KOE006 表示回调地址没有注册，KOE101 表示用的不是 REST API key。只有旧的 refresh_token 剩余不到一个月时才会返回新的。',
    },
  ],
}
