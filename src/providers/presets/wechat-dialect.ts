import type { Dialect } from '../preset.ts'
import { errors } from './wechat-errors.ts'

/** What WeChat’s two logins have in common: all of their wire. */
export const dialect: Dialect = {
  authorization: {
    names: { client_id: 'appid' },
    order: ['appid', 'redirect_uri', 'response_type', 'scope', 'state'],
    scopeSeparator: ',',
    fragment: 'wechat_redirect',
  },
  pkce: 'off',
  callback: { bareDenial: true },
  token: {
    method: 'GET', encoding: 'query', names: { client_id: 'appid', client_secret: 'secret' },
    omit: ['redirect_uri'], order: ['appid', 'secret', 'code', 'grant_type'],
  },
  refresh: {
    url: 'https://api.weixin.qq.com/sns/oauth2/refresh_token',
    omit: ['client_secret'], order: ['appid', 'grant_type', 'refresh_token'],
  },
  errors,
  userinfo: [{ token: { query: 'access_token' }, query: { openid: '{token.openid}', lang: 'zh_CN' } }],
  claims: { sub: 'unionid | openid', name: 'nickname', picture: 'headimgurl' },
}
