import { describe, expect, test } from 'vitest'
import { expectRefusal, expectWalk, kindsShown, visit, type ExpectedWalk } from './doubles/asian-walk.ts'
import { huawei } from './doubles/huawei.ts'
import { jd } from './doubles/jd.ts'
import { tiktok } from './doubles/tiktok.ts'
import { zhihu, zhihuAsDocumented } from './doubles/zhihu.ts'

const form = 'application/x-www-form-urlencoded;charset=UTF-8'
const credentials = 'client_id={client_id}&client_secret={client_secret}'
const tiktokUserinfo = 'GET /v2/user/info/?fields=open_id%2Cunion_id%2Cavatar_url%2Cdisplay_name | Bearer {token}'
const huaweiUserinfo = `POST /rest.php?nsp_svc=GOpen.User.getInfo | ${form} | access_token={token}&getNickName=1`
const jdUserinfo = 'POST /routerjson?access_token={token}&app_key={client_id}&method=jingdong.user.getUserInfoByOpenId&360buy_param_json=%7B%22openId%22%3A%22jd-open-id-1%22%7D&v=2.0&timestamp={now}&sign={signature}'

const zhihuWalk: ExpectedWalk = {
  vendor: zhihu,
  authorization: '/authorize?response_type=code&app_id={client_id}&redirect_uri={redirect_uri}&state={random}',
  back: [
    `POST /access_token | ${form} | redirect_uri={redirect_uri}&code={code}&grant_type=authorization_code&app_id={client_id}&app_key={client_secret}`,
    'GET /user | Bearer {token}',
  ],
  refresh: undefined, again: ['GET /user | Bearer {token}'],
  // The id is a number beyond 2^53 and stays exact.
  claims: {
    sub: '1234567890123456789', name: '张三', picture: 'https://picx.zhimg.com/zhangsan.jpg', uid: '1234567890123456789',
    fullname: '张三',
  },
  findings: ['pkce-unsupported', 'state-missing', 'big-integer'],
  codeParameter: 'authorization_code',
  refused: { error: '401', error_description: 'Authorization code is not valid', status: 200 },
}

const walks: ExpectedWalk[] = [
  {
    vendor: tiktok,
    authorization: '/v2/auth/authorize/?response_type=code&client_key={client_id}&redirect_uri={redirect_uri}&scope=user.info.basic&state={random}&code_challenge={random}&code_challenge_method=S256',
    back: [
      `POST /v2/oauth/token/ | ${form} | redirect_uri={redirect_uri}&code={code}&code_verifier={verifier}&grant_type=authorization_code&client_key={client_id}&client_secret={client_secret}`,
      tiktokUserinfo,
    ],
    refresh: [
      `POST /v2/oauth/token/ | ${form} | refresh_token={token}&grant_type=refresh_token&client_key={client_id}&client_secret={client_secret}`,
    ],
    again: [tiktokUserinfo],
    claims: {
      sub: 'c9c60f44-a68e-4f5d-84dd-ce22faeb0ba1', name: 'Zhang San',
      picture: 'https://p16-sign.tiktokcdn.com/zhangsan.jpeg',
      data: { user: { open_id: '723f24d7-e717-40f8-a2b6-cb8464cd23b4' } }, error: { code: 'ok' },
    },
    refused: { error: 'invalid_grant', error_description: 'Authorization code is expired.', status: 200 },
  },
  zhihuWalk,
  { ...zhihuWalk, vendor: zhihuAsDocumented, findings: ['pkce-unsupported', 'big-integer'], codeParameter: 'code' },
  {
    vendor: huawei,
    authorization: '/oauth2/v3/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=openid%20profile&state={random}&nonce={random}&code_challenge={random}&code_challenge_method=S256&access_type=offline',
    back: [
      `POST /oauth2/v3/token | ${form} | redirect_uri={redirect_uri}&code={code}&code_verifier={verifier}&grant_type=authorization_code&${credentials}`,
      huaweiUserinfo,
    ],
    refresh: [`POST /oauth2/v3/token | ${form} | refresh_token={token}&grant_type=refresh_token&${credentials}`],
    again: [huaweiUserinfo],
    claims: {
      sub: 'MDFAunion9', name: '张三', email: 'zhangsan@example.com',
      picture: 'https://upfile-drcn.platform.hicloud.com/zhangsan.jpg', openID: 'MDFAMTAx', displayName: '张三',
    },
    findings: ['keys-unknown', 'id-token-unused'],
    refused: { error: '20152', error_description: 'invalid code', status: 400 },
  },
  {
    vendor: jd,
    authorization: '/oauth2/to_login?response_type=code&app_key={client_id}&redirect_uri={redirect_uri}&scope=snsapi_base&state={random}',
    back: [
      `POST /oauth2/access_token | ${form} | code={code}&grant_type=authorization_code&app_key={client_id}&app_secret={client_secret}`,
      jdUserinfo,
    ],
    refresh: [
      `POST /oauth2/refresh_token | ${form} | refresh_token={token}&grant_type=refresh_token&app_key={client_id}&app_secret={client_secret}`,
    ],
    again: [jdUserinfo],
    claims: {
      sub: 'jd-open-id-1', name: '张三', picture: 'http://storage.360buyimg.com/zhangsan.jpg',
      jingdong_user_getUserInfoByOpenId_response: {
        getuserinfobyappidandopenid_result: { data: { nickName: '张三', gendar: '1' } },
      },
    },
    findings: ['pkce-unsupported', 'secret-in-address'],
    refused: { error: '402', error_description: 'code无效或已过期', status: 200 },
  },
]

describe.each(walks.map(walk => [walk.vendor.name, kindsShown[walk.vendor.name], walk] as const))('%s', (
  _, kinds, walk,
) => {
  test(`${kinds}: the walk, the refresh and userinfo, byte for byte`, async () => expectWalk(walk))
  test('D9: a refused code ends with what the vendor says', async () => expectRefusal(walk))
})

describe('Zhihu returns no state', () => {
  test('D5: under --strict nothing is redeemed and nothing is kept', async () => {
    const { double, login, later } = await visit(zhihu)
    const walk = await login(['--strict', '--json'])
    expect({ status: walk.status, document: JSON.parse(walk.stdout) as unknown }).toMatchObject({
      status: 4, document: { ok: false, error: { exit_code: 4, step: 'callback' } },
    })
    expect(double.at('/access_token')).toEqual([])
    expect((await later('userinfo')).status).toBe(7)
  })

  test('D5: a state that comes back and is another one is never tolerated', async () => {
    const { double, login } = await visit(zhihu)
    const walk = await login(['--json', '--timeout', '2'], callback => callback.set('state', 'a'.repeat(64)))
    expect(walk.status).toBe(5)
    expect(double.at('/access_token')).toEqual([])
  })
})
