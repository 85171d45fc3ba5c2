import { expect, test } from 'vitest'
import type { RegisteredVendor } from '../support/vendor-application.ts'
import { changeSession } from '../cli/support.ts'
import { alipay } from './doubles/alipay.ts'
import { visit } from './doubles/asian-walk.ts'
import { baidu } from './doubles/baidu.ts'
import { douyin } from './doubles/douyin.ts'
import { feishu } from './doubles/feishu.ts'
import { huawei } from './doubles/huawei.ts'
import { jd } from './doubles/jd.ts'
import { qq } from './doubles/qq.ts'
import { wechatWeb } from './doubles/wechat-web.ts'
import { zhihu } from './doubles/zhihu.ts'

/** Who says with status 200 that a token is dead: by errcode, JSONP, an envelope, a number of its own, or a header. */
const vendors: readonly (readonly [string, RegisteredVendor, string])[] = [
  ['WeChat by errcode', wechatWeb, 'oWalk-unionid_9'], ['QQ in JSONP', qq, '0A1B2C3D4E5F60718293A4B5C6D7E8F9'],
  ['Alipay in an error_response', alipay, '2088102150477652'], ['Baidu by error_code', baidu, 'baidu-openid-1'],
  ['Douyin by err_no', douyin, 'union-id-9'],
  ['Feishu by code', feishu, 'on_d89jhsdhjsajkda7828enjdj328ydhhw'], ['Huawei by a header', huawei, 'MDFAunion9'],
  ['JD in an error_response', jd, 'jd-open-id-1'],
]

test.each(vendors)('D9: a dead access token, said in a 200, is no claims but a reason to refresh: %s', async (
  _, vendor, subject,
) => {
  const { home, double, login, later } = await visit(vendor)
  expect((await login(['--json'])).status).toBe(0)
  changeSession(home, session => ({ ...session, access_token: 'nobody-s-token' }))
  const before = double.heard.length
  const shown = await later('userinfo')
  expect({ status: shown.status, faults: double.faults }, shown.stderr).toEqual({
    status: 0, faults: ['access-token-unknown'],
  })
  expect(JSON.parse(shown.stdout)).toMatchObject({ sub: subject })
  const refreshes = double.heard.slice(before).filter(({ target, body }) =>
    /grant_?type"?[=:]"?refresh_token/i.test(target + body))
  expect(refreshes).toHaveLength(1)
})

test('D9, D11: where there is no refresh, Zhihu\'s 401 in a 200 is a refusal', async () => {
  const { home, login, later } = await visit(zhihu)
  expect((await login(['--json'])).status).toBe(0)
  changeSession(home, session => ({ ...session, access_token: 'nobody-s-token' }))
  const shown = await later('userinfo', '--json')
  expect(shown.status).toBe(3)
  expect(JSON.parse(shown.stdout)).toMatchObject({
    ok: false,
    error: {
      step: 'userinfo', provider: { error: '401', error_description: 'Access token is not valid', status: 200 },
    },
  })
})
