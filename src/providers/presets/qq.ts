import type { Preset } from '../preset.ts'

const tokenFaults = {
  100013: 'invalid_token', 100014: 'invalid_token', 100015: 'invalid_token', 100016: 'invalid_token',
  100007: 'invalid_request',
}

export const preset: Preset = {
  id: 'qq',
  name: 'QQ Connect',
  localName: 'QQ 互联',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'wiki.connect.qq.com 公共返回码说明 (mirrored in blog.csdn.net/load_life/article/details/7239848)',
    'yangjunwei.com/1143.html (copy of wiki.connect.qq.com, Authorization Code)',
    'github.com/justauth/JustAuth AuthQqRequest',
    'wiki.open.qq.com 回调地址常见问题',
  ],
  confidence: 'high',
  unconfirmed: ['dialect.errors[2].meanings.-22', 'dialect.errors[2].meanings.-23', 'redirect.register'],
  endpoints: {
    authorization: 'https://graph.qq.com/oauth2.0/authorize',
    token: 'https://graph.qq.com/oauth2.0/token',
    userinfo: 'https://graph.qq.com/user/get_user_info',
  },
  authentication: 'client_secret_post',
  scopes: ['get_user_info'],
  redirect: {
    loopback: 'no',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://connect.qq.com',
    register: {
      en: 'On connect.qq.com > 应用管理 > your website application, enter the full redirect URI as 网站回调域 (a public domain with an ICP filing; no trailing slash) and wait for the review, one to three working days.',
      zh: '在 QQ 互联（connect.qq.com）“应用管理 > 网站应用”里，把完整的回调地址填为“网站回调域”（需已备案的公网域名，末尾不要带斜杠），等待审核，一般 1 到 3 个工作日。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: { scopeSeparator: ',' },
    pkce: 'off',
    token: { method: 'GET', encoding: 'query', parameters: { fmt: 'json' } },
    errors: [
      {
        in: ['token', 'refresh'], at: 'error', message: 'error_description',
        meanings: {
          100000: 'invalid_request', 100001: 'invalid_request', 100002: 'invalid_request',
          100004: 'unsupported_grant_type', 100005: 'invalid_request', 100006: 'invalid_request',
          100008: 'invalid_client', 100009: 'invalid_client', 100010: 'invalid_request', 100011: 'unauthorized_client',
          100013: 'invalid_grant', 100014: 'invalid_grant', 100015: 'invalid_grant', 100016: 'invalid_grant',
          100018: 'invalid_grant', 100019: 'invalid_grant', 100020: 'invalid_grant', 100022: 'invalid_grant',
        },
      },
      { in: ['userinfo'], at: 'error', message: 'error_description', meanings: tokenFaults },
      {
        in: ['userinfo'], at: 'ret', fine: [0], message: 'msg',
        meanings: {
          ...tokenFaults, 100030: 'insufficient_scope', 100031: 'unauthorized_client', '-22': 'invalid_request',
          '-23': 'invalid_token',
        },
      },
    ],
    userinfo: [
      {
        url: 'https://graph.qq.com/oauth2.0/me', token: { query: 'access_token' }, query: { fmt: 'json' },
        save: { openid: 'openid' },
      },
      { token: { query: 'access_token' }, query: { oauth_consumer_key: '{client_id}', openid: '{saved.openid}' } },
    ],
    claims: { sub: 'saved.openid', name: 'nickname', picture: 'figureurl_qq_2 | figureurl_qq_1 | figureurl_2' },
  },
  notes: [
    {
      en: 'The user id is the openid of this application. The unionid, one for all applications of a developer, needs a permission of its own and is not asked for.',
      zh: '用户标识是本应用下的 openid。unionid（同一开发者的各应用间通用）要单独申请权限，这里不请求。',
    },
  ],
}
