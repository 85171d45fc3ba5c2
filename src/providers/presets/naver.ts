import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'naver',
  name: 'Naver Login',
  localName: '네이버 로그인',
  region: 'asia',
  checked: '2026-11-22',
  sources: [
    'developers.naver.com/docs/login/api/api.md',
    'hangem-study.readthedocs.io/en/latest/etc/OAuth (copy of the parameter tables)',
    'arcticjs.dev/providers/naver',
    'github.com/nextauthjs/next-auth/discussions/9313',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.loopback', 'dialect.pkce', 'dialect.errors', 'redirect.register'],
  endpoints: {
    authorization: 'https://nid.naver.com/oauth2.0/authorize',
    token: 'https://nid.naver.com/oauth2.0/token',
    userinfo: 'https://openapi.naver.com/v1/nid/me',
  },
  authentication: 'client_secret_post',
  scopes: [],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://developers.naver.com',
    register: {
      en: 'On developers.naver.com > Application > your application > API settings, add PC web with {origin} as service URL and {redirect_uri} as callback URL.',
      zh: '在 developers.naver.com 的 Application > 你的应用 > API 设置里添加 PC 웹（PC 网页），服务 URL 填 {origin}，Callback URL 填 {redirect_uri}。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    pkce: 'off',
    errors: [{
      in: ['userinfo'], at: 'resultcode', fine: ['00'], message: 'message',
      meanings: {
        '024': 'invalid_token', '028': 'invalid_token', 403: 'insufficient_scope', 500: 'temporarily_unavailable',
      },
    }],
    claims: {
      sub: 'response.id', name: 'response.name | response.nickname', email: 'response.email',
      picture: 'response.profile_image',
    },
  },
  notes: [
    {
      en: 'There are no scopes to ask for: what the user is asked is chosen in the console. Until the application is reviewed, only its developers and test accounts can sign in.',
      zh: '没有可请求的 scope：向用户索取哪些信息在控制台里选。应用审核通过之前，只有开发者和测试账号能登录。',
    },
  ],
}
