import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { freePort } from '../support/ports.ts'
import type { RegisteredVendor } from '../support/vendor-application.ts'
import { startVendor } from '../support/vendor-double.ts'
import { walkVendor, type Callback } from '../support/vendor-walk.ts'
import { changeSession } from '../cli/support.ts'
import { expectRefusal, expectWalk, kindsShown, visit, type ExpectedWalk } from './doubles/asian-walk.ts'
import { dingtalk } from './doubles/dingtalk.ts'
import { douyin } from './doubles/douyin.ts'
import { feishu } from './doubles/feishu.ts'
import { gitee } from './doubles/gitee.ts'
import { huawei } from './doubles/huawei.ts'
import { kakao } from './doubles/kakao.ts'
import { naver } from './doubles/naver.ts'
import { tiktok } from './doubles/tiktok.ts'
import { wechatWeb } from './doubles/wechat-web.ts'
import { wecom } from './doubles/wecom.ts'
import { weibo } from './doubles/weibo.ts'
import { xiaomi } from './doubles/xiaomi.ts'

const form = 'application/x-www-form-urlencoded;charset=UTF-8'
const json = 'application/json'
const dingtalkUserinfo = 'GET /v1.0/contact/users/me | {token}'
const dingtalkSecrets = '"clientId":"{client_id}","clientSecret":"{client_secret}"'
const xiaomiUserinfo = 'GET /user/profile?token={token}&clientId={client_id}'
const xiaomiCredentials = 'client_id={client_id}&client_secret={client_secret}'

const walks: ExpectedWalk[] = [
  {
    // The page lists every parameter that the authorization request takes, and nonce is none of them.
    vendor: dingtalk,
    authorization: '/oauth2/auth?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=openid&state={random}&prompt=consent',
    back: [
      `POST /v1.0/oauth2/userAccessToken | ${json} | {"code":"{code}","grantType":"authorization_code",${dingtalkSecrets}}`,
      dingtalkUserinfo,
    ],
    refresh: [
      `POST /v1.0/oauth2/userAccessToken | ${json} | {"refreshToken":"{token}","grantType":"refresh_token",${dingtalkSecrets}}`,
    ],
    again: [dingtalkUserinfo],
    claims: {
      sub: 'DingUnionId9', name: '张三', email: 'zhangsan@example.com',
      picture: 'https://static-legacy.dingtalk.com/media/zhangsan.png', openId: 'DingOpenId1', nick: '张三',
    },
    findings: ['pkce-unsupported', 'token-type-missing'],
    codeParameter: 'authCode',
    refused: { error: 'invalidParameter.authCode.notFound', error_description: '不合法的临时授权码', status: 400 },
  },
  {
    vendor: xiaomi,
    authorization: '/oauth2/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=1&state={random}&skip_confirm=false',
    back: [
      `POST /oauth2/token | ${form} | redirect_uri={redirect_uri}&code={code}&grant_type=authorization_code&${xiaomiCredentials}`,
      xiaomiUserinfo,
    ],
    // The refresh is a GET that needs the redirect URI (dev.mi.com, document 1516); the double sees to the parameters,
    // whose order is free.
    refresh: [expect.stringMatching(/^GET \/oauth2\/token\?/) as string],
    again: [xiaomiUserinfo],
    claims: {
      sub: 'mi-union-9', name: '张三', picture: 'https://s1.mi-img.com/zhangsan.jpg', result: 'ok',
      data: { userId: '123456', miliaoNick: '张三' },
    },
    findings: ['pkce-unsupported', 'secret-in-address', 'token-type-own', 'guarded-answer'],
    refused: { error: '96013', error_description: 'OA_INVALID_CODE', status: 200 },
  },
]

describe.each(walks.map(walk => [walk.vendor.name, kindsShown[walk.vendor.name], walk] as const))('%s', (
  _name, kinds, walk,
) => {
  test(`${kinds}: the walk, the refresh and userinfo, byte for byte`, async () => expectWalk(walk))
})

test('dingtalk: D9: a refused code ends with what the vendor says', async () => expectRefusal(ofVendor(dingtalk)))
test('xiaomi: D9: a refused code ends with what the vendor says', async () => expectRefusal(ofVendor(xiaomi)))

function ofVendor(vendor: RegisteredVendor): ExpectedWalk {
  const walk = walks.find(candidate => candidate.vendor === vendor)
  if (!walk) throw new Error(`no walk at ${vendor.name}`)
  return walk
}

