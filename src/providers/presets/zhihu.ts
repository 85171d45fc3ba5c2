import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'zhihu',
  name: 'Zhihu',
  localName: '知乎',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'www.zhihu.com/ring/moltbook/api/oauth/quickstart.md (mirrored in a public repository)',
    'www.zhihu.com/ring/moltbook/api/oauth/access_token.md (mirrored)',
    'www.zhihu.com/ring/moltbook/api/oauth/user_info.md (mirrored)',
    'public clients of openapi.zhihu.com/access_token (name of the code, data envelope, code 20000)',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.loopback', 'dialect.callback', 'dialect.reply'],
  endpoints: {
    authorization: 'https://openapi.zhihu.com/authorize',
    token: 'https://openapi.zhihu.com/access_token',
    userinfo: 'https://openapi.zhihu.com/user',
  },
  authentication: 'client_secret_post',
  scopes: [],
  redirect: {
    loopback: 'unknown',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    register: {
      en: 'The redirect URI is the one given when app_id and app_key were applied for (Zhihu’s business team, or a hackathon project): ask for {redirect_uri}, or pass the registered one and paste the address.',
      zh: '回调地址就是申请 app_id / app_key 时填写的那个（知乎商务渠道或黑客松项目）：申请时填 {redirect_uri}，或用已注册的地址登录后粘贴回调地址。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: { names: { client_id: 'app_id' }, omit: ['scope'] },
    pkce: 'off',
    callback: { code: 'authorization_code', stateMayBeMissing: true },
    token: { names: { client_id: 'app_id', client_secret: 'app_key' } },
    refresh: false,
    reply: { envelope: 'data' },
    errors: [
      { in: ['token'], at: 'code', fine: [0, 20000], message: 'data', meanings: { 403: 'unauthorized_client' } },
      {
        in: ['userinfo'], at: 'code', fine: [0, 20000], message: 'data',
        meanings: { 401: 'invalid_token', 403: 'insufficient_scope' },
      },
    ],
    claims: { sub: 'uid', name: 'fullname', email: 'email', picture: 'avatar_path' },
  },
  notes: [
    {
      en: 'Zhihu does not promise to send state back: where it is missing, nothing shows that the answer belongs to this login, so an attacker could slip in a code of his own.',
      zh: '知乎不保证回传 state：缺失时无法证明这次回调属于本次登录，攻击者可能塞进自己的授权码（CSRF）。',
    },
    {
      en: 'The documents call the code `code`; `authorization_code` was observed. There is no refresh token: after an hour sign in again.',
      zh: '文档里回调参数叫 code，实际观察到的是 authorization_code。没有 refresh_token，约一小时后要重新登录。',
    },
  ],
}
