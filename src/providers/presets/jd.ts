import type { Preset } from '../preset.ts'

const data = 'jingdong_user_getUserInfoByOpenId_response.getuserinfobyappidandopenid_result.data'

export const preset: Preset = {
  id: 'jd',
  name: 'JD.com',
  localName: '京东',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'jos.jd.com/doc/channel.htm?id=880',
    'blog.csdn.net/zyliu_/article/details/141867142 (gateway error codes)',
    'github.com/justauth/JustAuth AuthJdRequest, GlobalAuthUtils.generateJdSignature',
  ],
  confidence: 'low',
  unconfirmed: ['redirect', 'dialect.refresh', 'dialect.claims', 'dialect.errors[1]'],
  endpoints: {
    authorization: 'https://open-oauth.jd.com/oauth2/to_login',
    token: 'https://open-oauth.jd.com/oauth2/access_token',
    userinfo: 'https://api.jd.com/routerjson',
  },
  authentication: 'client_secret_post',
  scopes: ['snsapi_base'],
  redirect: {
    loopback: 'unknown',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://jos.jd.com',
    register: {
      en: 'On jos.jd.com > 管理控制台 > 应用管理 > your approved application, enter your redirect URI as 回调 URL; the redirect URI must be the same, character by character. Only companies can apply.',
      zh: '在京东宙斯开放平台（jos.jd.com）“管理控制台 > 应用管理 > 已审核的应用”里填写“回调 URL”，登录时的回调地址必须与它完全一致。只有企业可以申请。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: { names: { client_id: 'app_key' } },
    pkce: 'off',
    token: { names: { client_id: 'app_key', client_secret: 'app_secret' }, omit: ['redirect_uri'] },
    refresh: { url: 'https://open-oauth.jd.com/oauth2/refresh_token' },
    errors: [
      {
        at: 'error_response.code', message: 'error_response.zh_desc',
        meanings: {
          2: 'temporarily_unavailable', 7: 'invalid_request', 8: 'invalid_request', 11: 'invalid_client',
          12: 'invalid_client', 15: 'invalid_request', 18: 'invalid_request', 19: 'invalid_token',
          20: 'invalid_request', 21: 'invalid_client', 24: 'unauthorized_client',
        },
      },
      { in: ['token', 'refresh'], at: 'code', fine: [0, '0', 200, '200'], message: 'msg' },
    ],
    userinfo: [{
      method: 'POST',
      token: { query: 'access_token' },
      query: {
        app_key: '{client_id}', method: 'jingdong.user.getUserInfoByOpenId',
        '360buy_param_json': '{"openId":"{token.open_id}"}', v: '2.0',
      },
    }],
    claims: { sub: 'token.open_id', name: `${data}.nickName`, picture: `${data}.imageUrl` },
  },
  code: 'jd',
  notes: [
    {
      en: 'The client id is the AppKey, the client secret the AppSecret. Step 6 is signed with it (MD5), with the time in China: a clock that is more than a few minutes off is refused (error 8).',
      zh: 'client id 填 AppKey，client secret 填 AppSecret。第 6 步用它做 MD5 签名，时间戳为北京时间：本机时钟偏差超过几分钟会被拒绝（错误码 8）。',
    },
    {
      en: 'No part of this preset was compared with a running application: JD gives them to companies only.',
      zh: '京东只向企业开放应用，本预设没有用真实应用验证过。',
    },
  ],
}
