import type { RegisteredVendor } from '../../support/vendor-application.ts'
import { authorizeRule, buildWechat, wechatClient } from './wechat.ts'

/** The test account of an official account takes a loopback host with its port as callback domain. */
export const wechatMp: RegisteredVendor = {
  name: 'wechat-mp', client: wechatClient, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: redirectUri => buildWechat('/connect/oauth2/authorize', authorizeRule(redirectUri, 'snsapi_userinfo')),
}
