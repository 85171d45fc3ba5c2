import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'wecom',
  name: 'WeCom (web login)',
  localName: '企业微信（Web 登录）',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'developer.work.weixin.qq.com/document/path/98177',
    'developer.work.weixin.qq.com/document/path/98173',
    'developer.work.weixin.qq.com/document/path/90313',
  ],
  confidence: 'high',
  unconfirmed: ['notes', 'dialect.callback', 'redirect.register'],
  variables: { agentid: { example: '1000002' } },
  endpoints: {
    authorization: 'https://login.work.weixin.qq.com/wwlogin/sso/login',
    token: 'https://qyapi.weixin.qq.com/cgi-bin/gettoken',
    userinfo: 'https://qyapi.weixin.qq.com/cgi-bin/auth/getuserinfo',
  },
  authentication: 'client_secret_post',
  scopes: [],
  redirect: {
    loopback: 'no',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://work.weixin.qq.com',
    register: {
      en: 'In work.weixin.qq.com > 应用管理 > your application > 企业微信授权登录 > Web 网页, enter the domain of your redirect URI as 授权回调域, with its port unless that is 80 or 443 (login.example.com:8765). No IP address, no localhost.',
      zh: '在企业微信管理后台“应用管理 > 自建应用 > 企业微信授权登录 > Web 网页”里，把回调地址的域名填为“授权回调域”，端口不是 80/443 时要带上端口（如 login.example.com:8765）。不接受 IP 和 localhost。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: {
      names: { client_id: 'appid' },
      parameters: { login_type: 'CorpApp', agentid: '{agentid}' },
      omit: ['response_type', 'scope'],
    },
    pkce: 'off',
    callback: { bareDenial: true },
    token: {
      method: 'GET', encoding: 'query', names: { client_id: 'corpid', client_secret: 'corpsecret' },
      omit: ['code', 'grant_type', 'redirect_uri'],
    },
    refresh: false,
    errors: [
      {
        in: ['token'], at: 'errcode', fine: [0], message: 'errmsg',
        meanings: {
          '-1': 'temporarily_unavailable', 40001: 'invalid_client', 40013: 'invalid_client', 40056: 'invalid_request',
          41002: 'invalid_request', 41004: 'invalid_request', 42004: 'invalid_client', 45009: 'temporarily_unavailable',
          60020: 'unauthorized_client',
        },
      },
      {
        in: ['userinfo'], at: 'errcode', fine: [0], message: 'errmsg',
        meanings: {
          '-1': 'temporarily_unavailable', 40003: 'invalid_request', 40014: 'invalid_token', 40029: 'invalid_grant',
          41001: 'invalid_request', 42001: 'invalid_token', 45009: 'temporarily_unavailable',
          48002: 'insufficient_scope', 50001: 'invalid_request', 60011: 'insufficient_scope',
          60020: 'unauthorized_client', 60111: 'invalid_request',
        },
      },
    ],
    userinfo: [
      {
        token: { query: 'access_token' }, query: { code: '{code}' },
        save: { userid: 'userid | UserId' }, unlessSaved: 'userid',
      },
      {
        url: 'https://qyapi.weixin.qq.com/cgi-bin/user/get', token: { query: 'access_token' },
        query: { userid: '{saved.userid}' },
      },
    ],
    claims: { sub: 'saved.userid', name: 'name', email: 'email | biz_mail', picture: 'avatar' },
  },
  notes: [
    {
      en: 'The client id is the corp id (企业 ID), the client secret is the application’s secret; --provider-var agentid=… is its AgentId. The access token belongs to the application, not to the user: the code is spent at auth/getuserinfo.',
      zh: 'client id 填企业 ID（corpid），client secret 填应用的 Secret，--provider-var agentid=… 填应用的 AgentId。拿到的是应用级 access_token，不代表用户：授权码是在 auth/getuserinfo 里用掉的。',
    },
    {
      en: 'Error 60020 means that this machine’s public address is not among the application’s trusted IP addresses (企业可信IP).',
      zh: '返回 60020 说明本机的出口 IP 不在应用的“企业可信IP”里。',
    },
    {
      en: 'Applications created since June 2022 get no picture and no e-mail from user/get. Only members of the corporation can sign in: for others user/get has no answer.',
      zh: '2022 年 6 月之后创建的自建应用，user/get 不再返回头像和邮箱。只有企业成员能登录：非成员没有 userid，查不到资料。',
    },
  ],
}
