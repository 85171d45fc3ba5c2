import type { RegisteredVendor } from '../../support/vendor-application.ts'
import { buildFeishu, feishuClient } from './feishu.ts'

/**
 * The international edition: the same calls, the token still at its second address (the third refuses Lark's codes).
 */
export const lark: RegisteredVendor = {
  name: 'lark', client: feishuClient, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: redirectUri => buildFeishu('/open-apis/authen/v2/oauth/token', redirectUri),
}
