import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'wechat-web',
  name: 'WeChat (website login)',
  localName: '微信（网站应用）',
  region: 'china',
  checked: '2026-11-22',
  sources: ['developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html'],
  confidence: 'high',
  unconfirmed: [],
  endpoints: {
    authorization: 'https://open.weixin.qq.com/connect/qrconnect',
    token: 'https://api.weixin.qq.com/sns/oauth2/access_token',
    userinfo: 'https://api.weixin.qq.com/sns/userinfo',
  },
  authentication: 'client_secret_post',
  scopes: ['snsapi_login'],
  redirect: {
    loopback: 'no',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    register: {
      en: 'Register the bare domain of the redirect URI (授权回调域) in the reviewed website application.',
      zh: '在已通过审核的网站应用里，把回调地址的域名填为“授权回调域”，只填域名，不带协议和路径。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: {
      names: { client_id: 'appid' },
      order: ['appid', 'redirect_uri', 'response_type', 'scope', 'state'],
      scopeSeparator: ',',
      fragment: 'wechat_redirect',
    },
    pkce: 'off',
    callback: { bareDenial: true },
    token: { method: 'GET', encoding: 'query', names: { client_id: 'appid', client_secret: 'secret' }, omit: ['redirect_uri'], order: ['appid', 'secret', 'code', 'grant_type'] },
    refresh: { url: 'https://api.weixin.qq.com/sns/oauth2/refresh_token', omit: ['client_secret'], order: ['appid', 'grant_type', 'refresh_token'] },
    errors: [{
      at: 'errcode', fine: [0], message: 'errmsg',
      meanings: { 40029: 'invalid_grant', 40163: 'invalid_grant', 40030: 'invalid_grant', 42002: 'invalid_grant', 40001: 'invalid_token', 42001: 'invalid_token', 40125: 'invalid_client', 40013: 'invalid_client' },
    }],
    userinfo: [{ token: { query: 'access_token' }, query: { openid: '{token.openid}', lang: 'zh_CN' } }],
    claims: { sub: 'unionid | openid', name: 'nickname', picture: 'headimgurl' },
  },
}