const turnInto = (members: Record<string, string>) => (callback: Callback) => {
  callback.delete('code')
  for (const [name, value] of Object.entries(members)) callback.set(name, value)
}

/** How each vendor says that the person did not agree; the last are the provider's words in the document. */
const denials: readonly (readonly [string, RegisteredVendor, Record<string, string>, string | undefined])[] = [
  ['WeChat: the state and nothing else', wechatWeb, {}, undefined],
  ['WeCom: the state and nothing else', wecom, {}, undefined],
  ['Naver', naver, { error: 'access_denied', error_description: 'Canceled By User' }, 'access_denied'],
  [
    'Weibo, with its own number', weibo,
    {
      error: 'access_denied', error_uri: '/oauth2/authorize', error_code: '21330',
      error_description: 'user denied your request.',
    },
    'access_denied',
  ],
  ['Xiaomi, a number alone', xiaomi, { error: '96012', error_description: 'OA_ACCESS_DENIED' }, '96012'],
]

test.each(denials)('D5: the person denies at %s', async (_, vendor, members, said) => {
  const { double, login } = await visit(vendor)
  const walk = await login(['--json'], turnInto(members))
  const { error } = JSON.parse(walk.stdout) as { error: { step: string, provider: { error?: string } | null } }
  expect({ status: walk.status, step: error.step }, walk.stdout).toEqual({ status: 3, step: 'callback' })
  if (said !== undefined) expect(error.provider?.error).toBe(said)
  expect(double.heard.filter(({ path }) => /token|getuserinfo/.test(path))).toEqual([])
})

test('D5: a callback without code and error is no denial where the vendor has a word for one', async () => {
  const { double, login } = await visit(kakao)
  const walk = await login(['--json'], turnInto({}))
  expect(walk.status, walk.stdout).toBe(4)
  expect(double.at('/oauth/token')).toEqual([])
})

/** The vendors' own codes for a refresh token that is no longer good. */
const ended: readonly (readonly [RegisteredVendor, string])[] = [
  [wechatWeb, '40030'], [douyin, '10010'], [feishu, '20073'], [huawei, '20192'], [kakao, 'invalid_grant'],
]

test.each(
  ended.map(([vendor, code]) => [vendor.name, code, vendor] as const),
)('D11: %s ends the session with %s: a person is needed', async (name, code, vendor) => {
  const { home, login, later } = await visit(vendor)
  expect((await login(['--json'])).status).toBe(0)
  changeSession(home, session => ({ ...session, refresh_token: 'nobody-s-refresh-token' }))
  const refreshed = await later('token', 'refresh', '--json')
  expect(refreshed.status, refreshed.stdout).toBe(7)
  expect(JSON.parse(refreshed.stdout)).toMatchObject({
    ok: false, error: { exit_code: 7, hint: `oauth-walk login ${name}`, provider: { error: code } },
  })
})

test('D14: a Gitee of one\'s own is named by its address', async () => {
  const { double, login } = await visit(gitee)
  const walk = await login(['--json', '--provider-var', 'base-url=https://gitee.example.com'])
  expect({ status: walk.status, faults: double.faults }, walk.stderr).toEqual({ status: 0, faults: [] })
})

/** A login with the preset's own redirect URI at a port of ours; the vendor has registered this one. */
async function loginAtPort(vendor: RegisteredVendor, registered: (port: number) => string) {
  const port = await freePort()
  const double = await startVendor(origin => vendor.build(registered(port), origin))
  onTestFinished(async () => double.close())
  const words = ['--client-id', vendor.client.id, '--port', String(port), '--json']
  return {
    port, double,
    walk: await walkVendor(vendor.name, double, words, { home: freshHome(), secret: vendor.client.secret }),
  }
}

test('D15: a loopback redirect URI is refused by Douyin, and the waiting line names the address that is not registered', async () => {
  const { port, double, walk } = await loginAtPort(douyin, () => douyin.redirectUri)
  expect({ page: walk.page, faults: double.faults }).toEqual({
    page: '200 <p>redirect_uri 错误</p>', faults: ['parameter-wrong redirect_uri'],
  })
  expect(walk.stderr).toMatch(new RegExp(`http://(127\\.0\\.0\\.1|localhost):${port}/callback`))
})

test('D15: TikTok takes any port at the path that is registered, with its slash', async () => {
  const { double, walk } = await loginAtPort(tiktok, port => `http://127.0.0.1:${port}/callback/`)
  expect({ status: walk.status, faults: double.faults }, walk.stderr).toEqual({ status: 0, faults: [] })
})
