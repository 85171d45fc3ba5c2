import { describe, test } from 'vitest'
import { alipay } from './doubles/alipay.ts'
import { expectRefusal, expectWalk, kindsShown, type ExpectedWalk } from './doubles/asian-walk.ts'
import { baidu } from './doubles/baidu.ts'
import { douyin } from './doubles/douyin.ts'
import { feishu } from './doubles/feishu.ts'
import { gitee } from './doubles/gitee.ts'
import { lark } from './doubles/lark.ts'

const form = 'application/x-www-form-urlencoded;charset=UTF-8'
const credentials = 'client_id={client_id}&client_secret={client_secret}'
const signed = 'format=JSON&charset=utf-8&sign_type=RSA2&timestamp={now}&version=1.0&sign={signature}'
const gateway = 'POST /gateway.do | application/x-www-form-urlencoded;charset=utf-8'
const gatewayUserinfo = `${gateway} | auth_token={token}&app_id={client_id}&method=alipay.user.info.share&${signed}`
const douyinUserinfo
  = `POST /oauth/userinfo/ | ${form} | access_token={token}&open_id=b9b71865-7fea-44cc-aaaa-0123456789ab`

/** Feishu and its international edition differ in the address of the token call. */
function larks(vendor: ExpectedWalk['vendor'], path: string): ExpectedWalk {
  const token = `POST ${path} | application/json | `
  const secrets = '"client_id":"{client_id}","client_secret":"{client_secret}"}'
  return {
    vendor,
    authorization: '/open-apis/authen/v1/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=offline_access&state={random}&code_challenge={random}&code_challenge_method=S256',
    back: [
      `${token}{"redirect_uri":"{redirect_uri}","code":"{code}","code_verifier":"{verifier}","grant_type":"authorization_code",${secrets}`,
      'GET /open-apis/authen/v1/user_info | Bearer {token}',
    ],
    refresh: [`${token}{"refresh_token":"{token}","grant_type":"refresh_token",${secrets}`],
    again: ['GET /open-apis/authen/v1/user_info | Bearer {token}'],
    claims: {
      sub: 'on_d89jhsdhjsajkda7828enjdj328ydhhw', name: '张三', email: 'zhangsan@example.com',
      picture: 'https://s1-imfile.feishucdn.com/static-resource/zhangsan.png', code: 0,
      data: { open_id: 'ou_caecc734c2e3328a62489fe0648c4b98' },
    },
    refused: {
      error: '20003',
      error_description:
        'The authorization code is not found. Please note that an authorization code can only be used once.',
      status: 400,
    },
  }
}

const walks: ExpectedWalk[] = [
  {
    vendor: alipay,
    authorization:
      '/oauth2/publicAppAuthorize.htm?app_id={client_id}&redirect_uri={redirect_uri}&scope=auth_user&state={random}',
    back: [
      `${gateway} | code={code}&grant_type=authorization_code&app_id={client_id}&method=alipay.system.oauth.token&${signed}`,
      gatewayUserinfo,
    ],
    refresh: [
      `${gateway} | refresh_token={token}&grant_type=refresh_token&app_id={client_id}&method=alipay.system.oauth.token&${signed}`,
    ],
    again: [gatewayUserinfo],
    claims: {
      sub: '2088102150477652', name: '张三', picture: 'http://tfsimg.alipay.com/images/zhangsan',
      alipay_user_info_share_response: { code: '10000', user_id: '2088102150477652', city: '北京市' },
    },
    findings: ['pkce-unsupported', 'content-type', 'token-type-missing', 'expires-in-string'],
    codeParameter: 'auth_code', refused: { error: 'isv.code-invalid', error_description: '授权码code无效', status: 200 },
  },
  larks(feishu, '/oauth/v3/token'),
  larks(lark, '/open-apis/authen/v2/oauth/token'),
  {
    vendor: gitee,
    authorization: '/oauth/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=user_info&state={random}',
    back: [
      `POST /oauth/token | ${form} | redirect_uri={redirect_uri}&code={code}&grant_type=authorization_code&${credentials}`,
      'GET /api/v5/user | Bearer {token}',
    ],
    refresh: [`POST /oauth/token | ${form} | refresh_token={token}&grant_type=refresh_token&${credentials}`],
    again: ['GET /api/v5/user | Bearer {token}'],
    claims: {
      sub: '1234567', name: '张三', picture: 'https://foruda.gitee.com/avatar/zhangsan.png', id: 1234567,
      login: 'zhangsan',
    },
    findings: ['pkce-unsupported'],
    refused: { error: 'invalid_grant', error_description: '授权方式无效，或者登录回调地址无效、过期或已被撤销', status: 401 },
  },
  {
    vendor: baidu,
    authorization: '/oauth/2.0/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=basic&state={random}',
    back: [
      `POST /oauth/2.0/token | ${form} | redirect_uri={redirect_uri}&code={code}&grant_type=authorization_code&${credentials}`,
      'GET /rest/2.0/passport/users/getInfo?access_token={token}',
    ],
    refresh: [`POST /oauth/2.0/token | ${form} | refresh_token={token}&grant_type=refresh_token&${credentials}`],
    again: ['GET /rest/2.0/passport/users/getInfo?access_token={token}'],
    // The picture is made from the portrait.
    claims: {
      sub: 'baidu-openid-1', name: '张三', picture: 'https://himg.bdimg.com/sys/portrait/item/e2c1776c6637',
      userid: '2097322476', portrait: 'e2c1776c6637',
    },
    findings: ['pkce-unsupported', 'secret-in-address', 'token-type-missing'],
    refused: { error: 'invalid_grant', error_description: 'Invalid authorization code', status: 400 },
  },
  {
    vendor: douyin,
    authorization: '/platform/oauth/connect/?response_type=code&client_key={client_id}&redirect_uri={redirect_uri}&scope=user_info&state={random}',
    back: [
      `POST /oauth/access_token/ | ${form} | code={code}&grant_type=authorization_code&client_key={client_id}&client_secret={client_secret}`,
      douyinUserinfo,
    ],
    refresh: [
      `POST /oauth/refresh_token/ | ${form} | refresh_token={token}&grant_type=refresh_token&client_key={client_id}`,
    ],
    again: [douyinUserinfo],
    claims: {
      sub: 'union-id-9', name: '张三', picture: 'https://p3.douyinpic.com/zhangsan.jpeg', err_no: 0,
      data: { open_id: 'b9b71865-7fea-44cc-aaaa-0123456789ab' },
    },
    findings: ['pkce-unsupported', 'token-type-missing', 'expires-in-string'],
    refused: { error: '10007', error_description: '授权码过期', status: 200 },
  },
]

describe.each(walks.map(walk => [walk.vendor.name, kindsShown[walk.vendor.name], walk] as const))('%s', (
  _, kinds, walk,
) => {
  test(`${kinds}: the walk, the refresh and userinfo, byte for byte`, async () => expectWalk(walk))
  test('D9: a refused code ends with what the vendor says', async () => expectRefusal(walk))
})
