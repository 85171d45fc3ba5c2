import type { RegisteredVendor } from '../../support/vendor-application.ts'
import { authorizeRule, buildWechat, wechatClient } from './wechat.ts'

/** A website application registers one bare public domain; any path below it is good, loopback is not. */
export const wechatWeb: RegisteredVendor = {
  name: 'wechat-web', client: wechatClient, redirectUri: 'https://walk.example.com/callback',
  build: redirectUri => buildWechat('/connect/qrconnect', authorizeRule(redirectUri, 'snsapi_login')),
}
